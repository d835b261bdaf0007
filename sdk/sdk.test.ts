import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../server/test/buildApp.ts'
import { type TestTenant, twoTenants } from '../server/test/twoTenants.ts'
import { createTawsil, data, each, verifyWebhook } from './index.ts'
import { repeating } from './retry.ts'

let app: TestApp
let a: TestTenant
let baseUrl: string

beforeAll(async () => {
  app = await buildApp()
  ;({ a } = await twoTenants(app))
  baseUrl = await app.app.listen({ port: 0 })
})
afterAll(() => app.close())
const tawsil = (options: object = {}) => createTawsil({ baseUrl, key: a.token, firstPauseMs: 1, ...options })

describe('the client', () => {
  it('reads, writes, and throws refusals with their code', async () => {
    const made = await data(tawsil().POST('/api/v1/catalog/categories', { body: { name: 'Mains' } }))
    expect(made).toMatchObject({ name: 'Mains' })
    const path = { id: 'cat_00000000000000000000000000000000' }
    await expect(
      data(tawsil().PATCH('/api/v1/catalog/categories/{id}', { params: { path }, body: { name: 'x' } })),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
      status: 404,
      requestId: expect.any(String),
    })
  })

  it('goes through every row of a list, page by page', async () => {
    const client = tawsil()
    for (const no of [1, 2, 3, 4, 5])
      await data(client.POST('/api/v1/catalog/branches', { body: { name: `Branch ${no}` } }))
    const names: Array<string | undefined> = []
    const page = (query: { cursor?: string }) =>
      client.GET('/api/v1/catalog/branches', { params: { query: { limit: 2, ...query } } })
    for await (const branch of each(page)) names.push(branch.name)
    expect(names).toEqual([1, 2, 3, 4, 5].map(no => `Branch ${no}`))
  })

  it('repeats a write whose answer was lost, and it has one effect', async () => {
    let lost = 0
    const fetch = async (request: Request) => {
      const answer = await globalThis.fetch(request)
      if (lost++ === 0) throw new TypeError('the connection was cut')
      return answer
    }
    await data(tawsil({ fetch }).POST('/api/v1/catalog/categories', { body: { name: 'Once' } }))
    const list = await data(tawsil().GET('/api/v1/catalog/categories', { params: { query: {} } }))
    expect(list.filter(category => category.name === 'Once')).toHaveLength(1)
    expect(lost).toBe(2)
  })
})

describe('a repetition', () => {
  const answers = (...given: Array<[status: number, headers?: Record<string, string>]>) => {
    const seen: Request[] = []
    const fetch = async (request: Request) => {
      seen.push(request)
      const [status, headers] = given[Math.min(seen.length, given.length) - 1]!
      return new Response(null, { status, ...(headers && { headers }) })
    }
    return { seen, ask: repeating({ fetch, firstPauseMs: 1 }) }
  }

  it('waits as long as the server says, and keeps its key', async () => {
    const { seen, ask } = answers([429, { 'retry-after': '1' }], [200])
    const began = performance.now()
    expect((await ask(new Request('http://x', { method: 'POST', body: '{}' }))).status).toBe(200)
    expect(performance.now() - began).toBeGreaterThan(900)
    const keys = seen.map(request => request.headers.get('idempotency-key'))
    expect(keys[0]).toMatch(/^[\w-]{36}$/)
    expect(keys[1]).toBe(keys[0])
  })

  it('ends after three, is not made for refusals, nor when the server asks for too long a pause', async () => {
    const busy = answers([503])
    expect((await busy.ask(new Request('http://x'))).status).toBe(503)
    expect(busy.seen).toHaveLength(4)
    const refused = answers([422])
    expect((await refused.ask(new Request('http://x'))).status).toBe(422)
    const later = answers([429, { 'retry-after': '3600' }])
    expect((await later.ask(new Request('http://x'))).status).toBe(429)
    expect([refused.seen.length, later.seen.length]).toEqual([1, 1])
  })
})

describe('a webhook', () => {
  const secret = `whsec_${Buffer.from('a secret of twenty-four bytes').toString('base64')}`
  const body = JSON.stringify({ type: 'message.received', data: { text: 'مرحبا' } })
  const signed = (at = new Date(), by = secret) => ({
    'webhook-id': 'evt_1',
    'webhook-timestamp': `${Math.floor(at.getTime() / 1000)}`,
    'webhook-signature': new Webhook(by).sign('evt_1', at, body),
  })

  it('that the public library signed is accepted, also beside the signature of an older secret', async () => {
    expect(await verifyWebhook(secret, signed(), body)).toEqual(JSON.parse(body))
    const both = { ...signed(), 'webhook-signature': `v1,b3RoZXI= ${signed()['webhook-signature']}` }
    expect(await verifyWebhook(secret, new Headers(both), Buffer.from(body))).toEqual(JSON.parse(body))
  })

  it('that was changed, is old, or was signed by somebody else is refused', async () => {
    await expect(verifyWebhook(secret, signed(), `${body} `)).rejects.toThrow(/signature/)
    await expect(verifyWebhook(secret, signed(new Date(Date.now() - 400_000)), body)).rejects.toThrow(/old/)
    const other = `whsec_${Buffer.from('another secret of many bytes').toString('base64')}`
    await expect(verifyWebhook(secret, signed(new Date(), other), body)).rejects.toThrow(/signature/)
    await expect(verifyWebhook(secret, {}, body)).rejects.toThrow(/no webhook/)
  })
})
