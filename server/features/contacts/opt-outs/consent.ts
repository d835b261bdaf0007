import type { Wish } from './opt-out-words.ts'

/** What a person wants, and when they said so. */
export interface Consent {
  /** Set: nothing that the business starts. */
  optedOutAt: Date | null
  optedInAt: Date | null
  /** Set: no marketing. */
  marketingOptedOutAt: Date | null
  marketingOptedInAt: Date | null
}

export interface TimedWish extends Pick<Wish, 'wants' | 'scope'> {
  at: Date
}

/**
 * What becomes of a person's consent: the newest wish counts, whatever order wishes arrive in. To resume everything ends both
 * kinds of opt-out; to stop again moves the moment forward, so that what was written before it counts as written before.
 */
export function applyWish(consent: Consent, { wants, scope, at }: TimedWish): Consent {
  if (scope === 'marketing') {
    const [optedOutAt, optedInAt] = turn(consent.marketingOptedOutAt, consent.marketingOptedInAt, wants, at)
    return { ...consent, marketingOptedOutAt: optedOutAt, marketingOptedInAt: optedInAt }
  }
  const [optedOutAt, optedInAt] = turn(consent.optedOutAt, consent.optedInAt, wants, at)
  if (wants === 'stop') return { ...consent, optedOutAt, optedInAt }
  return { ...applyWish(consent, { wants, scope: 'marketing', at }), optedOutAt, optedInAt }
}

function turn(out: Date | null, back: Date | null, wants: Wish['wants'], at: Date): [Date | null, Date | null] {
  if (wants === 'stop') return back && at < back ? [out, back] : [latest(out, at), back]
  return out && at < out ? [out, back] : [null, latest(back, at)]
}

const latest = (one: Date | null, other: Date): Date => (one && one > other ? one : other)

/**
 * What one person wants who spoke under two names: the strictest. What either of them asked not to get stays unasked until the
 * person takes it back, as one: nobody knows whether a yes under the one name was meant to answer the no under the other.
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
  // A yes that is newer than the no that stands would undo it as soon as anything is compared.
  const [first, second] = backs.map(back => (out && back && back > out ? null : back))
  return [out, newest(first ?? null, second ?? null)]
}

const newest = (one: Moment, other: Moment): Moment => (other ? latest(one, other) : one)

/** Something that people see change. */
export interface ConsentChange {
  type: 'contact.opted_out' | 'contact.opted_in'
  scope: Wish['scope']
}

/** What changed for people who look at it; null when nothing did. */
export function changeOf(before: Consent, after: Consent): ConsentChange | null {
  if (!before.optedOutAt !== !after.optedOutAt) {
    return { type: after.optedOutAt ? 'contact.opted_out' : 'contact.opted_in', scope: 'all' }
  }
  if (!before.marketingOptedOutAt !== !after.marketingOptedOutAt) {
    return { type: after.marketingOptedOutAt ? 'contact.opted_out' : 'contact.opted_in', scope: 'marketing' }
  }
  return null
}
