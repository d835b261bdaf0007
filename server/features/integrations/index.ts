export { drainWebhooks } from './deliveries/jobs.ts'
