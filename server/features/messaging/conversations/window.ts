/**
 * WhatsApp's windows (developers.facebook.com/docs/whatsapp/pricing, "Customer service windows" and "Free entry
 * point"): free-form messages may be sent for 24 hours after the customer did something, and for 72 hours after they
 * came from an ad, provided that the business answers within the first 24 of these. We count the 72 hours from the
 * customer's message; Meta counts from our answer and tells us the end in a status, which then moves the end further.
 */
export const WINDOW_HOURS = 24
export const FREE_ENTRY_HOURS = 72

const HOUR_MS = 3_600_000
const after = (moment: Date, hours: number): Date => new Date(moment.getTime() + hours * HOUR_MS)

/** What is known about a conversation's windows. */
export interface WindowFacts {
  /** When the last window closes; null when there was none. */
  windowExpiresAt: Date | null
  lastInboundAt: Date | null
}

/** Whether free-form messages may be sent. */
export const isOpen = ({ windowExpiresAt }: Pick<WindowFacts, 'windowExpiresAt'>, now: Date): boolean =>
  windowExpiresAt !== null && windowExpiresAt > now

/**
 * Whether the customer wrote recently, so that a message now is an answer. It is used also where the provider knows no
 * window.
 */
export const isRecent = ({ lastInboundAt }: Pick<WindowFacts, 'lastInboundAt'>, now: Date): boolean =>
  lastInboundAt !== null && after(lastInboundAt, WINDOW_HOURS) > now

/**
 * When the free entry window that an answer opens will close: null when the customer came from no ad, or the answer
 * comes too late.
 */
export function freeEntryEnd(enteredAt: Date | null, answeredAt: Date): Date | null {
  if (enteredAt === null || answeredAt > after(enteredAt, WINDOW_HOURS)) return null
  return after(enteredAt, FREE_ENTRY_HOURS)
}

/**
 * Whether a customer came from an ad that clicks to WhatsApp. The names are Meta's; in Twilio's style they are the
 * same, written as one word.
 */
export function isFreeEntry(referral: Record<string, unknown> | undefined): boolean {
  if (!referral) return false
  const said = (...names: string[]) =>
    names.map(name => referral[name]).find(value => typeof value === 'string' && value)
  return said('source_type', 'sourceType') === 'ad' || said('ctwa_clid', 'ctwaClid') !== undefined
}

/**
 * The end of a free entry window, as Meta tells it in a status: `conversation.origin.type` is `referral_conversion`,
 * and `expiration_timestamp` is in seconds since 1970.
 */
export function toldFreeEntryEnd(detail: unknown): Date | null {
  const { conversation } = (detail ?? {}) as Told
  if (conversation?.origin?.type !== 'referral_conversion') return null
  const end = new Date(Number(conversation.expiration_timestamp) * 1000)
  return Number.isNaN(end.getTime()) || end.getTime() <= 0 ? null : end
}

interface Told {
  conversation?: { origin?: { type?: unknown }; expiration_timestamp?: unknown }
}
