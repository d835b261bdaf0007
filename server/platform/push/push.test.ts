import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { closeContext, testContext } from '../../test/context.ts'
import { type PushService, provenBy, startPushService } from '../../test/push/service.ts'
import { subscriptionOf } from '../../test/push/subscription.ts'
import { keepEverything } from '../../test/security/canaries.ts'
import { type TestTenant, twoTenants } from '../../test/twoTenants.ts'
import { readId } from '../ids/index.ts'
import { createLogger } from '../telemetry/index.ts'
import { deliverPushes, pushKeyOf, queuePush } from './index.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant
let service: PushService

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
})
afterAll(() => app.close())
beforeEach(async () => {
  service = await startPushService()
})
afterEach(async () => {
  await service.close()
  await app.database.query('delete from push_device')
})

interface Device {
  id: string
  current: boolean
}

const devicesOf = async (owner: TestTenant) =>
  (await app.call<Device[]>(owner, 'GET', '/api/v1/notifications/devices')).data
const allow = (owner: TestTenant, subscription: object) =>
  app.call<Device>(owner, 'POST', '/api/v1/notifications/devices', subscription)
const deliver = () => deliverPushes(app.context)

let keys = 0
const queue = (owner: TestTenant, key = `about ${++keys}`) => {
  const { db, secrets } = app.context
  const content = {
    title: 'Shop',
    body: 'A conversation is yours now',
    path: '/inbox/conv_1',
    tag: 'conv_1',
    lang: 'en',
  }
  const wanted = { userId: readId('user', owner.userId)!, kind: 'assigned', key, content, usefulSeconds: 3600 }
  return db.system('a test queues something', tx => queuePush(secrets, tx, wanted))
}
const rows = () => app.database.query('select outcome, last_error, attempts from push_message order by id')
const due = () => app.database.query('update push_message set next_try_at = now() where finished_at is null')

describe('a message to a browser', () => {
  it('reaches every browser of its person and nobody else’s, encrypted for each and signed with the installation’s key', async () => {
    for (const name of ['one', 'two']) expect((await allow(a, service.subscribe(name))).status).toBe(201)
    await allow(b, service.subscribe('other'))
    expect(await queue(a)).toBe(2)
    await deliver()
    expect(service.received.map(({ browser }) => browser).toSorted()).toEqual(['one', 'two'])
    const [{ headers, body, content }] = service.received as [(typeof service.received)[number]]
    expect(content).toMatchObject({ title: 'Shop', path: '/inbox/conv_1' })
    expect(body.includes('yours')).toBe(false)
    expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high' })
    expect(Number(headers.ttl)).toBeGreaterThan(3500)
    const { data } = await app.call<{ publicKey: string }>(a, 'GET', '/api/v1/notifications/push-key')
    const proof = provenBy(String(headers.authorization))
    expect(proof).toMatchObject({ key: data.publicKey, sub: expect.stringMatching(/^mailto:/) })
    expect(proof.exp * 1000).toBeGreaterThan(Date.now())
  })

  it('about the same thing is sent once', async () => {
    await allow(a, service.subscribe('one'))
    expect([await queue(a, 'the same'), await queue(a, 'the same')]).toEqual([1, 0])
    await Promise.all([deliver(), deliver()])
    expect(service.received).toHaveLength(1)
  })

  it('is tried again after the pause that the service asks for, and given up after eight tries', async () => {
    await allow(a, service.subscribe('one'))
    await queue(a)
    service.answer(429, { 'retry-after': '120' })
    await deliver()
    const [{ seconds }] = (await app.database.query(
      'select extract(epoch from next_try_at - now())::float8 as seconds from push_message',
    )) as [{ seconds: number }]
    expect(seconds).toBeGreaterThan(110)
    for (let tries = 2; tries <= 8; tries++) {
      service.answer(503)
      await due()
      await deliver()
    }
    expect(await rows()).toEqual([{ outcome: 'given_up', last_error: 'PUSH_503', attempts: 8 }])
  })

  it.each([404, 410])('to a browser that is gone (%i) removes the browser, and what waits for it', async status => {
    await allow(a, service.subscribe('one'))
    await queue(a)
    service.answer(status)
    await deliver()
    expect(await devicesOf(a)).toEqual([])
    expect(await rows()).toEqual([])
  })

  it('that the service refuses is not tried again', async () => {
    await allow(a, service.subscribe('one'))
    await queue(a)
    service.answer(400)
    await deliver()
    expect(await rows()).toEqual([{ outcome: 'refused', last_error: 'PUSH_400', attempts: 1 }])
  })

  it('holds neither its words nor its address in the clear, in the database or in a log', async () => {
    const { stream, text } = keepEverything()
    const log = createLogger({ logLevel: 'info' }, stream)
    const context = testContext(app.database, { log, config: app.context.config, secrets: app.context.secrets })
    const { endpoint } = service.subscribe('secret-capability')
    await allow(a, { ...service.subscribe('secret-capability') })
    await queue(a)
    const stored = await app.database.query(
      `select encode(subscription, 'escape') as s, encode(content, 'escape') as c from push_device d join push_message m on m.device_id = d.id`,
    )
    expect(JSON.stringify(stored)).not.toMatch(/secret-capability|yours/)
    service.answer(500)
    await deliverPushes(context)
    expect(text()).toContain('PUSH_500')
    expect(text()).not.toContain(endpoint)
    await closeContext(context)
  })
})

describe('a browser', () => {
  it('belongs to the session in which it was allowed, and goes with it', async () => {
    await allow(a, service.subscribe('one'))
    const login = await app.call<{ accessToken: string }>(null, 'POST', '/api/v1/auth/login', {
      ...{ email: a.email, password: a.password },
    })
    const second = { ...a, token: login.data.accessToken }
    await allow(second, service.subscribe('two'))
    expect((await devicesOf(second)).map(({ current }) => current)).toEqual([true, false])
    await app.call(second, 'POST', '/api/v1/auth/logout', {})
    expect(await devicesOf(a)).toHaveLength(1)
  })

  it('has one subscription, of who allowed it last, and is removed by its person alone', async () => {
    const subscription = service.subscribe('shared')
    await allow(a, subscription)
    const { data } = await allow(b, subscription)
    expect([await devicesOf(a), (await devicesOf(b)).length]).toEqual([[], 1])
    const path = `/api/v1/notifications/devices/${data.id}`
    expect((await app.call(a, 'DELETE', path)).status).toBe(404)
    expect((await app.call(b, 'DELETE', path)).status).toBe(204)
    expect(await devicesOf(b)).toEqual([])
  })

  it('at an address inside, of another scheme or with broken keys is refused, and one that became inside gets nothing', async () => {
    const inside = subscriptionOf('x', 'http://10.0.0.7')
    expect((await allow(a, inside)).body.error?.code).toBe('URL_NOT_ALLOWED')
    for (const broken of [
      { ...inside, endpoint: 'ftp://push.example/x' },
      { ...subscriptionOf('x'), keys: { p256dh: 'AAAA', auth: 'AAAA' } },
    ])
      expect((await allow(a, broken)).status).toBe(400)
    await allow(a, service.subscribe('one'))
    await queue(a)
    const production = testContext(app.database, {
      config: { ...app.context.config, production: true },
      secrets: app.context.secrets,
    })
    await deliverPushes(production)
    expect(await rows()).toEqual([{ outcome: 'refused', last_error: 'URL_NOT_ALLOWED', attempts: 1 }])
    expect(service.received).toEqual([])
    await closeContext(production)
  })
})

it('the key of the installation is made once, whichever processes ask at the same time', async () => {
  const contexts = [1, 2, 3].map(() => testContext(app.database, { secrets: app.context.secrets }))
  const made = await Promise.all([app.context, ...contexts].map(context => pushKeyOf(context)))
  expect(new Set(made.map(({ publicKey }) => publicKey)).size).toBe(1)
  for (const context of contexts) await closeContext(context)
})
