import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { register, type TestTenant } from '../../../test/twoTenants.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  app = await buildApp()
  ;[a, b] = [await register(app, { businessType: 'retail' }), await register(app, { businessType: 'retail' })]
})
afterAll(() => app.close())

let codes = 0
const things = [
  {
    metric: 'catalog_items',
    path: 'items',
    body: () => ({ code: `C${++codes}`, name: 'Soap', price: { amount: 900, currency: 'MAD' } }),
    says: 'items in the catalogue',
  },
  { metric: 'catalog_categories', path: 'categories', body: () => ({ name: 'Care' }), says: 'categories' },
  { metric: 'branches', path: 'branches', body: () => ({ name: 'Centre' }), says: 'branches' },
]

describe.each(things)('what the plan allows of $metric', ({ metric, path, body, says }) => {
  const url = `/api/v1/catalog/${path}`
  const add = (tenant: TestTenant) => app.call<{ id: string }>(tenant, 'POST', url, body())

  it('is kept though many are added at once, for each business its own, and what is removed makes room', async () => {
    await app.database.query(`update plan_limit set most = 4 where plan = 'free' and metric = $1`, [metric])
    const answers = await Promise.all(Array.from({ length: 9 }, () => add(a)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 201, 402, 402, 402, 402, 402])
    expect(answers.find(({ status }) => status === 402)!.body.error).toMatchObject({
      code: 'PLAN_BOUND_REACHED',
      message: expect.stringMatching(`plan free allows 4 ${says}`),
      details: { metric, plan: 'free', limit: 4, used: 4 },
    })
    expect((await add(b)).status).toBe(201)
    const kept = answers.find(({ status }) => status === 201)!.data.id
    expect((await app.call(a, 'DELETE', `${url}/${kept}`)).status).toBe(204)
    expect([(await add(a)).status, (await add(a)).status]).toEqual([201, 402])
  })
})
