import type { MessageContent } from '../../channels/index.ts'

/** Types about another message or about the number itself; nobody waits for an answer to them. */
const QUIET = new Set(['reaction', 'edit', 'revoke', 'system'])

/**
 * Whether a message of this type leaves the unread count, the waiting time and the status of its conversation
 * unchanged.
 */
export const isQuiet = (type: string): boolean => QUIET.has(type)

/** Whether a message is a call in which a person of the business and the customer talked. */
export const isTalk = ({ call }: MessageContent): boolean => call?.status === 'answered'

/**
 * Whether a message of this type opens the 24-hour window: whatever a customer does opens it, reports of WhatsApp do
 * not.
 */
export const opensWindow = (type: string): boolean => type !== 'system'
