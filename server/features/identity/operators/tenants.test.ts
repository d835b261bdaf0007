import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { bare } from '../../../test/security/snapshot.ts'
import { register, type TestTenant } from '../../../test/twoTenants.ts'
import { until } from '../../../test/until.ts'
import { ensureSystemAdmin } from '../index.ts'
import { searchOf } from './tenants.ts'

const OPERATOR = { email: 'operator@example.test', password: 'the operator of all of it' }
let app: TestApp
let a: TestTenant
let b: TestTenant
let operator: { token: string }
let url: string

beforeAll(async () => {
  app = await buildApp({ parts: { config: { systemAdmin: OPERATOR } } })
  await ensureSystemAdmin(app.context)
  const { data } = await app.call(null, 'POST', '/api/v1/auth/login', OPERATOR)
  operator = { token: `${data.accessToken}` }
  ;[a, b] = [
    await register(app, { businessName: 'Chez Amina 100%' }),
    await register(app, { businessName: 'Pharmacie du Port' }),
  ]
  url = await app.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => app.close())

interface Listed {
  id: string
  name: string
  [more: string]: unknown
}
const find = async (query: string) =>
  (await app.call<Listed[]>(operator, 'GET', `/api/v1/tenants?${query}`)).data.map(({ id }) => id)
const suspend = (tenant: TestTenant, reason = 'The invoice of March is open.') =>
  app.call(operator, 'POST', `/api/v1/tenants/${tenant.tenantId}/suspend`, { reason })
const resume = (tenant: TestTenant) => app.call(operator, 'POST', `/api/v1/tenants/${tenant.tenantId}/resume`)
const typesOf = async (tenant: TestTenant) =>
  (
    await app.database.query<{ type: string }>('select type from event where tenant_id = $1 order by position', [
      bare(tenant.tenantId),
    ])
  ).map(({ type }) => type)

describe('the operator', () => {
  it('finds businesses by name, address, id, status and plan, page by page', async () => {
    expect(await find('q=AMINA')).toEqual([a.tenantId])
    expect(await find('q=100%25')).toEqual([a.tenantId])
    expect(await find(`q=${encodeURIComponent(b.email.slice(0, -5))}`)).toContain(b.tenantId)
    expect(await find(`q=${a.tenantId}`)).toEqual([a.tenantId])
    expect(await find('status=suspended')).toEqual([])
    expect(await find('plan=free&limit=1')).toEqual([b.tenantId])
    const first = await app.call<Listed[]>(operator, 'GET', '/api/v1/tenants?limit=1')
    const cursor = `${(first.body.meta as unknown as { pagination: { nextCursor: string } }).pagination.nextCursor}`
    expect(await find(`limit=1&cursor=${cursor}`)).toEqual([a.tenantId])
    expect(searchOf('%_')).toEqual({ name: '%_' })
  })

  it('sees what one uses and how it is doing, and nothing of its customers', async () => {
    const { status, data } = await app.call(operator, 'GET', `/api/v1/tenants/${a.tenantId}`)
    expect([status, data]).toMatchObject([
      200,
      {
        name: 'Chez Amina 100%',
        owner: { email: a.email },
        members: 1,
        usage: { members: { used: 1 } },
        suspended: null,
      },
    ])
    expect((await app.call(operator, 'GET', '/api/v1/contacts')).body.error?.code).toBe('ORGANIZATION_REQUIRED')
    expect((await app.call(operator, 'GET', '/api/v1/tenants/ten_00000000000070008000000000000000')).status).toBe(404)
  })

  it('makes a business whose owner can sign in', async () => {
    const owner = { name: 'Nora', email: 'nora@example.test', password: 'seven green bottles' }
    const made = await app.call(operator, 'POST', '/api/v1/tenants', {
      name: 'New',
      businessType: 'retail',
      plan: 'basic',
      owner,
    })
    expect([made.status, made.data], made.text).toMatchObject([201, { plan: 'basic', owner: { email: owner.email } }])
    const { email, password } = owner
    expect((await app.call(null, 'POST', '/api/v1/auth/login', { email, password })).status).toBe(200)
  })

  it('changes plan, limits and features, of that business alone, with an event that its people can read', async () => {
    const path = `/api/v1/tenants/${a.tenantId}`
    const change = { plan: 'basic', limits: { members: 77 }, features: { branding: true } }
    const { data } = await app.call(operator, 'PATCH', path, change)
    expect(data).toMatchObject({
      plan: 'basic',
      usage: { members: { limit: 77 } },
      features: ['branding', 'analytics'],
    })
    expect((await app.call(a, 'GET', '/api/v1/usage')).data).toMatchObject({ members: { limit: 77 } })
    expect((await app.call(b, 'GET', '/api/v1/usage')).data).not.toMatchObject({ members: { limit: 77 } })
    expect((await app.call(operator, 'PATCH', path, { reset: ['members', 'branding'] })).data).toMatchObject({
      usage: { members: { limit: 10 } },
      features: ['analytics'],
      exceptions: { limits: {}, features: {} },
    })
    expect((await app.call(operator, 'PATCH', path, { plan: 'gold' })).status).toBe(400)
    expect(await typesOf(a)).toContain('tenant.plan_changed')
    expect(await typesOf(b)).not.toContain('tenant.plan_changed')
  })
})

describe('a business that is suspended', () => {
  it('is refused at once, its sockets too, with the reason; others go on; resumed it goes on', async () => {
    const socket = io(url, { auth: { token: a.token }, transports: ['websocket'], reconnection: false })
    const closed = new Promise<string>(resolve => socket.on('disconnect', resolve))
    await new Promise<void>((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject))
    const key = { name: 'Till', mode: 'test', permissions: ['contacts:read'] }
    const { data } = await app.call<{ key: string }>(a, 'POST', '/api/v1/api-keys', key)

    expect((await suspend(a)).data).toMatchObject({
      status: 'suspended',
      suspended: { reason: 'The invoice of March is open.' },
    })
    const refusals = [
      await app.call(a, 'GET', '/api/v1/tenant'),
      await app.call({ token: data.key }, 'GET', '/api/v1/contacts'),
      await app.call(null, 'POST', '/api/v1/auth/refresh', { refreshToken: a.refreshToken }),
      await app.call(null, 'POST', '/api/v1/auth/login', { email: a.email, password: a.password }),
    ]
    for (const { status, body } of refusals)
      expect([status, body.error]).toMatchObject([
        403,
        { code: 'TENANT_SUSPENDED', details: { reason: 'The invoice of March is open.', since: expect.any(String) } },
      ])
    expect(await closed).toBe('io server disconnect')
    expect((await app.call(b, 'GET', '/api/v1/tenant')).status).toBe(200)
    expect(await find('status=suspended')).toEqual([a.tenantId])

    expect((await resume(a)).data).toMatchObject({ status: 'trial', suspended: null })
    await resume(a)
    expect((await app.call(a, 'GET', '/api/v1/tenant')).status).toBe(200)
    expect((await typesOf(a)).filter(type => /suspended|resumed/.test(type))).toEqual([
      'tenant.suspended',
      'tenant.resumed',
    ])
  })
})

describe('an operator who enters a business', () => {
  const enter = (tenant: TestTenant, body: object = { reason: 'Ticket 12: an order is missing', minutes: 5 }) =>
    app.call(operator, 'POST', `/api/v1/tenants/${tenant.tenantId}/enter`, body)

  it('reads it and changes nothing, and its people can read who came and why', async () => {
    const { status, data } = await enter(a)
    expect([status, data.role]).toEqual([200, 'visitor'])
    const visitor = { token: `${data.accessToken}` }
    expect((await app.call(visitor, 'GET', '/api/v1/contacts')).status).toBe(200)
    expect((await app.call(visitor, 'GET', '/api/v1/auth/me')).data).toMatchObject({
      role: 'visitor',
      tenant: { id: a.tenantId },
    })
    for (const [method, path, body] of [
      ['PATCH', '/api/v1/tenant', { name: 'Mine' }],
      ['POST', '/api/v1/catalog/categories', { name: 'Mine' }],
      ['POST', '/api/v1/api-keys', { name: 'Mine', mode: 'test', permissions: ['contacts:read'] }],
      ['POST', '/api/v1/messages/send', {}],
    ] as const)
      expect((await app.call(visitor, method, path, body)).body.error?.code, path).toBe('FORBIDDEN')
    const [event] = await app.database.query(
      `select actor_kind, data from event where tenant_id = $1 and type = 'operator.entered'`,
      [bare(a.tenantId)],
    )
    expect(event).toMatchObject({
      actor_kind: 'user',
      data: { operator: 'Administrator', reason: 'Ticket 12: an order is missing', until: expect.any(String) },
    })
    expect((await app.call(operator, 'GET', '/api/v1/contacts')).status).toBe(403)
    expect(await typesOf(b)).not.toContain('operator.entered')
  })

  it('is out at the moment, though the tokens are younger, and at once after leaving', async () => {
    const { data } = await enter(b)
    const visitor = { token: `${data.accessToken}` }
    const statusOf = async () => (await app.call(visitor, 'GET', '/api/v1/contacts')).status
    expect(await statusOf()).toBe(200)
    const left = await app.call(visitor, 'POST', '/api/v1/tenants/leave')
    expect([left.status, left.data.role, await statusOf()]).toEqual([200, 'system_admin', 401])

    const again = (await enter(b)).data
    visitor.token = `${again.accessToken}`
    expect(await statusOf()).toBe(200)
    await app.database.query('update operator_visit set until = now() where tenant_id = $1', [bare(b.tenantId)])
    await until(async () => (await statusOf()) === 401, { timeout: 6_000, what: 'the end of the visit' })
    const refreshed = await app.call(null, 'POST', '/api/v1/auth/refresh', { refreshToken: `${again.refreshToken}` })
    expect(refreshed.status).toBe(401)
  })

  it('gives a reason, and comes for an hour at most', async () => {
    expect((await enter(a, { minutes: 5 })).status).toBe(400)
    expect((await enter(a, { reason: 'x', minutes: 61 })).status).toBe(400)
  })
})

describe('the platform', () => {
  it('shows the operator its checks, queues, processes and sockets, and nobody else', async () => {
    const { status, data } = await app.call(operator, 'GET', '/api/v1/platform')
    expect([status, data]).toMatchObject([
      200,
      { checks: { database: { status: 'ok' }, deadLetters: { count: 0 }, whatsapp: {} }, sockets: expect.any(Number) },
    ])
    expect((await app.call(a, 'GET', '/api/v1/platform')).status).toBe(403)
  })
})
