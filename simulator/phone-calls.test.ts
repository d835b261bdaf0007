import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CUSTOMER, NUMBER, type Providers, SESSION, startProviders } from './test/providers.ts'

let all: Providers
beforeAll(async () => {
  all = await startProviders()
})
afterAll(() => all.close())

type Told = Record<string, unknown> & { event: string; timestamp: string; id: string }
interface Body {
  event?: string
  payload?: Record<string, unknown>
  entry?: { changes: { field: string; value: { calls: Told[]; contacts?: unknown[] } }[] }[]
}

/** What one call of a customer makes the twin post. */
async function posted(path: string, body: object): Promise<{ id: string; bodies: Body[] }> {
  const before = all.hook.received.length
  const { status, json } = await all.control('POST', path, { ...body, wait: true })
  expect(status).toBe(202)
  await all.twin.idle()
  return { id: json.id!, bodies: all.hook.received.slice(before).map(({ json: told }) => told as Body) }
}

describe('a call to a number at Meta', () => {
  const ring = async (body: object = {}) => {
    const { id, bodies } = await posted('/twin/calls', { phoneNumberId: NUMBER, from: CUSTOMER, name: 'Sara', ...body })
    const changes = bodies.map(one => one.entry![0]!.changes[0]!)
    expect(changes.every(change => change.field === 'calls')).toBe(true)
    const told = changes.flatMap(change => change.value.calls)
    return { id, changes, of: (event: string) => told.find(one => one.event === event), told }
  }

  test('that nobody takes begins and ends without times', async () => {
    const { id, changes, of } = await ring()
    const call = { id, from: CUSTOMER, direction: 'USER_INITIATED', to: expect.stringMatching(/^\d+$/) }
    expect(of('connect')).toMatchObject({ ...call, session: { sdp_type: 'offer' } })
    expect(of('terminate')).toEqual({ ...call, event: 'terminate', timestamp: expect.any(String), status: 'FAILED' })
    expect(changes.flatMap(({ value }) => value.contacts ?? [])).toEqual([
      { profile: { name: 'Sara' }, wa_id: CUSTOMER },
    ])
  })

  test('that is taken tells its times and its length', async () => {
    const { of } = await ring({ outcome: 'answered', seconds: 42 })
    const { start_time: start, end_time: end, ...rest } = of('terminate')!
    expect(Number(end) - Number(start)).toBe(42)
    expect(rest).toMatchObject({ status: 'COMPLETED', duration: 42 })
    expect(Number(of('connect')!.timestamp)).toBeLessThan(Number(start))
  })

  test('that rings is ended later by its id', async () => {
    const { id, told } = await ring({ outcome: 'ringing' })
    expect(told.map(one => one.event)).toEqual(['connect'])
    const end = await ring({ id, outcome: 'answered' })
    expect(end.told).toMatchObject([{ id, event: 'terminate', duration: 60 }])
  })

  test('stands on the customer’s phone', () => {
    expect(all.twin.phone(CUSTOMER)[0]).toMatchObject({
      direction: 'written',
      type: 'call',
      content: { outcome: 'missed' },
    })
  })
})

describe('a call to a linked phone', () => {
  const ring = async (body: object) => {
    const { id, bodies } = await posted('/twin/waha/calls', { session: SESSION, from: CUSTOMER, ...body })
    for (const { payload } of bodies) expect(payload).toMatchObject({ id, from: `${CUSTOMER}@c.us`, isGroup: false })
    return bodies.map(({ event, payload }) => [event, payload!._data as Record<string, unknown>] as const)
  }

  test.each([
    ['GOWS', 'missed', ['call.received', 'call.rejected'], { Reason: 'timeout' }],
    ['GOWS', 'answered', ['call.received', 'call.accepted'], { Data: { Tag: 'accept' } }],
    ['GOWS', 'rejected', ['call.received', 'call.rejected'], { Data: { Tag: 'reject' } }],
    ['NOWEB', 'missed', ['call.received', 'call.rejected'], { status: 'terminate' }],
    ['NOWEB', 'rejected', ['call.received', 'call.rejected'], { status: 'reject' }],
    ['WEBJS', 'missed', ['call.received'], {}],
    ['GOWS', 'ringing', ['call.received'], {}],
  ])('through %s, %s: WAHA tells %j', async (engine, outcome, events, data) => {
    await all.control('POST', `/twin/waha/sessions/${SESSION}`, { engine })
    const told = await ring({ outcome })
    expect(told.map(([event]) => event).toSorted()).toEqual(events.toSorted())
    expect(told.find(([event]) => event === events.at(-1))![1]).toMatchObject(data)
  })

  test('without its session is refused', async () => {
    expect((await all.control('POST', '/twin/waha/calls', { session: 'none', from: CUSTOMER })).status).toBe(404)
  })
})
