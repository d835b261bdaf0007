import type { Meaning } from './meaning.ts'

/**
 * What a provider's refusal is about, and so what happens next. Every documented code of every provider has one
 * (`Transport.meaning`); a code nobody documented is `permanent` and shown.
 */
export type ErrorClass =
  /** The provider had a problem: it is tried again later, with growing pauses. */
  | 'retry'
  /** The number sends too fast or has no quota left: the whole channel waits. */
  | 'slow_number'
  /** Too many messages to this customer: only this conversation waits. */
  | 'slow_pair'
  /** Credentials, permission, billing or policy: the channel can send nothing until a person acts. */
  | 'stop_channel'
  /** The customer wants no such messages. */
  | 'opt_out'
  /** Outside the 24-hour window: only a template goes. */
  | 'template_needed'
  /** This message never reaches this customer. */
  | 'permanent'
  /** What we or the caller sent is wrong; it must be changed. */
  | 'fix_call'

/** The next step while a message is tried again automatically; no longer true once it is given up. */
export const BY_ITSELF = 'Nothing; sending continues by itself.'

/** One entry of a provider's catalogue of errors. */
export interface ErrorMeaning {
  class: ErrorClass
  /** The same for every provider; the text and the next step below are this provider's. */
  meaning: Meaning
  /** How long to wait at least before it may be tried again; only where that can help. */
  retryAfterSeconds?: number
  /** For people: what is wrong. */
  text: string
  /** For people: what to do about it. */
  nextStep: string
  /**
   * The provider also says this when something broke on its side: with a 5xx status it proves nothing about the
   * message.
   */
  vague?: boolean
  /** For class `opt_out`: the customer wants no marketing; absent: no messages at all. */
  optOutOf?: 'marketing'
  /** For class `slow_number`: only templates have to wait; answers within the window go on. */
  onlyTemplates?: true
  /** False for codes that no reference lists. */
  documented: boolean
}

/** The error with the name of its meaning, unless it has one already. */
export const withMeaning = <E extends { code: number | string; meaning?: Meaning | undefined }>(
  error: E,
  meaningOf: (code: number | string) => ErrorMeaning,
): E & { meaning: Meaning } => ({ ...error, meaning: error.meaning ?? meaningOf(error.code).meaning })

/** The error of a message that the provider's form has no place for; nothing was sent. */
export const unsendable = (why: string) =>
  ({ code: 'unsendable', meaning: 'content_refused', title: why }) satisfies { meaning: Meaning; [key: string]: string }

/** Sorts errors: those that say what is wrong come before those that only say that something is wrong. */
export function mostTellingFirst<E extends { code: number | string }>(
  errors: readonly E[],
  meaningOf: (code: E['code']) => ErrorMeaning,
): E[] {
  const rank = ({ code }: E) => {
    const meaning = meaningOf(code)
    if (meaning.vague || meaning.class === 'retry') return 2
    return meaning.documented ? 0 : 1
  }
  return errors.toSorted((one, other) => rank(one) - rank(other))
}

/** Whether the same message may be sent again without anybody changing anything. */
export const mayRetry = ({ class: kind }: Pick<ErrorMeaning, 'class'>): boolean =>
  kind === 'retry' || kind === 'slow_number' || kind === 'slow_pair'
