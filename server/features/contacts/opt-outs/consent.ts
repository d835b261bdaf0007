import type { ConsentWord } from './opt-out-words.ts'

/** What a person has agreed to, and when they said so. */
export interface Consent {
  /** Set: no message that the business starts. */
  optedOutAt: Date | null
  optedInAt: Date | null
  /** Set: no marketing. */
  marketingOptedOutAt: Date | null
  marketingOptedInAt: Date | null
}

export interface ConsentUpdate extends Pick<ConsentWord, 'wants' | 'scope'> {
  at: Date
}

/**
 * The new consent of a person: the newest change counts, whatever the order of arrival. Opting in to everything ends
 * both kinds of opt-out. Opting out again moves the moment forward, so that older messages count as written before it.
 */
export function applyConsentUpdate(consent: Consent, { wants, scope, at }: ConsentUpdate): Consent {
  if (scope === 'marketing') {
    const [optedOutAt, optedInAt] = turn(consent.marketingOptedOutAt, consent.marketingOptedInAt, wants, at)
    return { ...consent, marketingOptedOutAt: optedOutAt, marketingOptedInAt: optedInAt }
  }
  const [optedOutAt, optedInAt] = turn(consent.optedOutAt, consent.optedInAt, wants, at)
  if (wants === 'stop') return { ...consent, optedOutAt, optedInAt }
  return { ...applyConsentUpdate(consent, { wants, scope: 'marketing', at }), optedOutAt, optedInAt }
}

function turn(out: Date | null, back: Date | null, wants: ConsentWord['wants'], at: Date): [Date | null, Date | null] {
  if (wants === 'stop') return back && at < back ? [out, back] : [latest(out, at), back]
  return out && at < out ? [out, back] : [null, latest(back, at)]
}

const latest = (one: Date | null, other: Date): Date => (one && one > other ? one : other)

/**
 * The consent of one person who spoke as two contacts: the strictest counts. What either contact opted out of stays so
 * until the person opts in as one contact, because nobody knows whether the yes of one was meant to answer the no of
 * the other.
 */
export function strictestConsent(one: Consent, other: Consent): Consent {
  const [optedOutAt, optedInAt] = strictest(one.optedOutAt, other.optedOutAt, one.optedInAt, other.optedInAt)
  const [marketingOptedOutAt, marketingOptedInAt] = strictest(
    one.marketingOptedOutAt,
    other.marketingOptedOutAt,
    one.marketingOptedInAt,
    other.marketingOptedInAt,
  )
  return { optedOutAt, optedInAt, marketingOptedOutAt, marketingOptedInAt }
}

type Moment = Date | null

function strictest(one: Moment, other: Moment, ...backs: [Moment, Moment]): [Moment, Moment] {
  const out = newest(one, other)
  // A yes that is newer than the valid no would undo it at the next comparison.
  const [first, second] = backs.map(back => (out && back && back > out ? null : back))
  return [out, newest(first ?? null, second ?? null)]
}

const newest = (one: Moment, other: Moment): Moment => (other ? latest(one, other) : one)

/** A change that people see. */
export interface ConsentChange {
  type: 'contact.opted_out' | 'contact.opted_in'
  scope: ConsentWord['scope']
}

/** What changed for the people who look at it; null when nothing did. */
export function changeOf(before: Consent, after: Consent): ConsentChange | null {
  if (!before.optedOutAt !== !after.optedOutAt) {
    return { type: after.optedOutAt ? 'contact.opted_out' : 'contact.opted_in', scope: 'all' }
  }
  if (!before.marketingOptedOutAt !== !after.marketingOptedOutAt) {
    return { type: after.marketingOptedOutAt ? 'contact.opted_out' : 'contact.opted_in', scope: 'marketing' }
  }
  return null
}
