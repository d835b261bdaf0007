import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { type TestTenant, twoTenants } from '../../test/twoTenants.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
})
afterAll(() => app.close())

interface SignedIn {
  accessToken: string
  refreshToken: string
  tenant: { id: string } | null
  user: { systemAdmin: boolean }
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
