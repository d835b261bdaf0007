export { createTawsil, type TawsilOptions } from './client.ts'
export { data, TawsilError } from './errors.ts'
export { each } from './pages.ts'
export { verifyWebhook, type WebhookHeaders } from './webhooks.ts'
