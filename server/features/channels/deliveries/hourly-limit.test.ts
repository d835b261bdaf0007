import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppError } from '../../../platform/errors/index.ts'
import { newId, readId, type Uuid } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { connectMeta } from '../../../test/meta.ts'
import { register, type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { createHourlyLimit } from './hourly-limit.ts'
import type { NewRawEvent } from './raw-event.sql.ts'

let program: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  program = await buildApp()
  ;({ a, b } = await twoTenants(program))
})
afterAll(() => program.close())

const idOf = (tenant: TestTenant): Uuid => readId('tenant', tenant.tenantId)!
const limitOn = (metric: string, most: number) =>
  program.database.query(`update plan_limit set most = $2 where plan = 'free' and metric = $1`, [metric, most])
const delivery = (tenant: TestTenant, bytes = 10): NewRawEvent => ({
  id: newId(),
  tenantId: idOf(tenant),
  channelId: newId(),
  provider: 'waha',
  quarantine: null,
  headers: '{}',
  body: Buffer.alloc(bytes),
})

describe('what one business keeps', () => {
  it('is bounded in deliveries an hour: refused with the number, until the hour ends, and for nobody else', async () => {
    await limitOn('deliveries', 1_500)
    let now = Date.now()
    const limit = createHourlyLimit(program.context, () => now)
    for (let i = 0; i < 1_500; i++) await limit([delivery(a)])
    const refused = { status: 429, code: 'DELIVERIES_LIMIT', details: { plan: 'free', limit: 1_500, used: 1_500 } }
    await expect(limit([delivery(a)])).rejects.toMatchObject(refused)
    expect(limit([delivery(b)])).toBeUndefined()
    expect(limit([delivery(a), delivery(b)])).toBeUndefined()
    now += 3_600_000
    expect(limit([delivery(a)])).toBeUndefined()
  })

  it('is bounded over all processes together, by one write for some hundred deliveries, and anew each hour', async () => {
    await limitOn('deliveries', 1_500)
    const tenant = await register(program)
    let writes = 0
    const { db, cache, log } = program.context
    const counted: typeof db = {
      ...db,
      tenant: (...args) => {
        writes++
        return db.tenant(...args)
      },
    }
    let now = Date.now()
    const processes = Array.from({ length: 3 }, () => createHourlyLimit({ db: counted, cache, log }, () => now))
    const takes = async (how: number) => {
      let taken = 0
      for (let i = 0; i < how; i++) {
        const refused = await Promise.resolve(processes[i % 3]!([delivery(tenant)])).catch((error: AppError) => error)
        if (refused === undefined) taken++
        else expect(refused.code).toBe('DELIVERIES_LIMIT')
      }
      return taken
    }
    const taken = await takes(6_000)
    expect(taken).toBeGreaterThanOrEqual(1_500)
    expect(taken).toBeLessThan(1_500 + 3 * 200)
    expect(writes).toBeLessThan(20)
    expect(await takes(300)).toBe(0)
    await program.database.query(`update delivery_count set hour = hour - interval '1 hour'`)
    now += 3_600_000
    expect(await takes(900)).toBe(900)
  })

  it('is refused no longer than the hour of the database lasts, which may end a little later than ours', async () => {
    await limitOn('deliveries', 1_500)
    const tenant = await register(program)
    let now = Date.now()
    const limit = createHourlyLimit(program.context, () => now)
    for (let i = 0; i < 1_500; i++) await limit([delivery(tenant)])
    now += 3_600_000
    const large = [delivery(tenant, 16_384 * 300)]
    await expect(limit(large)).rejects.toMatchObject({ code: 'DELIVERIES_LIMIT' })
    await program.database.query(`update delivery_count set hour = hour - interval '1 hour'`)
    await expect(limit(large)).rejects.toMatchObject({ code: 'DELIVERIES_LIMIT' })
    now += 60_000
    await expect(limit(large)).resolves.toBeUndefined()
  })

  it('is bounded in their bytes as well', async () => {
    const limit = createHourlyLimit(program.context)
    const large = Array.from({ length: 12 }, () => delivery(b, 3_000_000))
    await expect(Promise.all(large.map(one => limit([one])))).rejects.toMatchObject({ code: 'DELIVERIES_LIMIT' })
  })

  it('is bounded in channels: refused with the number and what the plan allows', async () => {
    await connectMeta(program, a)
    const { data } = await program.call(a, 'GET', '/api/v1/channels')
    const used = (data as unknown as unknown[]).length
    await limitOn('channels', used)
    const credentials = {
      phoneNumberId: '1065403529',
      wabaId: '1022901299',
      accessToken: 'x',
      appSecret: 'y'.repeat(16),
    }
    const { status, body } = await program.call(a, 'POST', '/api/v1/channels', {
      provider: 'cloud_api',
      name: 'One more',
      credentials,
    })
    expect([status, body.error!.code]).toEqual([402, 'PLAN_BOUND_REACHED'])
    expect(body.error!.details).toEqual({ metric: 'channels', plan: 'free', limit: used, used, upgradeTo: 'premium' })
  })
})
