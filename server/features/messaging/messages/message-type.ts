/** Types that say something about another message or about the number itself; nobody waits for an answer to them. */
const QUIET = new Set(['reaction', 'edit', 'revoke', 'system'])

/** Whether a message of this type leaves unread count, waiting time and status of its conversation alone. */
export const isQuiet = (type: string): boolean => QUIET.has(type)

/** Whether a message of this type opens the 24-hour window: everything a customer does, not what WhatsApp reports. */
export const opensWindow = (type: string): boolean => type !== 'system'
