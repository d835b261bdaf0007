import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { migrate } from '../../../platform/migrate/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { closeContext, testContext } from '../../../test/context.ts'
import { connectNumber } from '../../../test/contracts/meta.ts'
import { bare } from '../../../test/security/snapshot.ts'
import { register, type TestTenant } from '../../../test/twoTenants.ts'
import { until } from '../../../test/until.ts'
import { withEmptyDb } from '../../../test/withDb.ts'
import { ensureSystemAdmin } from '../../identity/index.ts'
import { getTenant, limitOf } from '../index.ts'
import { listPlans, upgradeAmong } from './plan.ts'

const OPERATOR = { email: 'operator@example.test', password: 'the operator of all of it' }
let app: TestApp
let a: TestTenant
let b: TestTenant
let operator: { token: string }

beforeAll(async () => {
  app = await buildApp({ parts: { config: { systemAdmin: OPERATOR } } })
  await ensureSystemAdmin(app.context)
  const { data } = await app.call(null, 'POST', '/api/v1/auth/login', OPERATOR)
  operator = { token: `${data.accessToken}` }
})
afterAll(() => app.close())
beforeEach(async () => {
  ;[a, b] = [await register(app, { businessType: 'retail' }), await register(app, { businessType: 'retail' })]
})

const setLimit = (plan: string, metric: string, most: number) =>
  app.database.query(
    `insert into plan_limit values ($1, $2, $3) on conflict (plan, metric) do update set most = excluded.most`,
    [plan, metric, most],
  )
const except = (tenant: TestTenant, metric: string, most: number | null) =>
  app.database.query('insert into tenant_limit values ($1, $2, $3)', [bare(tenant.tenantId), metric, most])
let numbers = 0
const connect = (tenant: TestTenant) => {
  const no = ++numbers
  const credentials = {
    phoneNumberId: `88${no}`,
    wabaId: `99${no}`,
    accessToken: 'EAAG-test',
    appSecret: 'y'.repeat(16),
  }
  return app.call(tenant, 'POST', '/api/v1/channels', { provider: 'cloud_api', name: 'Number', credentials })
}

describe('the plans that come with the program', () => {
  it('are those of the decisions: prices, numbers, messages, items, requests and features', async () => {
    const empty = await withEmptyDb()
    const inEmpty = (url: string) => url.replace(/\/[^/]*$/, `/${empty.name}`)
    const ownerUrl = inEmpty(empty.ownerUrl)
    const client = new pg.Client({ connectionString: ownerUrl })
    try {
      // With the roles' own password: they are the whole server's.
      await migrate({ ownerUrl, appUrl: inEmpty(inject('postgres').appUrl) })
      await client.connect()
      const of = async (metric: string) => {
        const { rows } = await client.query('select plan, most::int as most from plan_limit where metric = $1', [
          metric,
        ])
        return Object.fromEntries(rows.map(({ plan, most }) => [plan, most]))
      }
      expect(await of('messages')).toEqual({ free: 100, basic: 1_000, premium: 10_000 })
      expect(await of('channels')).toEqual({ free: 1, basic: 1, premium: 300 })
      expect(await of('catalog_items')).toEqual({ free: 20 })
      expect(await of('api_requests')).toEqual({ free: 60, basic: 300, premium: 1_200, enterprise: 6_000 })
      const { rows } = await client.query(`
        select p.name, p.amount::int as amount, p.currency, array_agg(f.feature order by f.feature) as features
        from plan p left join plan_feature f on f.plan = p.name group by p.name order by p.position`)
      expect(rows).toEqual([
        { name: 'free', amount: 0, currency: 'USD', features: [null] },
        { name: 'basic', amount: 2900, currency: 'USD', features: ['analytics'] },
        { name: 'premium', amount: 9900, currency: 'USD', features: ['analytics', 'api_access', 'branding'] },
        {
          name: 'enterprise',
          amount: null,
          currency: 'USD',
          features: ['analytics', 'api_access', 'branding', 'own_database'],
        },
      ])
    } finally {
      await client.end()
      await empty.close()
    }
  })
})

describe('what a plan allows', () => {
  it('is one number on the small plans, however many are connected at once, and the simulator besides; the refusal names the plan that has more', async () => {
    await setLimit('free', 'channels', 1)
    const answers = await Promise.all([connect(a), connect(a), connect(a)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 402, 402])
    expect(answers.find(({ status }) => status === 402)!.body.error).toMatchObject({
      code: 'PLAN_BOUND_REACHED',
      message: 'Your plan free allows 1 numbers, and there are 1. Remove some, or upgrade to the plan premium.',
      details: { metric: 'channels', plan: 'free', limit: 1, used: 1, upgradeTo: 'premium' },
    })
    const phone = await app.call(a, 'POST', '/api/v1/channels', { provider: 'simulator', name: 'Phone' })
    expect([phone.status, (await connect(b)).status]).toEqual([201, 201])
    await setLimit('free', 'channels', 100)
  })

  it('is more for a business with an exception, and for nobody else, at once in every process', async () => {
    const second = testContext(app.database)
    try {
      const limit = (tenant: TestTenant) =>
        second.db.tenant(bare(tenant.tenantId), async tx => limitOf(tx, await getTenant(tx), 'messages'))
      expect([await limit(a), await limit(b)]).toEqual([100, 100])
      await except(a, 'messages', 5)
      expect([await limit(a), await limit(b)]).toEqual([5, 100])
      await app.database.query('update tenant_limit set most = null where tenant_id = $1', [bare(a.tenantId)])
      expect([await limit(a), await limit(b)]).toEqual([null, 100])
      await app.database.query('delete from tenant_limit where tenant_id = $1', [bare(a.tenantId)])
      expect([await limit(a), await limit(b)]).toEqual([100, 100])
    } finally {
      await closeContext(second)
    }
  })

  it('counts exceptions where things are made', async () => {
    await except(a, 'catalog_items', 1)
    const add = (tenant: TestTenant, code: string) =>
      app.call(tenant, 'POST', '/api/v1/catalog/items', { code, name: 'Soap', price: { amount: 1, currency: 'MAD' } })
    expect([(await add(a, 'A')).status, (await add(a, 'B')).status, (await add(b, 'B')).status]).toEqual([
      201, 402, 201,
    ])
    await except(b, 'branches', 0)
    expect((await app.call(b, 'POST', '/api/v1/catalog/branches', { name: 'Centre' })).body.error?.code).toBe(
      'PLAN_BOUND_REACHED',
    )
  })

  it('says that nothing larger is to be had, where nothing is', async () => {
    const plans = await app.context.db.system('plans are nobody’s', listPlans)
    expect(upgradeAmong(plans, 'enterprise', () => true)).toBe(null)
    expect(upgradeAmong(plans, 'free', ({ features }) => features.includes('api_access'))).toBe('premium')
  })
})

describe('a feature that a plan does not have', () => {
  const key = (mode: string) => ({ name: 'Till', mode, permissions: ['contacts:read'] })

  it('is refused with the plan that has it: live keys of the API, while test keys are everybody’s', async () => {
    const { status, body } = await app.call(a, 'POST', '/api/v1/api-keys', key('live'))
    expect([status, body.error]).toMatchObject([
      402,
      {
        code: 'PLAN_FEATURE_MISSING',
        message: 'Your plan free does not have live API keys. For that, upgrade to the plan premium.',
        details: { feature: 'api_access', plan: 'free', upgradeTo: 'premium' },
      },
    ])
    const test = await app.call<{ key: string }>(a, 'POST', '/api/v1/api-keys', key('test'))
    expect((await app.call({ token: test.data.key }, 'GET', '/api/v1/contacts')).status).toBe(200)
  })

  it('ends for keys that were made under a larger plan, and comes back with it', async () => {
    const setPlan = (plan: string) =>
      app.database.query('update tenant set plan = $2 where id = $1', [bare(a.tenantId), plan])
    await setPlan('premium')
    const { data } = await app.call<{ key: string }>(a, 'POST', '/api/v1/api-keys', key('live'))
    const ask = () => app.call({ token: data.key }, 'GET', '/api/v1/contacts')
    expect((await ask()).status).toBe(200)
    await setPlan('basic')
    await until(async () => (await ask()).status === 402, { what: 'the refusal' })
    await app.database.query(`insert into tenant_feature values ($1, 'api_access', true)`, [bare(a.tenantId)])
    await until(async () => (await ask()).status === 200, { what: 'the exception' })
  })

  it('is refused for branding of its own', async () => {
    const brand = (tenant: TestTenant) =>
      app.call(tenant, 'PATCH', '/api/v1/tenant', { branding: { themeColor: '#0d9488' } })
    expect((await brand(a)).body.error?.details).toEqual({ feature: 'branding', plan: 'free', upgradeTo: 'premium' })
    await app.database.query(`insert into tenant_feature values ($1, 'branding', true)`, [bare(a.tenantId)])
    expect([(await brand(a)).status, (await brand(b)).status]).toEqual([200, 402])
  })
})

describe('use and plans on the API', () => {
  it('show each metric with its use and limit, of the own business alone', async () => {
    await connectNumber(app, a, { number: '771', account: '772', appSecret: 'an-app-secret' })
    await app.call(a, 'POST', '/api/v1/catalog/branches', { name: 'Centre' })
    const { data } = await app.call(a, 'GET', '/api/v1/usage')
    expect(data).toMatchObject({
      messages: { used: 0, limit: 100, resetsAt: expect.stringMatching(/^\d{4}-/) },
      channels: { used: 1, limit: 100, resetsAt: null },
      members: { used: 1, limit: 100 },
      branches: { used: 1, limit: 50 },
      api_requests: { used: null, limit: 60 },
    })
    expect((await app.call(b, 'GET', '/api/v1/usage')).data).toMatchObject({
      channels: { used: 0 },
      branches: { used: 0 },
    })
    const { data: plans } = await app.call<Array<{ name: string; current: boolean }>>(a, 'GET', '/api/v1/plans')
    expect(plans.map(({ name, current }) => [name, current])).toEqual([
      ['free', true],
      ['basic', false],
      ['premium', false],
      ['enterprise', false],
    ])
  })

  it('let the operator change a plan for every business that has it, and nobody else', async () => {
    const patch = {
      price: { amount: 3900, currency: 'EUR' },
      limits: { members: 12, branches: null },
      features: { branding: true },
    }
    expect((await app.call(a, 'PATCH', '/api/v1/plans/basic', patch)).status).toBe(403)
    const { status, data } = await app.call(operator, 'PATCH', '/api/v1/plans/basic', patch)
    expect([status, data]).toMatchObject([
      200,
      {
        price: { amount: 3900, currency: 'EUR' },
        limits: { members: 12, branches: null },
        features: ['analytics', 'branding'],
      },
    ])
    expect((await app.call(operator, 'PATCH', '/api/v1/plans/unknown', {})).status).toBe(404)
    expect((await app.call(operator, 'GET', '/api/v1/plans')).status).toBe(200)
  })

  it('limit each key by its plan’s number, which the operator may change', async () => {
    const body = { name: 'Till', mode: 'test', permissions: ['contacts:read'] }
    const { data } = await app.call<{ key: string }>(a, 'POST', '/api/v1/api-keys', body)
    const limit = async () =>
      Number((await app.call({ token: data.key }, 'GET', '/api/v1/contacts')).headers['x-ratelimit-limit'])
    expect(await limit()).toBe(60)
    await except(a, 'api_requests', 7)
    await until(async () => (await limit()) === 7, { timeout: 8_000, what: 'the new limit' })
  })
})
