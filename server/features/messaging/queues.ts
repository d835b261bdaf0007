/** Queues whose workers a commit wakes. */
export const SEND_QUEUE = 'send'
export const MEDIA_QUEUE = 'media'
