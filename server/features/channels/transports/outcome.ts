import { type ErrorClass, unsendable } from '../contract/error-class.ts'
import type { ProviderError, SendOutcome } from '../contract/message.ts'
import type { ProviderAnswer } from './call.ts'

type Refused = Extract<SendOutcome, { kind: 'refused' }>
type Unknown = Extract<SendOutcome, { kind: 'unknown' }>

/** A provider that could not be reached may be reachable in a moment. */
const UNWRITTEN_RETRY_SECONDS = 5

/** A message that its provider would refuse whatever we do; nothing was sent. The error's text is for people. */
export class Unsendable extends Error {
  override readonly name = 'Unsendable'
}

/** The provider's form of a message, or why it has none. */
export function formOf<Form>(write: () => Form): { form: Form } | { refused: Refused } {
  try {
    return { form: write() }
  } catch (error) {
    if (!(error instanceof Unsendable)) throw error
    return { refused: refusedForGood('fix_call', unsendable(error.message)) }
  }
}

/** Refused, and another attempt would change nothing. */
export const refusedForGood = (kind: ErrorClass, error: ProviderError): Refused => ({
  kind: 'refused',
  retry: 'never',
  class: kind,
  error,
})

/** Refused, and it may be tried again after this time. */
export const refusedForNow = (kind: ErrorClass, error: ProviderError, retryAfterSeconds: number): Refused => ({
  kind: 'refused',
  retry: 'later',
  retryAfterSeconds,
  class: kind,
  error,
})

/** What a missing answer proves: when no byte left, that nothing was sent; else nothing at all. */
export function withoutAnswer(
  provider: string,
  { kind, reason }: Exclude<ProviderAnswer, { kind: 'answer' }>,
): Refused | Unknown {
  if (kind === 'lost') return { kind: 'unknown', proof: `no answer: ${reason}` }
  const title = `${provider} could not be reached`
  const error: ProviderError = { code: 'unreachable', meaning: 'provider_unreachable', title, details: reason }
  return { ...refusedForNow('retry', error, UNWRITTEN_RETRY_SECONDS), unwritten: true }
}

/** What a success proves: without the id of the message, nothing. A state other than the usual ones is a warning. */
export function acceptedOrUnknown(
  status: number,
  providerMessageId: string | undefined,
  warning?: string | undefined,
): SendOutcome {
  if (providerMessageId === undefined) return { kind: 'unknown', proof: `HTTP ${status} without a message id` }
  return { kind: 'accepted', providerMessageId, ...(warning !== undefined && { warnings: [warning] }) }
}
