/**
 * WhatsApp's windows (developers.facebook.com/docs/whatsapp/pricing, "Customer service windows" and "Free entry point"):
 * free-form messages may be sent for 24 hours after the customer did something, and for 72 hours after they came from an ad,
 * when the business answers within the first 24 of these. We count the 72 hours from the customer's message; Meta counts from
 * our answer and says so in a status, which then moves the end further.
 */
export const WINDOW_HOURS = 24
export const FREE_ENTRY_HOURS = 72

const HOUR_MS = 3_600_000
const after = (moment: Date, hours: number): Date => new Date(moment.getTime() + hours * HOUR_MS)

/** What is known of a conversation's windows. */
export interface WindowFacts {
  /** When the last one closes; null when there was none. */
  windowExpiresAt: Date | null
  lastInboundAt: Date | null
}

/** Whether free-form messages may be sent. */
export const isOpen = ({ windowExpiresAt }: Pick<WindowFacts, 'windowExpiresAt'>, now: Date): boolean =>
  windowExpiresAt !== null && windowExpiresAt > now

/** Whether the customer wrote so lately that an answer is an answer; also where the provider knows no window. */
export const isRecent = ({ lastInboundAt }: Pick<WindowFacts, 'lastInboundAt'>, now: Date): boolean =>
  lastInboundAt !== null && after(lastInboundAt, WINDOW_HOURS) > now

/** When the window that an answer opens closes: null when the customer came from no ad, or the answer comes too late. */
export function freeEntryEnd(enteredAt: Date | null, answeredAt: Date): Date | null {
  if (enteredAt === null || answeredAt > after(enteredAt, WINDOW_HOURS)) return null
  return after(enteredAt, FREE_ENTRY_HOURS)
}

/** Whether a customer came from an ad that clicks to WhatsApp; the names are Meta's or, in Twilio's style, the same joined. */
export function isFreeEntry(referral: Record<string, unknown> | undefined): boolean {
  if (!referral) return false
  const said = (...names: string[]) =>
    names.map(name => referral[name]).find(value => typeof value === 'string' && value)
  return said('source_type', 'sourceType') === 'ad' || said('ctwa_clid', 'ctwaClid') !== undefined
}

/**
 * The end of a free entry window as a status of Meta tells it: `conversation.origin.type` is `referral_conversion`, and
 * `expiration_timestamp` seconds since 1970.
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
