import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { register, type TestTenant, twoTenants } from '../../test/twoTenants.ts'
import { addMember, createAuthenticator, ensureSystemAdmin, listMembers, memberName } from './index.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  app = await buildApp({
    parts: { config: { systemAdmin: { email: 'Root@Example.test', password: 'platform root password' } } },
  })
  ;({ a, b } = await twoTenants(app))
})
afterAll(() => app.close())

interface SignedIn {
  accessToken: string
  refreshToken: string
  tenant: { id: string } | null
  user: { systemAdmin: boolean }
}

interface Named {
  id: string
  name: string
}

interface Me {
  tenant: { id: string } | null
  tenants: unknown[]
  permissions: string[]
}

const post = (path: string, body?: unknown, token?: string) =>
  app.call<SignedIn>(token ? { token } : null, 'POST', `/api/v1/auth/${path}`, body)
const me = (token: string) => app.call<Me>({ token }, 'GET', '/api/v1/auth/me')
const count = async (table: string) => Number((await app.database.query(`select count(*) from ${table}`))[0]?.count)

describe('registering', () => {
  it('gives the business, its first administrator and a session that works', async () => {
    const { status, data } = await me(a.token)
    expect(status).toBe(200)
    expect(data).toMatchObject({
      role: 'tenant_admin',
      user: { id: a.userId, email: a.email, emailVerified: false, systemAdmin: false },
      tenant: { id: a.tenantId, businessType: 'restaurant', locale: 'fr', currency: 'MAD', plan: 'free' },
      tenants: [{ id: a.tenantId, role: 'tenant_admin' }],
    })
    expect(data.permissions).toContain('tenant:write')
  })

  it('writes tenant.created in the same transaction, by the person', async () => {
    const events = await app.database.query('select type, actor_kind from event where type = $1', ['tenant.created'])
    expect(events).toHaveLength(await count('tenant'))
    expect(events[0]).toEqual({ type: 'tenant.created', actor_kind: 'user' })
  })

  it('refuses an address that has an account, however it is written, and leaves nothing behind', async () => {
    const before = [await count('tenant'), await count('auth_user'), await count('event')]
    const body = { businessName: 'Thief', businessType: 'retail', name: 'T', password: 'long enough for all' }
    const { status, body: refused } = await post('register', { ...body, email: ` ${a.email.toUpperCase()} ` })
    expect(status).toBe(409)
    expect(refused.error?.code).toBe('EMAIL_TAKEN')
    expect([await count('tenant'), await count('auth_user'), await count('event')]).toEqual(before)
  })

  it('makes one business when the same address registers many times at once', async () => {
    const before = await count('tenant')
    const body = { businessName: 'Once', businessType: 'retail', name: 'O', email: 'once@example.test' }
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post('register', { ...body, password: 'long enough for all' })),
    )
    expect(answers.map(answer => answer.status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409])
    expect(await count('tenant')).toBe(before + 1)
    expect(await count('membership')).toBe(await count('auth_user'))
  })

  it('leaves nothing when a later step fails', async () => {
    const before = [await count('tenant'), await count('auth_user'), await count('auth_account')]
    await app.database.query(`create function refuse() returns trigger language plpgsql as
      $$ begin if new.name = 'Doomed' then raise exception 'no'; end if; return new; end $$`)
    await app.database.query('create trigger refuse before insert on membership for each row execute function refuse()')
    const body = { businessName: 'D', businessType: 'retail', name: 'Doomed', email: 'doomed@example.test' }
    const { status } = await post('register', { ...body, password: 'long enough for all' })
    expect(status).toBe(500)
    expect([await count('tenant'), await count('auth_user'), await count('auth_account')]).toEqual(before)
  })

  it('stores no password and no refresh token that could be used', async () => {
    const dump = JSON.stringify([
      await app.database.query('select * from auth_account'),
      await app.database.query('select * from auth_jwks'),
      await app.database.query(`select *, encode(token_hash, 'escape') as text from refresh_token`),
    ])
    expect(dump).not.toContain(a.password)
    expect(dump).not.toContain(a.refreshToken)
    expect(dump).not.toContain('"d\\":')
  })
})

describe('signing in', () => {
  it('works with the address in any case', async () => {
    const { status, data } = await post('login', { email: a.email.toUpperCase(), password: a.password })
    expect(status).toBe(200)
    expect(data).toMatchObject({ tenant: { id: a.tenantId }, user: { id: a.userId }, expiresIn: 900 })
    expect((await me(data.accessToken)).status).toBe(200)
  })

  it('of a person with two businesses goes to the one worked in last, and can switch', async () => {
    const person = await register(app, { name: 'Both' })
    const two = { tenant: b.tenantId.replace('ten_', ''), user: person.userId.replace('usr_', '') }
    await app.database.query(
      `insert into membership (tenant_id, user_id, role, name, email) values ($1, $2, 'viewer', 'Both', $3)`,
      [two.tenant, two.user, person.email],
    )
    const switched = await post('switch-tenant', { tenantId: b.tenantId }, person.token)
    expect(switched.data).toMatchObject({ tenant: { id: b.tenantId }, role: 'viewer' })
    expect((await me(switched.data.accessToken)).data.tenants).toHaveLength(2)
    const denied = await app.call({ token: switched.data.accessToken }, 'PATCH', '/api/v1/tenant', { name: 'Mine now' })
    expect(denied.status).toBe(403)
    const again = await post('login', { email: person.email, password: person.password })
    expect(again.data.tenant?.id).toBe(b.tenantId)
    const refreshed = await post('refresh', { refreshToken: switched.data.refreshToken })
    expect((await me(refreshed.data.accessToken)).data.tenant?.id).toBe(b.tenantId)
  })

  it('cannot switch to a business of others: answered like one that does not exist', async () => {
    const foreign = await post('switch-tenant', { tenantId: b.tenantId }, a.token)
    const unknown = await post('switch-tenant', { tenantId: 'ten_0198c0ffee00700080000000000000ff' }, a.token)
    const noId = await post('switch-tenant', { tenantId: 'x' }, a.token)
    expect([foreign.status, unknown.status, noId.status]).toEqual([404, 404, 404])
    expect(foreign.body.error?.message).toBe(unknown.body.error?.message)
  })

  it('is refused for a suspended business, and its tokens open nothing', async () => {
    const person = await register(app)
    await app.database.query(`update tenant set status = 'suspended' where id = $1`, [
      person.tenantId.replace('ten_', ''),
    ])
    const login = await post('login', { email: person.email, password: person.password })
    expect([login.status, login.body.error?.code]).toEqual([403, 'TENANT_SUSPENDED'])
    const refreshed = await post('refresh', { refreshToken: person.refreshToken })
    expect(refreshed.body.error?.code).toBe('TENANT_SUSPENDED')
    expect((await me(person.token)).body.error?.code).toBe('TENANT_SUSPENDED')
  })
})

describe('the business', () => {
  it('is changed by its administrator, and the other business is not', async () => {
    const changed = await app.call(a, 'PATCH', '/api/v1/tenant', {
      name: 'Chez Amal',
      settings: { bot: { greeting: 'Bienvenue' } },
    })
    expect(changed.data).toMatchObject({
      name: 'Chez Amal',
      settings: { bot: { enabled: true, greeting: 'Bienvenue' } },
    })
    expect((await app.call(b, 'GET', '/api/v1/tenant')).data.name).not.toBe('Chez Amal')
  })

  it.each(['role', 'tenantId', 'plan', 'status', 'emailVerified', 'id'])('is not changed through %s', async field => {
    const before = await app.call(a, 'GET', '/api/v1/tenant')
    const refused = await app.call(a, 'PATCH', '/api/v1/tenant', { name: 'Other', [field]: b.tenantId })
    expect(refused.status).toBe(400)
    expect(JSON.stringify(refused.body.error?.details)).toContain(field)
    expect((await app.call(a, 'GET', '/api/v1/tenant')).body).toEqual(before.body)
  })
})

describe('the people of a business', () => {
  it('are listed by name, page by page, and others never', async () => {
    for (const name of ['Élodie', 'Zed', 'أمل', 'bob']) {
      const email = `${Buffer.from(name).toString('hex')}@example.test`
      const person = { name, email, password: 'a good long password', role: 'agent' as const }
      await addMember(app.context, b.tenantId.replace('ten_', ''), person)
    }
    const seen: string[] = []
    let next = ''
    do {
      const page = await app.call<Named[]>(b, 'GET', `/api/v1/users?limit=2${next && `&cursor=${next}`}`)
      expect(page.data.length).toBeLessThanOrEqual(2)
      seen.push(...page.data.map(member => member.name))
      const { nextCursor } = page.body.meta?.pagination ?? {}
      next = typeof nextCursor === 'string' ? nextCursor : ''
    } while (next)
    const order = seen.filter(name => ['Élodie', 'Zed', 'أمل', 'bob'].includes(name))
    expect(order).toEqual(['bob', 'Élodie', 'Zed', 'أمل'])
    expect(new Set(seen).size).toBe(seen.length)
    const own = await app.call<Named[]>(a, 'GET', '/api/v1/users')
    expect(own.data.map(member => member.id)).toEqual([a.userId])
  })

  it('have names for other features, within their tenant', async () => {
    const { db } = app.context
    const [tenantA, tenantB, user] = [a.tenantId.slice(4), b.tenantId.slice(4), a.userId.slice(4)]
    expect(await db.tenant(dashed(tenantA), tx => memberName(tx, dashed(user)))).toMatch(/^Owner/)
    expect(await db.tenant(dashed(tenantB), tx => memberName(tx, dashed(user)))).toBeNull()
    expect(await db.tenant(dashed(tenantA), tx => listMembers(tx))).toHaveLength(1)
  })
})

describe('the platform administrator', () => {
  it('is made once from the settings, works for no business and sees none', async () => {
    await Promise.all([ensureSystemAdmin(app.context), ensureSystemAdmin(app.context)])
    await ensureSystemAdmin(app.context)
    const { status, data } = await post('login', { email: 'root@example.test', password: 'platform root password' })
    expect(status).toBe(200)
    expect(data).toMatchObject({ tenant: null, role: 'system_admin', user: { systemAdmin: true } })
    const principal = await createAuthenticator(app.context).authenticateToken(data.accessToken)
    expect(principal).toMatchObject({ systemAdmin: true, role: 'system_admin' })
    expect((await app.call({ token: data.accessToken }, 'GET', '/api/v1/tenant')).status).toBe(403)
    expect((await me(data.accessToken)).data).toMatchObject({ tenant: null, tenants: [], permissions: [] })
    const refreshed = await post('refresh', { refreshToken: data.refreshToken })
    expect((await me(refreshed.data.accessToken)).status).toBe(200)
  })

  it('takes over an account that somebody else made with the address', async () => {
    const squatter = await register(app, { email: 'chief@example.test' })
    const config = {
      ...app.context.config,
      systemAdmin: { email: 'chief@example.test', password: 'the real password' },
    }
    await ensureSystemAdmin({ ...app.context, config })
    expect((await post('login', { email: 'chief@example.test', password: squatter.password })).status).toBe(401)
    expect((await post('refresh', { refreshToken: squatter.refreshToken })).status).toBe(401)
    const chief = await post('login', { email: 'chief@example.test', password: 'the real password' })
    expect(chief.body).toMatchObject({ data: { user: { systemAdmin: true } } })
  })
})

const dashed = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
