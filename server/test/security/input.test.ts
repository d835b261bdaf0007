import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/ids/index.ts'
import type { Caller, TestApp } from '../buildApp.ts'
import { ASKS_META, addressOf, bodyFor, isApi, PUBLIC_WRITES, withMember } from './bodies.ts'
import { buildAppWithRoutes, nameOf, type Route } from './routes.ts'
import { bare, type Snapshot, snapshotOf } from './snapshot.ts'
import { type Side, twoSides } from './world.ts'

let app: TestApp
let routes: Route[]
let a: Side
let b: Side
let ofB: Snapshot

beforeAll(async () => {
  ;({ app, routes } = await buildAppWithRoutes())
  ;({ a, b } = await twoSides(app))
  // Here people sign in by their password again and again.
  await app.database.query('delete from passkey where user_id = $1', [bare(a.userId)])
  ofB = await snapshotOf(app.database, b.tenantId)
})
afterAll(() => app.close())

const writes = () => routes.filter(route => isApi(route) && route.body)
const lists = () => routes.filter(route => isApi(route) && route.method === 'GET' && route.params.length === 0)

/** A session of its own for routes that end sessions. */
async function callerFor(route: Route): Promise<Caller> {
  // Sign-ins are limited, and who is not asked for a token ends no session of theirs.
  if (!route.url.startsWith('/api/v1/auth/') || route.access === 'public') return a
  const { email, password } = a
  const { data, text } = await app.call<{ accessToken: string }>(null, 'POST', '/api/v1/auth/login', {
    email,
    password,
  })
  expect(data, text).toBeDefined()
  return { token: data.accessToken }
}

const privileges = async () => {
  const [tenant] = await app.database.query(
    'select id, plan, status, placement, created_at from tenant where id = $1',
    [bare(a.tenantId)],
  )
  const users = await app.database.query('select id, email_verified, system_admin from auth_user order by id')
  const roles = await app.database.query('select tenant_id, user_id, role from membership order by 1, 2')
  return { tenant, users, roles }
}

// Cases 2 and 3.
describe('fields that nobody may set', () => {
  const forbidden = (): Array<Record<string, unknown>> => [
    { tenantId: b.tenantId },
    { tenant_id: bare(b.tenantId), tenant: b.tenantId, organizationId: b.tenantId },
    { role: 'system_admin', systemAdmin: true, system_admin: true, permissions: ['operations:read'] },
    { plan: 'enterprise', emailVerified: true, placement: 'other', id: newId() },
  ]

  it('are refused or ignored in every body, and change nothing', async () => {
    const before = await privileges()
    const written = writes().filter(route => !PUBLIC_WRITES.includes(nameOf(route)))
    expect(written.length).toBeGreaterThan(10)
    for (const route of written) {
      for (const extra of forbidden()) {
        if (Object.keys(extra).some(name => route.body!.includes(name))) continue
        const caller = await callerFor(route)
        const { status, text } = await app.call(caller, route.method, addressOf(route, a), {
          ...bodyFor(route, a),
          ...extra,
        })
        expect([200, 201, 202, 204, 400, 409, 422], `${nameOf(route)} answered ${status}: ${text}`).toContain(status)
        expect(text).not.toContain(b.tenantId)
      }
    }
    expect(await privileges()).toEqual(before)
    expect(await snapshotOf(app.database, b.tenantId)).toEqual(ofB)
  })

  it('are refused when registering, so that nobody is made', async () => {
    const before = await privileges()
    const register = routes.find(route => nameOf(route) === 'POST /api/v1/auth/register')!
    for (const extra of forbidden()) {
      const { status } = await app.call(null, 'POST', register.url, { ...bodyFor(register, a), ...extra })
      expect(status).toBe(400)
    }
    expect(await privileges()).toEqual(before)
  })

  it('are refused or ignored in query strings and headers of every list', async () => {
    const theirs = b.tenantId
    // How the program is changes between two looks, and is nobody's; the key that asks is none of a person's.
    const besides = ['/api/v1/health', '/api/v1/api-keys/current']
    for (const route of lists().filter(one => one.asksNothing && !besides.includes(one.url))) {
      const plain = await app.call(a, 'GET', route.url)
      expect(plain.status, nameOf(route)).toBe(200)
      for (const name of ['tenantId', 'tenant_id', 'tenant', 'organizationId']) {
        const asked = await app.call(a, 'GET', `${route.url}?${name}=${theirs}`)
        if (asked.status !== 400) expect(asked.text, `${nameOf(route)}?${name}`).toBe(plain.text)
      }
      const headers = { 'x-tenant-id': theirs, 'x-organization-id': theirs, 'x-tawsil-tenant': bare(theirs) }
      expect((await app.call(a, 'GET', route.url, undefined, headers)).text, nameOf(route)).toBe(plain.text)
    }
  })
})

// Case 33.
describe('names that reach for prototypes', () => {
  const BODIES = [
    '{"__proto__": {"polluted": true}, "name": "x"}',
    '{"constructor": {"prototype": {"polluted": true}}, "name": "x"}',
    '{"name": "x", "settings": {"__proto__": {"polluted": true}}}',
    '{"name": "x", "\\u005f_proto__": {"polluted": true}}',
    '{"fields": {"__proto__": {"polluted": true}}}',
    '{"fields": {"constructor": {"prototype": {"polluted": true}}}}',
    '{"translations": {"__proto__": {"name": "x"}}}',
  ]

  it('are refused in every body and have no later effect', async () => {
    const before = await snapshotOf(app.database, a.tenantId)
    for (const route of writes()) {
      for (const body of BODIES) {
        const headers = { 'content-type': 'application/json' }
        const { status, text } = await app.call(a, route.method, addressOf(route, a), body, headers)
        expect(status, `${nameOf(route)} with ${body}: ${text}`).toBe(400)
      }
    }
    expect(await snapshotOf(app.database, a.tenantId)).toEqual(before)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})

// Case 35.
describe('a body of another media type', () => {
  const TYPES = [
    'application/json\t; charset=utf-8',
    'application/json ; charset=utf-8',
    'APPLICATION/JSON',
    'application/vnd.api+json',
    'application/json; charset=utf-7',
    'application/jsonx',
    'text/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    '\tapplication/json',
    'application/json,text/plain',
    '',
    'x',
  ]

  it.each(TYPES)('%j is refused, or checked like any other', async type => {
    const before = await snapshotOf(app.database, a.tenantId)
    // Valid JSON that the route's schema refuses: whoever accepts it has not checked it.
    const body = '{"name": 5, "plan": "enterprise"}'
    const { status } = await app.call(a, 'PATCH', '/api/v1/tenant', body, { 'content-type': type })
    expect([400, 415]).toContain(status)
    expect(await snapshotOf(app.database, a.tenantId)).toEqual(before)
  })
})

describe('text that SQL or HTTP could take for its own', () => {
  const SQL = [
    `' or '1'='1`,
    `"; drop table message; --`,
    `1); select pg_sleep(5); --`,
    `\\'; --`,
    `%`,
    `_`,
    `a' union select password from auth_account --`,
  ]

  it('is a value in every filter of every list, never more', async () => {
    for (const route of lists()) {
      for (const name of route.query.filter(one => one !== 'limit')) {
        for (const text of SQL) {
          const url = `${route.url}?${name}=${encodeURIComponent(text)}`
          const started = performance.now()
          const { status, body, headers } = await app.call(a, 'GET', url)
          expect([200, 400, 404, 422], `${url} answered ${status}`).toContain(status)
          expect(performance.now() - started, url).toBeLessThan(2_000)
          const isFile = headers['content-type'] === 'text/csv; charset=utf-8'
          if (status === 200 && route.asksNothing && !isFile) expect(Array.isArray(body.data), url).toBe(true)
        }
      }
    }
    expect(await snapshotOf(app.database, b.tenantId)).toEqual(ofB)
  })

  it('with a NUL, half a character or a million letters is no bug of ours', async () => {
    for (const route of lists()) {
      for (const name of route.query) {
        for (const text of ['%00', 'a%00b', '%ED%A0%80', '%FF', 'x'.repeat(9_000), '-1', '1e309', 'NaN']) {
          const { status } = await app.call(a, 'GET', `${route.url}?${name}=${text}`)
          expect
            .soft([200, 400, 404, 414, 422], `${route.url}?${name}=${text.slice(0, 20)} answered ${status}`)
            .toContain(status)
        }
      }
    }
  })

  it('or values at the edge of what there is, in any member of any body, are no bug of ours', async () => {
    const edges = ['a\0b', '\ud800', 'x'.repeat(100_000), 2 ** 53, -1, 1e308, 0.1, true, null, [], {}, [[{}]]]
    for (const route of writes()) {
      const caller = await callerFor(route)
      for (const member of route.body!) {
        for (const edge of edges) {
          const body = withMember(bodyFor(route, a, member)!, member, edge)
          const { status, text } = await app.call(caller, route.method, addressOf(route, a), body)
          const said = JSON.stringify(edge).slice(0, 20)
          if (ASKS_META.test(route.url) && status === 503) continue
          expect.soft(status, `${nameOf(route)} with ${member} ${said} answered ${status}: ${text}`).toBeLessThan(500)
        }
      }
    }
  }, 120_000)

  it('is refused in what a number is called at its provider, and harmless in its secrets', async () => {
    const good = { phoneNumberId: '30001', wabaId: '30002', accessToken: 'EAAG', appSecret: 'secret' }
    for (const member of Object.keys(good)) {
      for (const edge of ['a\0b', '\ud800', 'a\r\nx-injected: 1']) {
        const body = { provider: 'cloud_api', name: 'Edge', credentials: { ...good, [member]: edge } }
        const made = await app.call<{ id: string }>(a, 'POST', '/api/v1/channels', body)
        expect([201, 400], `${member}: ${made.text}`).toContain(made.status)
        if (made.status !== 201) continue
        expect((await app.call(a, 'POST', `/api/v1/channels/${made.data.id}/test`)).status).toBe(200)
        await app.call(a, 'DELETE', `/api/v1/channels/${made.data.id}`)
      }
    }
  })

  it('never becomes a header of the answer', async () => {
    const attack = 'x%0d%0aset-cookie:%20stolen=1'
    const urls = ['/api/v1/contacts?q=', '/api/v1/contacts/', '/webhooks/meta?hub.mode=subscribe&hub.challenge=', '/']
    for (const url of urls) {
      const { headers } = await app.call(a, 'GET', `${url}${attack}`)
      expect(headers['set-cookie'], url).toBeUndefined()
    }
    const { headers } = await app.call(a, 'GET', '/health/live', undefined, { 'x-request-id': 'abcdefgh ijk"<script>' })
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })
})
