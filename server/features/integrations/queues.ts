/** Wakes those who call webhook endpoints. */
export const WEBHOOK_QUEUE = 'webhooks'
/** Wakes those who read the log for them. */
export const WEBHOOK_LOG_QUEUE = 'webhook log'
