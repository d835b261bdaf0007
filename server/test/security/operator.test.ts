import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId, showId } from '../../platform/ids/index.ts'
import type { TestApp } from '../buildApp.ts'
import { until } from '../until.ts'
import { isOperators } from './bodies.ts'
import { buildAppWithRoutes, nameOf, type Route } from './routes.ts'
import { snapshotOf } from './snapshot.ts'
import { type Side, twoSides } from './world.ts'

let app: TestApp
let routes: Route[]
let a: Side
let b: Side

beforeAll(async () => {
  ;({ app, routes } = await buildAppWithRoutes())
  ;({ a, b } = await twoSides(app))
})
afterAll(() => app.close())

describe('the routes of the operator', () => {
  it('are refused to every business and its keys, the same for its own id, another’s and nobody’s, and nothing changes', async () => {
    const body = { name: 'Till', mode: 'test', permissions: ['contacts:read', 'tenant:write', 'operations:write'] }
    const { data } = await app.call<{ key: string }>(a, 'POST', '/api/v1/api-keys', body)
    await app.call({ token: data.key }, 'GET', '/api/v1/contacts')
    const used = () => app.database.query('select from api_key where last_used_at is not null')
    await until(async () => (await used()).length > 0, { what: 'the first use of the key' })
    const before = [await snapshotOf(app.database, a.tenantId), await snapshotOf(app.database, b.tenantId)]
    const plans = await app.database.query('select * from plan_limit order by 1, 2')
    const found = routes.filter(isOperators)
    expect(found.length).toBeGreaterThan(0)
    for (const route of found)
      for (const caller of [a, { token: data.key }])
        for (const id of [a.tenantId, b.tenantId, showId('tenant', newId()), 'free']) {
          const { status, body: answer } = await app.call(caller, route.method, route.url.replace(/:\w+/g, id), {})
          expect([status, answer.error?.code], nameOf(route)).toEqual([403, 'FORBIDDEN'])
        }
    for (const route of found)
      expect((await app.call(null, route.method, route.url.replace(/:\w+/g, 'free'), {})).status, nameOf(route)).toBe(
        401,
      )
    expect([await snapshotOf(app.database, a.tenantId), await snapshotOf(app.database, b.tenantId)]).toEqual(before)
    expect(await app.database.query('select * from plan_limit order by 1, 2')).toEqual(plans)
  })
})
