/**
 * What a provider's refusal is about, and so what happens next. Every documented code of every provider has one
 * (`Transport.meaning`); a code nobody documented is `permanent` and shown.
 */
export type ErrorClass =
  /** The provider had a problem: again later, with growing pauses. */
  | 'retry'
  /** The number sends too fast or has no quota left: all of the channel waits. */
  | 'slow_number'
  /** Too much to this customer: only this conversation waits. */
  | 'slow_pair'
  /** Credentials, permission, billing or policy: nothing of this channel can be sent until a person acts. */
  | 'stop_channel'
  /** The customer wants no such messages. */
  | 'opt_out'
  /** Outside the 24-hour window: only a template goes. */
  | 'template_needed'
  /** This message never reaches this customer. */
  | 'permanent'
  /** What we or the caller sent is wrong; it must be changed. */
  | 'fix_call'

/** The next step while a message is tried again without anybody's help; not true any more once it is given up. */
export const BY_ITSELF = 'Nothing; sending continues by itself.'

/** One entry of a provider's catalogue of errors. */
export interface ErrorMeaning {
  class: ErrorClass
  /** At least so long until it may be tried again; only where that can help. */
  retryAfterSeconds?: number
  /** For people: what is wrong. */
  text: string
  /** For people: what to do about it. */
  nextStep: string
  /** Said also when something broke inside: together with a 5xx status it proves nothing about the message. */
  vague?: boolean
  /** Of class `opt_out`: the customer wants no marketing; absent: nothing at all. */
  optOutOf?: 'marketing'
  /** Of class `slow_number`: only templates have to wait, answers within the window go on. */
  onlyTemplates?: true
  /** False for codes that stand in no reference. */
  documented: boolean
}

/** The order in which several errors are told: those that say what is wrong before those that say that something is. */
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
