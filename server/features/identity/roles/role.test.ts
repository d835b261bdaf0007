import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProgram } from '../../../app.ts'
import type { TestApp } from '../../../test/buildApp.ts'
import { closeContext, testContext } from '../../../test/context.ts'
import { buildAppWithRoutes, nameOf, type Route } from '../../../test/security/routes.ts'
import { register, type TestTenant } from '../../../test/twoTenants.ts'
import { until } from '../../../test/until.ts'
import { PERMISSIONS, permissionsOf, ROLES } from '../members/permissions.ts'

interface Person {
  token: string
  id: string
}
interface RoleAnswer {
  id: string
  name: string
  permissions: string[]
  memberCount: number
}

let app: TestApp
let routes: Route[]
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  ;({ app, routes } = await buildAppWithRoutes({ config: { defaultPlan: 'enterprise' } }))
  ;[a, b] = [await register(app), await register(app)]
})
afterAll(() => app.close())

let people = 0
/** Somebody who joined by an invitation. */
async function join(of: { token: string }, given: object): Promise<Person> {
  const email = `role-${++people}@example.test`
  const invited = await app.call<{ link: string; role: string; ownRole: RoleAnswer | null }>(
    of,
    'POST',
    '/api/v1/invitations',
    { email, deliver: 'link', ...given },
  )
  expect(invited.status, invited.text).toBe(201)
  const token = invited.data.link.split('#token=')[1]
  const body = { token, name: `Person ${people}`, password: 'a good long password' }
  const { data } = await app.call<{ accessToken: string; user: { id: string } }>(
    null,
    'POST',
    '/api/v1/invitations/accept',
    body,
  )
  return { token: data.accessToken, id: data.user.id }
}

let made = 0
async function role(permissions: string[], by: { token: string } = a): Promise<RoleAnswer> {
  const answer = await app.call<RoleAnswer>(by, 'POST', '/api/v1/roles', { name: `Role ${++made}`, permissions })
  expect(answer.status, answer.text).toBe(201)
  return answer.data
}
const patch = (by: { token: string }, path: string, body: object) => app.call(by, 'PATCH', `/api/v1/${path}`, body)
const codeOf = ({ status, body }: { status: number; body: { error?: { code?: unknown } } }) => [
  status,
  body.error?.code,
]

const ID = '0198c0ff-ee00-7000-8000-0000000000ff'

describe('a role that a business has made', () => {
  it('opens the routes of its permissions and no others, on every route', async () => {
    const may = ['contacts:read', 'conversations:write', 'orders:read', 'audit:read', 'users:read']
    const person = await join(a, { roleId: (await role(may)).id })
    const me = await app.call<{ role: string; permissions: string[] }>(person, 'GET', '/api/v1/auth/me')
    expect([me.data.role, me.data.permissions]).toEqual(['own', [...may].sort()])
    const guarded = routes.filter(({ access }) => PERMISSIONS.includes(access as never) || access === 'system_admin')
    expect(guarded.length).toBeGreaterThan(50)
    for (const route of guarded) {
      const { status } = await app.call(person, route.method, route.url.replaceAll(/:\w+/g, ID))
      expect(status === 403, `${nameOf(route)} answered ${status}`).toBe(!may.includes(route.access))
    }
  })

  it('counts at once, in every process, when it may something else', async () => {
    const { id } = await role(['contacts:read'])
    const person = await join(a, { roleId: id })
    const context = testContext(app.database, { config: { authSecret: app.context.config.authSecret } })
    const second = await createProgram(context).buildApp()
    const elsewhere = async () =>
      (await second.inject({ url: '/api/v1/orders', headers: { authorization: `Bearer ${person.token}` } })).statusCode
    const orders = async () => (await app.call(person, 'GET', '/api/v1/orders')).status
    expect([await orders(), await elsewhere()]).toEqual([403, 403])
    await patch(a, `roles/${id}`, { permissions: ['orders:read'] })
    expect(await orders()).toBe(200)
    expect((await app.call(person, 'GET', '/api/v1/contacts')).status).toBe(403)
    // Processes without a common Redis are told by nobody: they ask again within this time.
    await until(async () => (await elsewhere()) === 200, { what: 'the new right in another process' })
    await second.close()
    await closeContext(context)
  })

  it('is given and taken like the others, and stands in the log', async () => {
    const [own, person] = [await role(['orders:read']), await join(a, { role: 'agent' })]
    const given = await patch(a, `users/${person.id}`, { roleId: own.id })
    expect(given.data).toMatchObject({ role: 'own', ownRole: { id: own.id, name: own.name } })
    expect((await app.call(person, 'GET', '/api/v1/conversations')).status).toBe(403)
    const removed = await app.call(a, 'DELETE', `/api/v1/roles/${own.id}`)
    expect(codeOf(removed)).toEqual([409, 'ROLE_IN_USE'])
    expect((await patch(a, `users/${person.id}`, { role: 'viewer' })).data).toMatchObject({
      role: 'viewer',
      ownRole: null,
    })
    expect((await app.call(a, 'DELETE', `/api/v1/roles/${own.id}`)).status).toBe(204)
    expect((await app.call(a, 'GET', `/api/v1/roles/${own.id}`)).status).toBe(404)
    // The log shows nothing that an older transaction could still come before, of whatever database of this server.
    const changes = await until(async () => {
      const log = await app.call<Array<{ type: string; data: object }>>(
        a,
        'GET',
        `/api/v1/events?aggregate=${person.id}`,
      )
      const found = log.data.filter(({ type }) => type === 'member.role_changed').map(({ data }) => data)
      return found.length >= 2 && found
    })
    expect(changes).toMatchObject([
      { role: 'own', roleId: own.id, before: 'agent' },
      { role: 'viewer', before: 'own', beforeId: own.id },
    ])
  })

  it('has a name of its own, and belongs to one business', async () => {
    const own = await role(['orders:read'])
    const taken = await app.call(a, 'POST', '/api/v1/roles', {
      name: own.name.toUpperCase(),
      permissions: ['orders:read'],
    })
    expect(codeOf(taken)).toEqual([409, 'ROLE_NAME_TAKEN'])
    const theirs = await app.call(b, 'POST', '/api/v1/roles', { name: own.name, permissions: ['orders:read'] })
    expect(theirs.status).toBe(201)
    const listed = await app.call<RoleAnswer[]>(b, 'GET', '/api/v1/roles')
    expect(listed.data.map(({ id }) => id)).toEqual([theirs.data.id])
    expect((await patch(a, `roles/${theirs.data.id}`, { name: 'Mine now' })).status).toBe(404)
    const body = { email: 'nobody@example.test', deliver: 'link', roleId: theirs.data.id }
    expect((await app.call(a, 'POST', '/api/v1/invitations', body)).status).toBe(404)
  })
})

describe('nobody gives what they may not do themselves', () => {
  it('by a role that they make or change, an invitation, a change of somebody, or of themselves', async () => {
    const staff = await role(['users:read', 'users:write', 'orders:read'])
    const wide = await role(['orders:write'])
    const [manager, admin] = [await join(a, { roleId: staff.id }), await join(a, { role: 'tenant_admin' })]
    const clerk = await join(manager, { roleId: (await role(['orders:read'], manager)).id })
    const invite = (given: object) =>
      app.call(manager, 'POST', '/api/v1/invitations', {
        email: `x-${Math.random()}@example.test`,
        deliver: 'link',
        ...given,
      })
    const refused = [
      await app.call(manager, 'POST', '/api/v1/roles', { name: 'All', permissions: ['orders:read', 'orders:write'] }),
      await patch(manager, `roles/${staff.id}`, { permissions: ['users:write', 'operations:write'] }),
      await patch(manager, `roles/${wide.id}`, { permissions: ['orders:read'] }),
      await app.call(manager, 'DELETE', `/api/v1/roles/${wide.id}`),
      await invite({ role: 'tenant_admin' }),
      await invite({ role: 'agent' }),
      await invite({ roleId: wide.id }),
      await patch(manager, `users/${clerk.id}`, { role: 'tenant_admin' }),
      await patch(manager, `users/${clerk.id}`, { roleId: wide.id }),
      await patch(manager, `users/${manager.id}`, { role: 'tenant_admin' }),
      await patch(manager, `users/${admin.id}`, { roleId: staff.id }),
      await patch(manager, `users/${admin.id}`, { visibility: 'own' }),
      await app.call(manager, 'DELETE', `/api/v1/users/${admin.id}`),
    ]
    for (const [no, answer] of refused.entries()) expect(codeOf(answer), `${no}`).toEqual([403, 'ROLE_EXCEEDS'])
    expect((await patch(manager, `users/${clerk.id}`, { visibility: 'own' })).status).toBe(200)
    expect((await app.call(manager, 'DELETE', `/api/v1/users/${clerk.id}`)).status).toBe(204)
  })

  it('by a key of somebody who may more', async () => {
    const keeper = await join(a, { roleId: (await role(['api_keys:read', 'api_keys:write', 'orders:read'])).id })
    const key = await app.call(a, 'POST', '/api/v1/api-keys', {
      name: 'Till',
      mode: 'test',
      permissions: ['contacts:read'],
    })
    const rotated = await app.call(keeper, 'POST', `/api/v1/api-keys/${key.data.id}/rotate`, { overlapMinutes: 5 })
    expect(codeOf(rotated)).toEqual([422, 'API_KEY_PERMISSIONS'])
  })

  it('and who sees some conversations only changes what nobody sees, makes no key, and reads no log of all', async () => {
    const all = PERMISSIONS.filter(permission => permission !== 'tenant:write')
    const person = await join(a, { roleId: (await role([...all])).id })
    await patch(a, `users/${person.id}`, { visibility: 'own' })
    const asked = routes.filter(
      ({ url, method }) =>
        /^\/api\/v1\/(events|audit-events|dead-letters|webhook-endpoints|api-keys)/.test(url) ||
        (method !== 'GET' && /^\/api\/v1\/(users|teams|roles|invitations)(\/:id.*)?$/.test(url)),
    )
    expect(asked.length).toBeGreaterThan(20)
    for (const route of asked) {
      const answer = await app.call(person, route.method, route.url.replaceAll(/:\w+/g, ID))
      expect(answer.status, nameOf(route)).toBe(403)
    }
    expect(codeOf(await patch(person, `users/${person.id}`, { visibility: 'all' }))).toEqual([
      403,
      'VISIBILITY_LIMITED',
    ])
    expect(codeOf(await app.call(person, 'GET', '/api/v1/events'))).toEqual([403, 'VISIBILITY_LIMITED'])
  })
})

describe('the table of permissions', () => {
  it('is the written one', async () => {
    const { data } = await app.call<Array<{ name: string; roles: string[] }>>(a, 'GET', '/api/v1/permissions')
    expect(data.map(({ name }) => name)).toEqual([...PERMISSIONS])
    for (const { name, roles } of data)
      expect(roles).toEqual(ROLES.filter(one => permissionsOf(one).has(name as never)))
  })
})
