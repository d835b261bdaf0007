import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Hooks, type MadeEndpoint, openHooks } from '../../../test/webhooks/hooks.ts'
import { answers, type Receiver, startReceiver } from '../../../test/webhooks/receiver.ts'

let hooks: Hooks
let receiver: Receiver
let endpoint: MadeEndpoint
let ids: string[]
const since = new Date(Date.now() - 60_000).toISOString()

beforeAll(async () => {
  hooks = await openHooks()
  receiver = await startReceiver()
  endpoint = await hooks.add(hooks.a, { url: receiver.url, types: ['tenant.updated'] })
  ids = await hooks.write(hooks.a, 6)
  await hooks.drainUntil(() => receiver.calls.length === 6)
})
afterAll(async () => {
  await receiver.close()
  await hooks.program.close()
})

const replay = (body: object, caller = hooks.a) =>
  hooks.program.call<{ queued: number; nextCursor: string | null }>(
    caller,
    'POST',
    `/api/v1/webhook-endpoints/${endpoint.id}/replay`,
    body,
  )
const counts = () => ids.map(id => receiver.ids().filter(one => one === id).length)

describe('a replay', () => {
  it('of one event sends it again with the same id and body', async () => {
    expect((await replay({ event: ids[2] })).data).toEqual({ queued: 1, nextCursor: null })
    await hooks.drainUntil(() => counts()[2] === 2)
    expect(counts()).toEqual([1, 1, 2, 1, 1, 1])
    const twice = receiver.calls.filter(call => call.id === ids[2])
    expect(twice[1]!.raw).toBe(twice[0]!.raw)
    const [attempt] = await hooks.attempts(hooks.a, endpoint, `event=${ids[2]}`)
    expect(attempt).toMatchObject({ cause: 'replay', outcome: 'delivered', eventId: ids[2] })
  })

  it('of a time sends all of it, and nothing before', async () => {
    const { data } = await replay({ since })
    expect(data).toEqual({ queued: 6, nextCursor: null })
    await hooks.drainUntil(() => counts().every(count => count >= 2))
    expect((await replay({ since: new Date(Date.now() + 60_000).toISOString() })).data.queued).toBe(0)
    expect((await replay({ since, types: 'order.*' })).data.queued).toBe(0)
  })

  it('of what was missed leaves out what was answered with success', async () => {
    expect((await replay({ since, missedOnly: true })).data.queued).toBe(0)
    receiver.behave(answers(500))
    const [missed] = await hooks.write(hooks.a, 1)
    await hooks.drainUntil(async () => (await hooks.attempts(hooks.a, endpoint, `event=${missed}`)).length === 1)
    receiver.behave(answers(200))
    expect((await replay({ since, missedOnly: true })).data.queued).toBe(1)
    await hooks.drainUntil(async () => (await hooks.waiting(endpoint)) === 0)
    expect((await hooks.attempts(hooks.a, endpoint, `event=${missed}`)).map(({ outcome }) => outcome)).toEqual([
      'delivered',
      'failed',
    ])
  })

  it('is for those of the business alone, and for endpoints that are enabled', async () => {
    expect((await replay({ event: ids[0] }, hooks.b)).status).toBe(404)
    const [theirs] = await hooks.write(hooks.b, 1)
    expect((await replay({ event: theirs })).status).toBe(404)
    await hooks.program.call(hooks.a, 'PATCH', `/api/v1/webhook-endpoints/${endpoint.id}`, { enabled: false })
    expect((await replay({ event: ids[0] })).status).toBe(409)
    await hooks.program.call(hooks.a, 'PATCH', `/api/v1/webhook-endpoints/${endpoint.id}`, { enabled: true })
  })
})

describe('two payloads', () => {
  it('are compared by their paths', async () => {
    const { data } = await hooks.program.call<{ same: boolean; changes: Array<{ path: string }> }>(
      hooks.a,
      'GET',
      `/api/v1/webhook-endpoints/${endpoint.id}/diff?a=${ids[0]}&b=${ids[1]}`,
    )
    expect(data.changes.map(({ path }) => path)).toEqual(['data.tenantId'])
    const { data: latest } = await hooks.program.call<{ b: { id: string } | null }>(
      hooks.a,
      'GET',
      `/api/v1/webhook-endpoints/${endpoint.id}/diff`,
    )
    expect(latest.b?.id).toMatch(/^evt_/)
  })
})
