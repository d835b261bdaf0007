import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../../../../test/buildApp.ts'
import { connectNumber } from '../../../../../test/contracts/meta.ts'
import { type TestTenant, twoTenants } from '../../../../../test/twoTenants.ts'
import { testChannel } from '../../../lifecycle/channel.ts'
import { CHANNEL_JOBS } from '../../../lifecycle/channel-jobs.ts'

/** Graph, as far as management needs it: answers what the test says, by the last part of the path. */
let answers: Record<string, { status: number; body: unknown }> = {}
let asked: Array<{ method: string; path: string; body: unknown; token: string | undefined }> = []
const graph = createServer(async (request, response) => {
  const body = await text(request)
  const url = new URL(request.url!, 'http://graph')
  const token = request.headers.authorization
  asked.push({ method: request.method!, path: url.pathname + url.search, body: body ? JSON.parse(body) : null, token })
  const answer = answers[url.pathname.split('/').at(-1)!] ?? { status: 200, body: { success: true } }
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
})
const refusal = (code: number) => ({ status: 400, body: { error: { message: 'no', code, type: 'OAuthException' } } })

let app: TestApp
let a: TestTenant
let b: TestTenant
let channel = ''

beforeAll(async () => {
  graph.listen(0, '127.0.0.1')
  await once(graph, 'listening')
  const metaGraphUrl = `http://127.0.0.1:${(graph.address() as AddressInfo).port}`
  app = await buildApp({ parts: { config: { metaGraphUrl, metaAppId: 'app-1', metaAppSecret: 'secret-1' } } })
  ;({ a, b } = await twoTenants(app))
  channel = await connectNumber(app, a, { number: '7100000000001', account: '6100000000001', accessToken: 'token-a' })
})
afterAll(async () => {
  await app.close()
  graph.close()
})
beforeEach(() => {
  answers = {}
  asked = []
})

const post = (who: TestTenant, path: string, body: object = {}) => app.call(who, 'POST', path, body)

describe('a number of Meta', () => {
  it('is registered, subscribed and taken off with its own token', async () => {
    expect((await post(a, `/api/v1/channels/${channel}/register`, { pin: '123456' })).status).toBe(200)
    expect((await post(a, `/api/v1/channels/${channel}/subscribe`)).status).toBe(200)
    expect((await post(a, `/api/v1/channels/${channel}/deregister`)).status).toBe(200)
    expect(asked).toMatchObject([
      { path: '/v24.0/7100000000001/register', body: { messaging_product: 'whatsapp', pin: '123456' } },
      { path: '/v24.0/6100000000001/subscribed_apps' },
      { path: '/v24.0/7100000000001/deregister' },
    ])
    for (const call of asked) expect(call).toMatchObject({ method: 'POST', token: 'Bearer token-a' })
  })

  it('is asked about when it was taken off or registered, and shows that it is off', async () => {
    const [row] = await app.database.query('select id, tenant_id from channel where external_id = $1', [
      '7100000000001',
    ])
    const [id, tenantId] = [String(row!.id), String(row!.tenant_id)]
    const numbers = { status: 200, body: { data: [{ id: '7100000000001' }] } }
    const checked = async (status: string) => {
      answers = { phone_numbers: numbers, '7100000000001': { status: 200, body: { id: '7100000000001', status } } }
      return testChannel(app.context, tenantId, id, { kind: 'system' })
    }
    expect(await checked('CONNECTED')).toMatchObject({ status: 'connected' })
    for (const [step, body] of Object.entries({ deregister: {}, register: { pin: '123456' } })) {
      const before = app.context.queue.added.length
      await post(a, `/api/v1/channels/${channel}/${step}`, body)
      expect(app.context.queue.added.slice(before)).toMatchObject([
        { name: CHANNEL_JOBS.check, data: { tenantId, channelId: id } },
      ])
    }
    expect(await checked('DISCONNECTED')).toMatchObject({
      status: 'disconnected',
      statusReason: expect.stringContaining('not registered'),
    })
    expect(await checked('CONNECTED')).toMatchObject({ status: 'connected', statusReason: null })
  })

  it('says in words what Meta refused, and what to do', async () => {
    answers.register = refusal(133005)
    const answer = await post(a, `/api/v1/channels/${channel}/register`, { pin: '000000' })
    expect(answer.status).toBe(422)
    expect(answer.text).toMatch(/META_REFUSED.*PIN/s)
  })

  it('shows and changes its profile', async () => {
    answers.whatsapp_business_profile = {
      status: 200,
      body: { data: [{ about: 'Fresh', messaging_product: 'whatsapp' }] },
    }
    const path = `/api/v1/channels/${channel}/business-profile`
    expect(await app.call(a, 'GET', path)).toMatchObject({ status: 200, data: { about: 'Fresh' } })
    expect((await app.call(a, 'PATCH', path, { about: 'Fresher' })).status).toBe(200)
    expect(asked[1]).toMatchObject({ method: 'POST', body: { messaging_product: 'whatsapp', about: 'Fresher' } })
  })

  it('of another business is not there', async () => {
    for (const step of ['register', 'subscribe', 'deregister']) {
      const answer = await post(b, `/api/v1/channels/${channel}/${step}`, step === 'register' ? { pin: '123456' } : {})
      expect(answer.status).toBe(404)
    }
    expect(asked).toEqual([])
  })

  it('sends as fast as people say, and as Meta allows when they say nothing', async () => {
    const path = `/api/v1/channels/${channel}`
    expect(await app.call(a, 'PATCH', path, { sending: { perSecond: 20 } })).toMatchObject({
      data: { sending: { perSecond: 20, burst: 80 } },
    })
    expect(await app.call(a, 'PATCH', path, { name: 'Still' })).toMatchObject({ data: { sending: { perSecond: 20 } } })
    expect(await app.call(a, 'PATCH', path, { sending: null })).toMatchObject({ data: { sending: { perSecond: 80 } } })
    expect((await app.call(a, 'PATCH', path, { sending: { perSecond: 0 } })).status).toBe(400)
  })
})

describe('embedded signup', () => {
  const signup = { code: 'code-1', wabaId: '6200000000001', phoneNumberId: '7200000000001', pin: '123456' }

  it('exchanges the code, connects the number, subscribes and registers', async () => {
    answers.access_token = { status: 200, body: { access_token: 'token-new', token_type: 'bearer' } }
    const answer = await post(b, '/api/v1/channels/embedded-signup', signup)
    expect(answer).toMatchObject({
      status: 201,
      data: {
        channel: { provider: 'cloud_api', externalId: '7200000000001' },
        steps: [
          { step: 'subscribe', done: true },
          { step: 'register', done: true },
        ],
      },
    })
    expect(asked[0]!.path).toContain('client_id=app-1&client_secret=secret-1&code=code-1')
    expect(asked.slice(1, 3).map(call => call.token)).toEqual(['Bearer token-new', 'Bearer token-new'])
    expect(answer.text).not.toContain('token-new')
    const [row] = await app.database.query('select id from channel where external_id = $1', [signup.phoneNumberId])
    expect(app.context.queue.added).toContainEqual(
      expect.objectContaining({ name: CHANNEL_JOBS.check, data: expect.objectContaining({ channelId: row!.id }) }),
    )
  })

  it('keeps nothing when the code is not taken', async () => {
    answers.access_token = refusal(100)
    const other = { ...signup, phoneNumberId: '7200000000002' }
    expect(await post(b, '/api/v1/channels/embedded-signup', other)).toMatchObject({ status: 422 })
    expect(await app.database.query('select from channel where external_id = $1', ['7200000000002'])).toEqual([])
  })

  it('says which step failed, and leaves the rest to be continued', async () => {
    answers.access_token = { status: 200, body: { access_token: 'token-new' } }
    answers.register = refusal(133016)
    const other = { ...signup, phoneNumberId: '7200000000003' }
    expect(await post(b, '/api/v1/channels/embedded-signup', other)).toMatchObject({
      status: 201,
      data: {
        steps: [
          { step: 'subscribe', done: true },
          { step: 'register', done: false, reason: expect.stringContaining('PIN') },
        ],
      },
    })
  })
})
