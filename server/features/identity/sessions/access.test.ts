import type { RouteOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FEATURES } from '../../../app.ts'
import { type Access, buildHttp } from '../../../platform/http/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { addMember, createAuthenticator, PERMISSIONS, permissionsOf, ROLES, type Role } from '../index.ts'

interface Declared {
  method: string
  url: string
  access: Access | undefined
}

let app: TestApp
let a: TestTenant
let routes: Declared[]
const tokens = new Map<Role, string>()

beforeAll(async () => {
  app = await buildApp()
  ;({ a } = await twoTenants(app))
  routes = await declaredRoutes(app)
  for (const role of ROLES) tokens.set(role, await signedIn(role))
})
afterAll(() => app.close())

/** Every route of every feature, as declared. */
async function declaredRoutes({ context }: TestApp): Promise<Declared[]> {
  const found: Declared[] = []
  const bare = await buildHttp(context, createAuthenticator(context))
  bare.addHook('onRoute', (route: RouteOptions) => {
    const methods = [route.method].flat().filter(method => method !== 'HEAD' && method !== 'OPTIONS')
    for (const method of methods) found.push({ method, url: route.url, access: route.config?.access })
  })
  for (const make of FEATURES) await make(context).routes?.(bare)
  await bare.ready()
  await bare.close()
  return found
}

async function signedIn(role: Role): Promise<string> {
  const person = { name: role, email: `${role}@example.test`, password: 'a good long password', role }
  await addMember(app.context, a.tenantId.replace('ten_', ''), person)
  const { email, password } = person
  const answer = await app.call<{ accessToken: string }>(null, 'POST', '/api/v1/auth/login', { email, password })
  return answer.data.accessToken
}

const ID = '0198c0ff-ee00-7000-8000-0000000000ff'
const request = (route: Declared, token?: string) =>
  app.call(token ? { token } : null, route.method as 'GET', route.url.replaceAll(/:\w+/g, ID).replace('*', 'x'))

describe('every route', () => {
  it('declares who may call it, by a permission that some role has', () => {
    expect(routes.length).toBeGreaterThan(10)
    for (const { method, url, access } of routes) {
      expect(access, `${method} ${url}`).toSatisfy(known =>
        ['public', 'signed_in', 'system_admin', ...PERMISSIONS].includes(known as never),
      )
    }
  })

  it('under /api is public only where nobody can be signed in yet', () => {
    const open = routes.filter(route => route.access === 'public' && route.url.startsWith('/api/'))
    expect(open.map(route => `${route.method} ${route.url}`).sort()).toEqual([
      'POST /api/v1/auth/login',
      'POST /api/v1/auth/login/passkey',
      'POST /api/v1/auth/login/passkey/options',
      'POST /api/v1/auth/login/second-factor',
      'POST /api/v1/auth/password/forgot',
      'POST /api/v1/auth/password/reset',
      'POST /api/v1/auth/refresh',
      'POST /api/v1/auth/register',
      'POST /api/v1/auth/verify-email',
      'POST /api/v1/invitations/accept',
      'POST /api/v1/invitations/look-up',
    ])
  })

  it('answers 401 without a token, before it looks at anything else', async () => {
    for (const route of routes.filter(({ access }) => access !== 'public')) {
      const { status } = await request(route)
      expect(status, `${route.method} ${route.url}`).toBe(401)
    }
  })

  it.each(ROLES)('is refused to a %s exactly when the role lacks its permission', async role => {
    const may = permissionsOf(role)
    const guarded = routes.filter(({ access }) => PERMISSIONS.includes(access as never) || access === 'system_admin')
    expect(guarded.length).toBeGreaterThan(5)
    for (const route of guarded) {
      const { status } = await request(route, tokens.get(role))
      const refused = route.access === 'system_admin' || !may.has(route.access as never)
      expect(status === 403, `${role}: ${route.method} ${route.url} answered ${status}`).toBe(refused)
      expect(status, `${role}: ${route.method} ${route.url}`).not.toBe(401)
    }
  })
})
