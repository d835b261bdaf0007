import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { closeContext, type TestContext, testContext } from '../../test/context.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import type { HttpApp } from '../context.ts'
import { newId } from '../ids/index.ts'
import { buildHttp, ok, type Principal } from './index.ts'

const MOMENT = new Date('2026-05-04T12:00:00Z')
const ago = (seconds: number) => new Date(MOMENT.getTime() - seconds * 1000)
const person = { kind: 'user' as const, tenantId: newId(), id: newId(), name: 'Amina', role: 'tenant_admin' }
const principal: Principal = { ...person, permissions: new Set(), systemAdmin: false, authenticatedAt: MOMENT }

let database: TestDb
let context: TestContext
let app: HttpApp
/** What a look-up finds now, and what is remembered of an earlier one. */
let now: Principal
let remembered: Principal
let effects = 0

beforeAll(async () => {
  database = await withDb()
  context = testContext(database, { clock: { now: () => MOMENT } })
  app = await buildHttp(context, { authenticate: async (_, { anew } = {}) => (anew ? now : remembered) })
  const config = { access: 'signed_in' } as const
  const body = z.object({ name: z.string().optional(), key: z.string().optional() })
  const act = async () => ok({ effects: ++effects })
  app.post('/api/v1/keys', { config: { ...config, recentAuthentication: true } }, act)
  app.get('/api/v1/keys/one', { config: { ...config, recentAuthentication: true } }, act)
  app.patch('/api/v1/keys', { config: { ...config, recentAuthentication: ['key'] }, schema: { body } }, act)
  app.post('/api/v1/names', { config }, act)
  await app.ready()
})
beforeEach(() => {
  effects = 0
  now = remembered = principal
})
afterAll(async () => {
  await app.close()
  await closeContext(context)
  await database.close()
})

const ask = async (method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object, headers = {}) => {
  const answer = await app.inject({ method, url: `/api/v1/${url}`, headers, ...(payload && { payload }) })
  return { status: answer.statusCode, ...answer.json() }
}
const refused = { status: 403, error: { code: 'REAUTHENTICATION_REQUIRED', details: { withinSeconds: 600 } } }

describe('a route that asks for a recent authentication', () => {
  it('serves a person who proved themselves ten minutes ago, and refuses one who did a second earlier', async () => {
    now = { ...principal, authenticatedAt: ago(600) }
    expect((await ask('POST', 'keys')).status).toBe(200)
    expect((await ask('GET', 'keys/one')).status).toBe(200)
    now = { ...principal, authenticatedAt: ago(601) }
    expect(await ask('POST', 'keys')).toMatchObject(refused)
    expect(await ask('GET', 'keys/one')).toMatchObject(refused)
    expect(effects).toBe(2)
    expect((await ask('POST', 'names')).status).toBe(200)
  })

  it('believes no memory: neither an older proof nor a right that was taken away', async () => {
    remembered = { ...principal, authenticatedAt: ago(3_600) }
    expect((await ask('POST', 'keys')).status).toBe(200)
    remembered = principal
    now = { ...principal, authenticatedAt: ago(3_600) }
    expect(await ask('POST', 'keys')).toMatchObject(refused)
  })

  it('asks only of requests that have the members which it names', async () => {
    now = { ...principal, authenticatedAt: ago(601) }
    expect((await ask('PATCH', 'keys', { name: 'Renamed' })).status).toBe(200)
    expect(await ask('PATCH', 'keys', { name: 'Renamed', key: 'k' })).toMatchObject(refused)
    expect(effects).toBe(1)
  })

  it('refuses an API key, which cannot prove itself', async () => {
    now = { ...principal, kind: 'api', authenticatedAt: null }
    expect(await ask('POST', 'keys')).toMatchObject({ status: 403, error: { code: 'SESSION_REQUIRED' } })
    expect((await ask('PATCH', 'keys', { name: 'Renamed' })).status).toBe(200)
  })

  it('keeps no refusal under an Idempotency-Key, so that the request can be sent again', async () => {
    now = { ...principal, authenticatedAt: ago(601) }
    const again = { 'idempotency-key': 'the-same' }
    expect(await ask('POST', 'keys', {}, again)).toMatchObject(refused)
    now = principal
    expect(await ask('POST', 'keys', {}, again)).toMatchObject({ status: 200, data: { effects: 1 } })
    now = { ...principal, authenticatedAt: ago(601) }
    expect(await ask('POST', 'keys', {}, again), 'a kept answer may hold a secret').toMatchObject(refused)
  })

  it('stops the start when it is open to everybody', async () => {
    const other = await buildHttp(context, { authenticate: async () => principal })
    const config = { access: 'public', recentAuthentication: true } as const
    expect(() => other.post('/api/v1/open', { config }, async () => ok({}))).toThrow('nobody can prove themselves')
    await other.close()
  })
})
