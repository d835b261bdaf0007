import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeContext, type TestContext, testContext } from '../../test/context.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import type { HttpApp } from '../context.ts'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import { newId, type Uuid } from '../ids/index.ts'
import { buildHttp, ok } from './index.ts'

let database: TestDb
let context: TestContext
let app: HttpApp
const tenants: Record<'free' | 'premium' | 'few', Uuid> = { free: newId(), premium: newId(), few: newId() }

beforeAll(async () => {
  database = await withDb()
  context = testContext(database, { config: { personLimit: { requests: 5, perSeconds: 900 } } })
  app = await buildHttp(context, {
    authenticate: async request => {
      const [, kind, plan, id] =
        /^Bearer (user|api):(free|premium|few):(.+)$/.exec(request.headers.authorization ?? '') ?? []
      if (!kind || !plan || !id) throw new AppError(COMMON_ERRORS.UNAUTHENTICATED)
      return {
        kind: kind as 'user' | 'api',
        tenantId: tenants[plan as keyof typeof tenants],
        id,
        name: id,
        role: 'agent',
        permissions: new Set(),
        systemAdmin: false,
        authenticatedAt: new Date(),
      }
    },
    planLimit: async tenantId => ({
      key: tenantId === tenants.premium ? 8 : 3,
      person: tenantId === tenants.few ? 2 : null,
      business: tenantId === tenants.few ? 3 : 1_000,
    }),
  })
  app.get('/api/v1/mine', { config: { access: 'signed_in' } }, async () => ok({}))
  app.get('/api/v1/slow', { config: { access: 'signed_in', perMinute: 2 } }, async () => ok({}))
  app.get('/api/v1/open', { config: { access: 'public' } }, async () => ok({}))
  app.get('/webhooks/open', { config: { access: 'public' } }, async () => ok({}))
})
afterAll(async () => {
  await app.close()
  await closeContext(context)
  await database.close()
})

const ask = (token: string | null, url = '/api/v1/mine', remoteAddress = '10.0.0.1') =>
  app.inject({ url, remoteAddress, headers: token ? { authorization: `Bearer ${token}` } : {} })

async function allowed(times: number, ...request: Parameters<typeof ask>): Promise<number> {
  const answers = await Promise.all(Array.from({ length: times }, () => ask(...request)))
  return answers.filter(answer => answer.statusCode === 200).length
}

/** Node's own client would tidy the address. @returns the head of the answer, lower case but for the first line */
async function rawRequest(target: string): Promise<string> {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' })
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  socket.end(`GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)
  return await text(socket)
}

describe('limits on requests', () => {
  it('count each person by the setting and each API key by its tenant’s plan', async () => {
    expect(await allowed(10, 'user:free:amina')).toBe(5)
    expect(await allowed(10, 'user:free:bilal')).toBe(5)
    expect(await allowed(10, 'api:free:key')).toBe(3)
    expect(await allowed(10, 'api:premium:key')).toBe(8)
  })

  it('count a business with all its people and keys together, and each person by the plan where it says so', async () => {
    expect(await allowed(5, 'user:few:amina')).toBe(2)
    expect(await allowed(5, 'api:few:key')).toBe(1)
    const refused = await ask('user:few:bilal')
    expect([refused.statusCode, Number(refused.headers['retry-after']) > 0]).toEqual([429, true])
    expect(await allowed(1, 'user:free:somebody')).toBe(1)
  })

  it('stand in the headers of every answer, and say when to come back', async () => {
    const first = await ask('user:free:headers')
    expect(first.headers).toMatchObject({ 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '4' })
    // a person's window is the setting's (here 15 minutes), a key's is a minute
    expect(Number(first.headers['x-ratelimit-reset'])).toBeGreaterThan(Date.now() / 1000 + 850)
    const key = await ask('api:free:headers')
    expect(Number(key.headers['x-ratelimit-reset'])).toBeLessThan(Date.now() / 1000 + 150)
    await allowed(5, 'user:free:headers')
    const refused = await ask('user:free:headers')
    expect([refused.statusCode, refused.json().error.code]).toEqual([429, 'RATE_LIMITED'])
    expect(refused.headers['x-ratelimit-remaining']).toBe('0')
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  })

  it('are a route’s own where it says so', async () => {
    expect(await allowed(6, 'user:free:slow', '/api/v1/slow')).toBe(2)
    expect(await allowed(1, 'user:free:slow')).toBe(1)
  })

  it('count strangers and wrong tokens by address, also on routes that do not exist', async () => {
    expect((await ask(null, '/api/v1/open')).headers['x-ratelimit-limit']).toBe('600')
    const before = Number((await ask('wrong')).headers['x-ratelimit-remaining'])
    const after = await ask(null, '/api/v1/nowhere')
    expect([after.statusCode, Number(after.headers['x-ratelimit-remaining'])]).toEqual([404, before - 1])
    expect((await ask('wrong', '/api/v1/mine', '10.0.0.2')).headers['x-ratelimit-remaining']).toBe('599')
  })

  it('do not believe a forged X-Forwarded-For', async () => {
    const headers = (n: number) => ({ 'x-forwarded-for': `203.0.113.${n}` })
    const a = await app.inject({ url: '/api/v1/open', remoteAddress: '10.0.0.9', headers: headers(1) })
    const b = await app.inject({ url: '/api/v1/open', remoteAddress: '10.0.0.9', headers: headers(2) })
    expect([a.headers['x-ratelimit-remaining'], b.headers['x-ratelimit-remaining']]).toEqual(['599', '598'])
  })

  it.each(['/api/v1/open', '/%61pi/v1/open', '/api/v1/%6fpen', 'http://elsewhere.example/api/v1/open'])(
    'count %s, however the address is written',
    async target => {
      const answer = await rawRequest(target)
      expect(answer).toMatch(/^HTTP\/1.1 200/)
      expect(answer).toContain('x-ratelimit-limit: 600')
    },
  )

  it('leave webhooks alone', async () => {
    expect((await ask(null, '/webhooks/open')).headers['x-ratelimit-limit']).toBeUndefined()
  })
})
