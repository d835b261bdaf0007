import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyConsentUpdate, type Consent, type ConsentUpdate, changeOf, strictestConsent } from './consent.ts'

const NOTHING: Consent = { optedOutAt: null, optedInAt: null, marketingOptedOutAt: null, marketingOptedInAt: null }
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute))
const wish = (wants: ConsentUpdate['wants'], minute: number, scope: ConsentUpdate['scope'] = 'all'): ConsentUpdate => ({
  wants,
  scope,
  at: at(minute),
})
const following = (...wishes: ConsentUpdate[]): Consent => wishes.reduce(applyConsentUpdate, NOTHING)
const wants = ({ optedOutAt, marketingOptedOutAt }: Consent) => ({
  none: !!optedOutAt,
  noMarketing: !!marketingOptedOutAt,
})

describe('what a person wants', () => {
  it('is what they said last', () => {
    expect(wants(following(wish('stop', 1)))).toEqual({ none: true, noMarketing: false })
    expect(wants(following(wish('stop', 1), wish('resume', 2)))).toEqual({ none: false, noMarketing: false })
    expect(wants(following(wish('stop', 1), wish('resume', 2), wish('stop', 3)))).toEqual({
      none: true,
      noMarketing: false,
    })
  })

  it('is not undone by an older wish that arrives late', () => {
    expect(wants(following(wish('resume', 5), wish('stop', 1)))).toEqual({ none: false, noMarketing: false })
    expect(wants(following(wish('stop', 5), wish('resume', 1)))).toEqual({ none: true, noMarketing: false })
  })

  it('of marketing is its own; asking for everything again asks for marketing, too', () => {
    expect(wants(following(wish('stop', 1, 'marketing')))).toEqual({ none: false, noMarketing: true })
    expect(wants(following(wish('stop', 1), wish('resume', 2, 'marketing')))).toEqual({
      none: true,
      noMarketing: false,
    })
    expect(wants(following(wish('stop', 1, 'marketing'), wish('resume', 2)))).toEqual({
      none: false,
      noMarketing: false,
    })
  })

  it('said again moves the moment forward, never back', () => {
    expect(following(wish('stop', 3), wish('stop', 7), wish('stop', 5)).optedOutAt).toEqual(at(7))
  })

  it('ends the same in whatever order wishes of different moments arrive', () => {
    const wishes = fc
      .uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 8 })
      .chain(minutes =>
        fc.tuple(
          ...minutes.map(minute =>
            fc.tuple(fc.constant(minute), fc.constantFrom('stop', 'resume'), fc.constantFrom('all', 'marketing')),
          ),
        ),
      )
      .map(all => all.map(([minute, what, scope]) => wish(what as 'stop', minute as number, scope as 'all')))
    fc.assert(
      fc.property(
        wishes.chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          const inOrder = all.toSorted((a, b) => a.at.getTime() - b.at.getTime())
          expect(wants(following(...shuffled))).toEqual(wants(following(...inOrder)))
        },
      ),
    )
  })

  it('under two names is the strictest of both, whichever is asked first, and one and the same name changes nothing', () => {
    const moment = fc.option(
      fc.integer({ min: 0, max: 50 }).map(minute => at(minute)),
      { nil: null },
    )
    const said = fc
      .array(
        fc.record({
          wants: fc.constantFrom('stop' as const, 'resume' as const),
          scope: fc.constantFrom('all' as const, 'marketing' as const),
          at: moment.map(one => one ?? at(51)),
        }),
        { maxLength: 6 },
      )
      .map(all => following(...all))
    fc.assert(
      fc.property(said, said, (one, other) => {
        const both = strictestConsent(one, other)
        expect(wants(both)).toEqual({
          none: wants(one).none || wants(other).none,
          noMarketing: wants(one).noMarketing || wants(other).noMarketing,
        })
        expect(strictestConsent(other, one)).toEqual(both)
        expect(wants(strictestConsent(one, one))).toEqual(wants(one))
        expect(wants(applyConsentUpdate(both, wish('resume', 60)))).toEqual({ none: false, noMarketing: false })
      }),
    )
  })

  it('is news only when it changed', () => {
    const out = following(wish('stop', 1))
    expect(changeOf(NOTHING, out)).toEqual({ type: 'contact.opted_out', scope: 'all' })
    expect(changeOf(out, applyConsentUpdate(out, wish('stop', 2)))).toBeNull()
    expect(changeOf(out, applyConsentUpdate(out, wish('resume', 2)))).toEqual({
      type: 'contact.opted_in',
      scope: 'all',
    })
    expect(changeOf(NOTHING, applyConsentUpdate(NOTHING, wish('resume', 2)))).toBeNull()
    expect(changeOf(NOTHING, following(wish('stop', 1, 'marketing')))).toEqual({
      type: 'contact.opted_out',
      scope: 'marketing',
    })
  })
})
