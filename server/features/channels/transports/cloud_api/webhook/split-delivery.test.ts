import { describe, expect, it } from 'vitest'
import { type ChangeOwner, namedChanges, planDelivery } from './split-delivery.ts'

const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
const change = (number: unknown) => ({ field: 'messages', value: { metadata: { phone_number_id: number } } })
const [one, two] = [
  { tenantId: 't1', channelId: 'c1' },
  { tenantId: 't2', channelId: 'c2' },
]

describe('what a delivery names', () => {
  it('is the customer’s account where a partner is told of it under the partner’s own id', () => {
    const value = { event: 'PARTNER_REMOVED', waba_info: { waba_id: '980198427658004', owner_business_id: '2329' } }
    expect(
      namedChanges(bytes({ entry: [{ id: '2949482758682047', changes: [{ field: 'account_update', value }] }] })),
    ).toEqual([{ place: '0.0', number: undefined, account: '980198427658004', listedUnder: '2949482758682047' }])
  })

  it('is a number for each change, or its account', () => {
    const body = bytes({
      entry: [
        { id: 'waba-1', changes: [change('11'), { field: 'account_update', value: { event: 'X' } }] },
        { id: 22, changes: [change(33)] },
      ],
    })
    expect(namedChanges(body)).toEqual([
      { place: '0.0', number: '11', account: 'waba-1' },
      { place: '0.1', number: undefined, account: 'waba-1' },
      { place: '1.0', number: '33', account: '22' },
    ])
  })

  it('keeps ids that are bare numbers too long for a double', () => {
    const body = bytes(
      '{"entry":[{"id":12345678901234567,"changes":[{"value":{"metadata":{"phone_number_id":98765432109876543}}}]}]}',
    )
    expect(namedChanges(body)).toEqual([{ place: '0.0', number: '98765432109876543', account: '12345678901234567' }])
  })

  it.each([
    ['no JSON', 'hello'],
    ['half a JSON', '{"entry":['],
    ['nothing', ''],
    ['a list', []],
    ['a text', '"entry"'],
    ['null', 'null'],
    ['no entries', { object: 'whatsapp_business_account' }],
    ['entries of another shape', { entry: {} }],
  ])('is unreadable in %s', (_what, value) => {
    expect(namedChanges(bytes(value))).toBeUndefined()
  })

  it.each([
    ['an entry without changes', { entry: [{ id: '5' }] }, [{ place: '0.', number: undefined, account: '5' }]],
    ['an entry that is none', { entry: [7] }, [{ place: '0.', number: undefined, account: undefined }]],
    [
      'changes that are none',
      { entry: [{ changes: [null, 'x', { value: 4 }, { value: { metadata: [] } }] }] },
      ['0.0', '0.1', '0.2', '0.3'].map(place => ({ place, number: undefined, account: undefined })),
    ],
    ['no entry at all', { entry: [] }, []],
  ])('does not fall over %s', (_what, value, named) => {
    expect(namedChanges(bytes(value))).toEqual(named)
  })
})

describe('the plan of a delivery', () => {
  const plan = (...verdicts: ChangeOwner[]) =>
    planDelivery(
      verdicts.map((_, at) => ({ place: `0.${at}`, number: `${at}`, account: undefined })),
      verdicts,
    )

  it('gives a delivery to its one channel whole', () => {
    expect(plan(one, one)).toEqual({ accepted: [one] })
  })

  it('gives each of several channels its own places', () => {
    expect(plan(one, two, one)).toEqual({
      accepted: [
        { ...one, places: ['0.0', '0.2'] },
        { ...two, places: ['0.1'] },
      ],
    })
  })

  it('gives what is for several channels to each, once', () => {
    const news = { ...one, others: [{ tenantId: 't1', channelId: 'c3' }, one] }
    expect(plan(news, one)).toEqual({
      accepted: [
        { ...one, places: ['0.0', '0.1'] },
        { tenantId: 't1', channelId: 'c3', places: ['0.0'] },
      ],
    })
  })

  it('keeps apart what is nobody’s, and says when it is another tenant’s', () => {
    expect(plan('unknown_number')).toEqual({ accepted: [], quarantined: { reason: 'unknown_number' } })
    expect(plan('unknown_number', 'foreign_number', one)).toEqual({
      accepted: [{ ...one, places: ['0.2'] }],
      quarantined: { reason: 'foreign_number', places: ['0.0', '0.1'] },
    })
  })

  it('never forgets a delivery: one that names nothing is quarantined', () => {
    expect(plan()).toEqual({ accepted: [], quarantined: { reason: 'unknown_number' } })
  })
})
