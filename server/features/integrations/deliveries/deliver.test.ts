import { Webhook as StandardWebhook } from 'standardwebhooks'
import { Webhook as SvixWebhook } from 'svix'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/ids/index.ts'
import { until } from '../../../test/until.ts'
import { type Hooks, openHooks } from '../../../test/webhooks/hooks.ts'
import { answers, hangs, type Receiver, resets, startReceiver } from '../../../test/webhooks/receiver.ts'

let hooks: Hooks
let receiver: Receiver

beforeAll(async () => {
  hooks = await openHooks()
})
afterAll(() => hooks.program.close())
beforeEach(async () => {
  receiver = await startReceiver()
})
afterEach(async () => {
  await receiver.close()
  await hooks.program.database.query(`update webhook_endpoint set state = 'deleted'`)
  await hooks.program.database.query('delete from webhook_delivery')
})

const TYPES = { types: ['tenant.updated'] }

describe('a webhook', () => {
  it('is verified by the public libraries, and by neither when a byte was changed', async () => {
    const { secret } = await hooks.add(hooks.a, { url: receiver.url, ...TYPES })
    const [id] = await hooks.write(hooks.a, 1)
    await hooks.drainUntil(() => receiver.calls.length === 1)
    const { raw, headers, body } = receiver.calls[0]!
    const proof = headers as Record<string, string>
    expect(new StandardWebhook(secret).verify(raw, proof)).toEqual(body)
    expect(() => new SvixWebhook(secret).verify(raw, proof)).not.toThrow()
    expect(() => new SvixWebhook(secret).verify(raw.replace('tenant', 'tenand'), proof)).toThrow()
    expect(() => new StandardWebhook(secret).verify(raw.replace('tenant', 'tenand'), proof)).toThrow()
    expect(body).toMatchObject({ type: 'tenant.updated', id, data: { changed: {} } })
    expect(headers['webhook-id']).toBe(id)
    expect(new Date(body.timestamp).toISOString()).toBe(body.timestamp)
    expect(raw).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/)
  })

  it('goes to every endpoint that wants it, and to none of another business', async () => {
    const other = await startReceiver()
    await hooks.add(hooks.a, { url: `${receiver.url}/all`, types: ['*'] })
    await hooks.add(hooks.a, { url: `${receiver.url}/noun`, types: ['tenant.*'] })
    await hooks.add(hooks.a, { url: `${receiver.url}/none`, types: ['order.*'] })
    await hooks.add(hooks.b, { url: other.url, types: ['*'] })
    const [id] = await hooks.write(hooks.a, 1)
    await hooks.drainUntil(() => receiver.ids().filter(one => one === id).length === 2)
    const paths = receiver.calls.filter(call => call.id === id).map(({ path }) => path)
    expect(paths.toSorted()).toEqual(['/hook/all', '/hook/noun'])
    expect(other.ids()).not.toContain(id)
    await other.close()
  })

  it('is sent once for each event, every one, however many pages of the log they fill', async () => {
    await hooks.add(hooks.a, { url: receiver.url, ...TYPES })
    const ids = [...(await hooks.write(hooks.a, 700)), ...(await hooks.write(hooks.a, 700))]
    await hooks.drainUntil(() => receiver.calls.length >= 1_400)
    expect(receiver.ids().toSorted()).toEqual(ids.toSorted())
  })
})

describe('a call that fails', () => {
  it.each([
    ['500', answers(500, {}, 'no'), 500, null],
    ['a reset', resets, null, 'OUTSIDE_UNREACHABLE'],
    ['a redirect to the inside', answers(302, { location: 'http://127.0.0.1:1/' }), 302, 'REDIRECT'],
  ])('with %s is written down and tried again with the same id', async (_, behaviour, status, error) => {
    const endpoint = await hooks.add(hooks.a, { url: receiver.url, ...TYPES })
    receiver.behave(behaviour)
    const [id] = await hooks.write(hooks.a, 1)
    await hooks.drainUntil(() => receiver.calls.length === 1)
    const [failed] = await hooks.attempts(hooks.a, endpoint)
    expect(failed).toMatchObject({ eventId: id, attempt: 1, outcome: 'failed', error })
    expect(failed!.answer?.status ?? null).toBe(status)
    expect(failed!.nextTryAt).not.toBeNull()
    receiver.behave(answers(204))
    await hooks.makeDue()
    await hooks.drainUntil(() => receiver.calls.length === 2)
    expect(receiver.ids()).toEqual([id, id])
    expect((await hooks.attempts(hooks.a, endpoint)).map(({ outcome }) => outcome)).toEqual(['delivered', 'failed'])
    expect(await hooks.waiting(endpoint)).toBe(0)
  })

  it('ends after five seconds when nobody answers, or when the body never ends', async () => {
    const endpoint = await hooks.add(hooks.a, { url: receiver.url, ...TYPES })
    const slow = await startReceiver()
    const dripping = await hooks.add(hooks.a, { url: slow.url, ...TYPES })
    receiver.behave(hangs)
    slow.behave(response => {
      response.writeHead(200)
      const drip = setInterval(() => response.write('x'), 200)
      response.on('close', () => clearInterval(drip))
    })
    await hooks.write(hooks.a, 1)
    const began = performance.now()
    await hooks.drainUntil(async () => (await hooks.attempts(hooks.a, endpoint)).length > 0)
    await hooks.drainUntil(async () => (await hooks.attempts(hooks.a, dripping)).length > 0)
    expect(performance.now() - began).toBeLessThan(15_000)
    for (const one of [endpoint, dripping])
      expect(await hooks.attempts(hooks.a, one)).toMatchObject([{ outcome: 'failed', error: 'OUTSIDE_TIMEOUT' }])
    await slow.close()
  }, 30_000)

  it('keeps a kilobyte of an answer without end, and counts it by its status', async () => {
    const endpoint = await hooks.add(hooks.a, { url: receiver.url, ...TYPES })
    receiver.behave(response => {
      response.writeHead(200, { 'set-cookie': 'secret=1' })
      const pour = () => {
        while (!response.destroyed && response.write('y'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', pour)
      }
      pour()
    })
    await hooks.write(hooks.a, 1)
    await hooks.drainUntil(async () => (await hooks.attempts(hooks.a, endpoint)).length > 0)
    const [attempt] = await hooks.attempts(hooks.a, endpoint)
    expect(attempt).toMatchObject({ outcome: 'delivered', answer: { status: 200, body: 'y'.repeat(1_024) } })
    expect(attempt!.answer!.headers).not.toHaveProperty('set-cookie')
  })

  it('waits as long as Retry-After asks', async () => {
    const endpoint = await hooks.add(hooks.a, { url: receiver.url, ...TYPES })
    receiver.behave(answers(503, { 'retry-after': '1200' }))
    await hooks.write(hooks.a, 1)
    await hooks.drainUntil(async () => (await hooks.attempts(hooks.a, endpoint)).length > 0)
    const [attempt] = await hooks.attempts(hooks.a, endpoint)
    expect(new Date(attempt!.nextTryAt!).getTime() - Date.now()).toBeGreaterThan(1_100_000)
  })

  it('with 410 disables the endpoint at once, and an event says so', async () => {
    const endpoint = await hooks.add(hooks.a, { url: receiver.url, ...TYPES })
    receiver.behave(answers(410))
    await hooks.write(hooks.a, 3)
    const read = async () =>
      (await hooks.program.call<Shown>(hooks.a, 'GET', `/api/v1/webhook-endpoints/${endpoint.id}`)).data
    await hooks.drainUntil(async () => !(await read()).enabled)
    expect(await read()).toMatchObject({ enabled: false, disabledReason: 'gone' })
    const told = await hooks.program.database.query<{ data: object }>(
      `select data from event where type = 'webhook_endpoint.disabled'`,
    )
    expect(told.at(-1)?.data).toEqual({ url: receiver.url, reason: 'gone' })
    const before = receiver.calls.length
    await hooks.write(hooks.a, 2)
    await hooks.drainUntil(async () => (await hooks.waiting(endpoint)) === 0)
    expect(receiver.calls.length).toBe(before)
  })

  it('disables the endpoint after five days of them', async () => {
    const endpoint = await hooks.add(hooks.a, { url: receiver.url, ...TYPES })
    receiver.behave(answers(500))
    await hooks.program.database.query(
      `update webhook_endpoint set failures = 20, failing_since = now() - interval '5 days 1 minute' where state = 'enabled'`,
    )
    await hooks.write(hooks.a, 1)
    await hooks.drainUntil(async () => (await hooks.attempts(hooks.a, endpoint)).length > 0)
    const { data } = await hooks.program.call<Shown>(hooks.a, 'GET', `/api/v1/webhook-endpoints/${endpoint.id}`)
    expect(data).toMatchObject({ enabled: false, disabledReason: 'failing' })
  })

  interface Shown {
    enabled: boolean
    disabledReason: string | null
  }
})

describe('an endpoint that fails', () => {
  it('rests as a whole: what waits for it makes no calls, and all of it goes when it works again', async () => {
    const endpoint = await hooks.add(hooks.a, { url: receiver.url, ...TYPES })
    receiver.behave(answers(500))
    const ids = await hooks.write(hooks.a, 400)
    await hooks.drainUntil(() => receiver.calls.length >= 5)
    await hooks.drainUntil(() => true)
    // Those that were under way together, and no more.
    expect(receiver.calls.length).toBeLessThan(60)
    const called = receiver.calls.length
    await hooks.program.database.query('update webhook_endpoint set backoff_until = null')
    await hooks.drainUntil(() => true)
    expect(receiver.calls.length).toBe(called + 1)
    receiver.behave(answers(200))
    await hooks.program.database.query('update webhook_endpoint set backoff_until = null')
    await hooks.drainUntil(async () => (await hooks.waiting(endpoint)) === 0)
    expect([...new Set(receiver.ids())].toSorted()).toEqual(ids.toSorted())
  })

  it('holds up no other, of its business or of another', async () => {
    const other = await startReceiver()
    const third = await startReceiver()
    receiver.behave(hangs)
    const hanging = await hooks.add(hooks.a, { url: receiver.url, ...TYPES })
    await hooks.add(hooks.a, { url: other.url, ...TYPES })
    await hooks.add(hooks.b, { url: third.url, ...TYPES })
    const ours = await hooks.write(hooks.a, 100)
    const theirs = await hooks.write(hooks.b, 20)
    const all = () => other.calls.length >= 100 && third.calls.length >= 20
    const draining = hooks.drainUntil(all)
    await until(all, { timeout: 15_000 })
    // All others are through while its calls still hang.
    expect(receiver.calls.length).toBeGreaterThan(0)
    expect(await hooks.attempts(hooks.a, hanging)).toEqual([])
    expect(other.ids().toSorted()).toEqual(ours.toSorted())
    expect(third.ids().toSorted()).toEqual(theirs.toSorted())
    await receiver.close()
    await draining
    await other.close()
    await third.close()
  }, 30_000)
})

describe('order', () => {
  it('is kept for each thing where it is asked for, and a thing that fails does not hold up others', async () => {
    const endpoint = await hooks.add(hooks.a, { url: receiver.url, ...TYPES, ordered: true })
    const [one, other] = [newId(), newId()]
    const first = await hooks.write(hooks.a, 6, one)
    const second = await hooks.write(hooks.a, 6, other)
    let fails = 2
    receiver.behave((response, { id }) => {
      const failing = id === first[2] && fails-- > 0
      response.writeHead(failing ? 500 : 200).end()
    })
    await hooks.drainUntil(async () => (await hooks.waiting(endpoint)) === 4)
    expect(receiver.ids().filter(id => second.includes(id))).toEqual(second)
    const seen = receiver.ids().filter(id => first.includes(id))
    expect(seen).toEqual([first[0], first[1], first[2]])
    await hooks.makeDue()
    await hooks.drainUntil(() => fails <= 0)
    await hooks.makeDue()
    await hooks.drainUntil(async () => (await hooks.waiting(endpoint)) === 0)
    const kept = receiver.ids().filter(id => first.includes(id))
    expect(kept.filter((id, index) => id !== kept[index - 1])).toEqual(first)
  })
})
