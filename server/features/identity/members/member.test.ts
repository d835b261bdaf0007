import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { register, type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { addMember, createAuthenticator, ensureSystemAdmin, listMembers, memberName } from '../index.ts'

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
    for (const path of ['tenant', 'conversations', 'contacts', 'orders']) {
      const { status, body } = await app.call({ token: data.accessToken }, 'GET', `/api/v1/${path}`)
      expect([path, status, body.error?.message]).toEqual([path, 403, 'Organization required'])
    }
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
