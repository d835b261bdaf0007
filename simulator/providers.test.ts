import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FaultRule } from './misbehaviour/faults.ts'
import { PROVIDERS, type Provider } from './provider.ts'
import { type Providers, startProviders } from './test/providers.ts'

let all: Providers
beforeAll(async () => {
  all = await startProviders()
})
afterAll(() => all.close())
let round = 0
beforeEach(() => {
  round++
  all.twin.configure({ rules: [], statuses: {}, webhooks: {} })
})

const script = (...rules: FaultRule[]) => all.twin.configure({ rules })
/** An attempt that no other test has made. */
const attemptOf = (provider: Provider, name = 'a') => `${provider}-${round}-${name}`
const acceptedTimes = (provider: Provider, attempt: string) => all.twin.sets(provider).accepted[attempt] ?? 0
const isAmbiguous = (provider: Provider, attempt: string) => {
  const { accepted, notAccepted } = all.twin.sets(provider).ambiguous
  return [...accepted, ...notAccepted].includes(attempt)
}

/** Every way in which an answer may be lost, and whether the provider had accepted the call. */
const LOST: [name: string, rule: FaultRule, accepted: boolean][] = [
  ['accepted, then silence', { fault: 'timeout_after', ms: 30 }, true],
  ['silence without acceptance', { fault: 'timeout_before', ms: 30 }, false],
  ['accepted, then a reset', { fault: 'reset_after' }, true],
  ['a reset without acceptance', { fault: 'reset_before' }, false],
  ['accepted, then a 500', { fault: 'error', status: 500, accepted: true }, true],
  ['half an answer', { fault: 'error', malformed: 'truncated' }, true],
  ['an answer without an id', { fault: 'error', malformed: 'no_id' }, true],
  ['a page instead of JSON', { fault: 'error', malformed: 'html' }, true],
  ['nothing in the body', { fault: 'error', malformed: 'empty' }, true],
  ['a cut answer', { fault: 'error', malformed: 'cut' }, true],
]

describe.each(PROVIDERS)('%s', provider => {
  test.each(LOST)('%s', async (_name, rule, accepted) => {
    const attempt = attemptOf(provider)
    script({ ...rule, match: { provider } })
    const answer = await all.send(provider, 'hi', attempt).catch(() => null)
    if (answer && rule.malformed) {
      expect(answer.status).toBeGreaterThanOrEqual(200)
      expect(answer.status).toBeLessThan(300)
    }
    if (rule.malformed === 'no_id') expect(answer?.json).not.toHaveProperty('sid')
    expect(acceptedTimes(provider, attempt)).toBe(accepted ? 1 : 0)
    expect(isAmbiguous(provider, attempt)).toBe(true)
  })

  test('a rule for one provider leaves the others alone', async () => {
    script({ fault: 'error', status: 500, match: { provider } })
    for (const one of PROVIDERS) {
      const { status } = await all.send(one, 'hi', attemptOf(one))
      expect([one, status >= 500]).toEqual([one, one === provider])
    }
  })

  test('a clear refusal is no ambiguity', async () => {
    const attempt = attemptOf(provider)
    script({ fault: 'error', status: 429, match: { provider } })
    expect((await all.send(provider, 'hi', attempt)).status).toBe(429)
    expect(isAmbiguous(provider, attempt)).toBe(false)
    expect(acceptedTimes(provider, attempt)).toBe(0)
  })

  test('the same attempt twice, and the same words twice, are counted for this provider alone', async () => {
    const before = all.twin.summary().providers
    const text = `words of ${provider} ${round}`
    for (const name of ['a', 'a', 'b']) await all.send(provider, text, attemptOf(provider, name))
    await all.send(provider, `other ${text}`, attemptOf(provider, 'c'))
    const after = all.twin.summary().providers
    const grown = (one: Provider) => [
      after[one].sends.accepted - before[one].sends.accepted,
      after[one].sends.duplicates - before[one].sends.duplicates,
      after[one].contents.once - before[one].contents.once,
      after[one].contents.more - before[one].contents.more,
    ]
    for (const one of PROVIDERS)
      expect([one, grown(one)]).toEqual([one, one === provider ? [4, 1, 1, 1] : [0, 0, 0, 0]])
    expect(all.twin.sets(provider).duplicates).toHaveProperty(attemptOf(provider))
  })

  test('statuses can beat the answer, come twice, and fail with a reason', async () => {
    const attempt = attemptOf(provider)
    await all.twin.idle()
    const statusesOf = (id: string) =>
      all.twin.journal({ kind: 'status' }).filter(entry => entry.attemptId === id && !entry.note?.dropped)
    script({ fault: 'latency', ms: 400, accepted: true, match: { provider } })
    all.twin.configure({ statuses: { duplicate: 1 } })
    const answer = all.send(provider, 'early', attempt)
    await expect.poll(() => statusesOf(attempt).length, { timeout: 350, interval: 5 }).toBeGreaterThan(3)
    expect((await answer).status).toBeLessThan(300)
    all.twin.configure({ statuses: {} })
    script({ fault: 'undeliverable', match: { provider } })
    await all.send(provider, 'doomed', attemptOf(provider, 'doomed'))
    await all.twin.idle()
    expect(statusesOf(attemptOf(provider, 'doomed')).at(-1)!.type).toBe('failed')
  })

  test('webhooks come twice, halved and forged, and the true one is among them', async () => {
    await all.twin.idle()
    all.hook.received.length = 0
    all.twin.configure({ webhooks: { duplicate: 1, poison: 1, badSignature: 1 } })
    const { spoiled } = all.twin.summary().providers[provider]
    await all.send(provider, 'hi', attemptOf(provider))
    await all.twin.idle()
    const bodies = all.hook.received.map(one => one.raw.toString())
    const whole = bodies.filter(body => bodies.filter(other => other === body).length === 3)
    expect(whole.length).toBeGreaterThan(0)
    expect(bodies.some(body => whole.some(one => one.startsWith(body) && one.length > body.length))).toBe(true)
    const signatures = ['x-hub-signature-256', 'x-twilio-signature', 'x-webhook-hmac']
    const copies = all.hook.received.filter(one => one.raw.toString() === whole[0])
    const told = new Set(copies.map(one => signatures.map(name => one.headers[name]).join()))
    expect(told.size).toBe(2)
    expect(all.twin.summary().providers[provider].spoiled.posted).toBeGreaterThan(spoiled.posted)
  })

  test('it can be cut off alone, and everything can', async () => {
    await all.control('POST', '/twin/away', { on: true, provider })
    for (const one of PROVIDERS) {
      const status = await all.send(one, 'hi', attemptOf(one)).then(
        answer => answer.status,
        () => null,
      )
      expect([one, status === null]).toEqual([one, one === provider])
    }
    await all.control('POST', '/twin/away', { on: false })
    expect((await all.send(provider, 'hi', attemptOf(provider, 'back'))).status).toBeLessThan(300)
    expect(acceptedTimes(provider, attemptOf(provider))).toBe(0)
  })

  test('the customer’s phone shows what came, whatever the provider calls them', async () => {
    await all.send(provider, `seen ${round}`, attemptOf(provider))
    const last = all.twin.phone('16505551234').at(-1)
    expect(last).toMatchObject({ provider, direction: 'received', attemptId: attemptOf(provider) })
    expect(JSON.stringify(last!.content)).toContain(`seen ${round}`)
  })
})

test('unplugged, nobody answers; plugged in again, everything is as it was', async () => {
  await all.twin.leave()
  // The first call may still try a connection that has just broken.
  await expect(all.send('twilio', 'hi', 'broken')).rejects.toThrow()
  await expect(all.send('twilio', 'hi', 'away')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  await all.twin.comeBack()
  expect((await all.send('twilio', 'hi', 'home')).status).toBe(201)
})

test('unplugged over HTTP, it comes back by itself', async () => {
  await all.control('POST', '/twin/away', { seconds: 0.3 })
  const reached = () =>
    all.send('waha', 'hi', `n${Math.random()}`).then(
      () => true,
      () => false,
    )
  await expect.poll(reached, { timeout: 1000, interval: 5 }).toBe(false)
  await expect.poll(reached, { timeout: 3000, interval: 20 }).toBe(true)
})

test('answers take the time they are told to take', async () => {
  all.twin.adjust({ answerMs: 60 })
  const started = performance.now()
  await all.send('twilio', 'hi', 'slow')
  expect(performance.now() - started).toBeGreaterThanOrEqual(58)
  all.twin.adjust({ answerMs: 0 })
})

test('a twin that is closed while it is away is gone', async () => {
  const other = await startProviders()
  await other.control('POST', '/twin/away', { seconds: 0.2 })
  await expect
    .poll(() =>
      other.send('meta', 'x', 'x').then(
        () => true,
        () => false,
      ),
    )
    .toBe(false)
  await other.close()
})
