import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drainIntake } from '../../features/messaging/index.ts'
import { buildApp, type TestApp } from '../buildApp.ts'
import { connectNumber, post, textDelivery } from '../contracts/meta.ts'
import { type TestTenant, twoTenants } from '../twoTenants.ts'
import { bare } from './snapshot.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
})
afterAll(() => app.close())

const CUSTOMER = '212655000077'
const limit = (tenant: TestTenant, metric: string, most: number) =>
  app.database.query('insert into tenant_limit values ($1, $2, $3)', [bare(tenant.tenantId), metric, most])
const statuses = (answers: ReadonlyArray<{ status: number }>) =>
  Object.fromEntries([...Map.groupBy(answers, ({ status }) => status)].map(([status, each]) => [status, each.length]))

// Case 38.
describe('a quota, asked for by a hundred at once', () => {
  it('of messages is used to its end and not passed, by people and keys together, and nobody else pays', async () => {
    for (const [tenant, letter] of [
      [a, 'a'],
      [b, 'b'],
    ] as const) {
      const number = { number: `1234${letter}`, account: `5678${letter}` }
      await connectNumber(app, tenant, { ...number, appSecret: 'an-app-secret' })
      await post(app, textDelivery({ ...number, from: CUSTOMER }))
    }
    await drainIntake(app.context)
    await limit(a, 'messages', 30)
    await app.database.query(`insert into tenant_limit values ($1, 'api_requests', 1000)`, [bare(a.tenantId)])
    await app.database.query(`insert into tenant_feature values ($1, 'api_access', true)`, [bare(a.tenantId)])
    const rights = { name: 'Till', permissions: ['conversations:write', 'channels:read'] }
    const { data } = await app.call<{ key: string }>(a, 'POST', '/api/v1/api-keys', rights)
    const conversationOf = async (tenant: TestTenant) => {
      const [row] = await app.database.query('select id from conversation where tenant_id = $1', [
        bare(tenant.tenantId),
      ])
      return row!.id
    }
    const [own, theirs] = [await conversationOf(a), await conversationOf(b)]
    const send = (caller: { token: string }, conversation: string, no: number) =>
      app.call(caller, 'POST', `/api/v1/conversations/${conversation}/messages`, {
        type: 'text',
        text: { body: `Hello ${no}` },
      })
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, no) => send(no % 2 ? a : { token: data.key }, own, no)),
    )
    expect(statuses(answers)).toEqual({ 202: 30, 402: 70 })
    const [{ count }] = (await app.database.query(
      `select count(*)::int as count from message where tenant_id = $1 and direction = 'outbound'`,
      [bare(a.tenantId)],
    )) as [{ count: number }]
    expect(count).toBe(30)
    expect((await send(b, theirs, 0)).status).toBe(202)
  })

  it('of people is not passed by invitations', async () => {
    await limit(a, 'members', 6)
    const invite = (no: number) =>
      app.call(a, 'POST', '/api/v1/invitations', { email: `agent-${no}@example.test`, role: 'agent' })
    const answers = await Promise.all(Array.from({ length: 100 }, (_, no) => invite(no)))
    const found = statuses(answers)
    expect([found[201], found[402]]).toEqual([5, 95])
    expect(answers.find(({ status }) => status === 402)!.body.error?.details).toMatchObject({
      metric: 'members',
      limit: 6,
    })
  })

  it('refuses amounts that are negative, huge or broken', async () => {
    for (const amount of [-1, 1.5, 2 ** 53, Number.MAX_VALUE, '10', null]) {
      const body = { code: 'X1', name: 'Soap', price: { amount, currency: 'MAD' } }
      expect((await app.call(a, 'POST', '/api/v1/catalog/items', body)).status, `${amount}`).toBe(400)
    }
  })
})
