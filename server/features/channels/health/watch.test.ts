import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId, readId } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { connectNumber } from '../../../test/contracts/meta.ts'
import { openProvider, type TestProvider } from '../../../test/provider.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { testChannel } from '../lifecycle/channel.ts'
import { CHANNEL_JOBS } from '../lifecycle/channel-jobs.ts'
import { proveBack, stoppedChannels, watchChannels } from './watch.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant
let provider: TestProvider
const query = (sql: string, values: unknown[] = []) => app.database.query(sql, values)

beforeAll(async () => {
  provider = await openProvider()
  app = await buildApp({ parts: { config: { metaGraphUrl: provider.origin } } })
  ;({ a, b } = await twoTenants(app))
})
afterAll(async () => {
  await app.close()
  await provider.close()
})

let no = 0
async function channelOf(tenant: TestTenant): Promise<string> {
  const number = `77000000000${++no}`
  await connectNumber(app, tenant, { number, account: `66${number}` })
  const [row] = await query(`update channel set status = 'connected' where external_id = $1 returning id`, [number])
  return String(row!.id)
}
const busyWeek = (channelId: string) =>
  query(
    `insert into channel_hour (tenant_id, channel_id, hour, inbound, inbound_at)
     select tenant_id, id, h, 20, h from channel,
       generate_series(date_trunc('hour', now()) - interval '8 days', date_trunc('hour', now()) - interval '3 hours',
         interval '1 hour') h
     where id = $1`,
    [channelId],
  )
const stateOf = async (id: string) =>
  (await query('select status, status_reason, degraded_by from channel where id = $1', [id]))[0]
const events = (id: string) =>
  query(`select type from event where aggregate_id = $1 and type ~ 'degraded|recovered'`, [id])

describe('a channel whose provider was away when it last sent anything', () => {
  const broken = async () => {
    const id = await channelOf(a)
    const minutesAgo = `now() - interval '5 minutes'`
    await query(
      `update channel set status = 'degraded', degraded_by = 'breaker', degraded_at = ${minutesAgo} where id = $1`,
      [id],
    )
    const [row] = await query('select external_id from channel where id = $1', [id])
    return { id, number: String(row!.external_id) }
  }
  const answerFor = (number: string, away: () => boolean) => {
    const answer = (path: string, body: object) =>
      provider.on(path, (_request, response) => {
        response.writeHead(away() ? 503 : 200, { 'content-type': 'application/json' })
        response.end(JSON.stringify(away() ? {} : body))
      })
    answer(`/v24.0/${number}?fields=id,display_phone_number,verified_name,status`, { id: number })
    answer(`/v24.0/66${number}/phone_numbers?fields=id&limit=100`, { data: [{ id: number }] })
  }
  const look = async () => {
    const { added } = app.context.queue
    const before = added.length
    await watchChannels(app.context)
    for (const { name, data } of added.slice(before)) {
      if (name === CHANNEL_JOBS.prove) await proveBack(app.context, String(data.tenantId), String(data.channelId))
    }
  }

  it('is asked about while nothing is to be sent, and taken back when its provider answers', async () => {
    const { id, number } = await broken()
    let away = true
    answerFor(number, () => away)
    await look()
    expect(await stateOf(id)).toMatchObject({ status: 'degraded', degraded_by: 'breaker' })
    away = false
    await look()
    expect(await stateOf(id)).toMatchObject({ status: 'connected', degraded_by: null })
    expect(await events(id)).toEqual([{ type: 'channel.recovered' }])
  })

  it('or when somebody tested it, is tested again by itself; one that its provider says is banned is not', async () => {
    const { id, number } = await broken()
    const banned = await channelOf(a)
    await query(`update channel set status = 'error', state_at = now() where id = $1`, [banned])
    let away = true
    answerFor(number, () => away)
    const test = (channelId: string) =>
      testChannel(app.context, readId('tenant', a.tenantId)!, channelId, { kind: 'system' })
    expect(await test(id)).toMatchObject({ status: 'error' })
    away = false
    const again = (await stoppedChannels(app.context)).map(row => row.id)
    expect(again).toContain(id)
    expect(again).not.toContain(banned)
    expect(await test(id)).toMatchObject({ status: 'connected' })
    expect((await stoppedChannels(app.context)).map(row => row.id)).not.toContain(id)
  })

  it('is left to its next message when one waits', async () => {
    const { id } = await broken()
    await query(
      `insert into send_pending (tenant_id, id, lane, ref, channel_id, next_try_at)
       select tenant_id, $2, $2, '1', id, now() + interval '1 hour' from channel where id = $1`,
      [id, newId()],
    )
    await look()
    expect(await stateOf(id)).toMatchObject({ status: 'degraded', degraded_by: 'breaker' })
  })
})

describe('a connected number that stopped delivering', () => {
  it('is noticed by its silence, and taken back when a message comes', async () => {
    const silent = await channelOf(a)
    const quiet = await channelOf(b)
    await busyWeek(silent)
    await watchChannels(app.context)
    expect(await stateOf(silent)).toMatchObject({
      status: 'degraded',
      degraded_by: 'silence',
      status_reason: expect.stringMatching(/^No message came for \d+ hours; usually about \d+ do/),
    })
    expect(await stateOf(quiet)).toMatchObject({ status: 'connected', degraded_by: null })
    await watchChannels(app.context)
    expect(await events(silent)).toEqual([{ type: 'channel.degraded' }])
    await query(
      `insert into channel_hour (tenant_id, channel_id, hour, inbound, inbound_at)
       select tenant_id, id, date_trunc('hour', now()), 1, now() from channel where id = $1
       on conflict (tenant_id, channel_id, hour) do update set inbound = 1, inbound_at = now()`,
      [silent],
    )
    await watchChannels(app.context)
    expect(await stateOf(silent)).toMatchObject({ status: 'connected', status_reason: null })
    expect(await events(silent)).toEqual([{ type: 'channel.degraded' }, { type: 'channel.recovered' }])
  })

  it('is noticed when what it sends is not taken', async () => {
    const failing = await channelOf(b)
    await query(
      `insert into channel_hour (tenant_id, channel_id, hour, accepted, refused)
       select tenant_id, id, date_trunc('hour', now()), 2, 18 from channel where id = $1`,
      [failing],
    )
    await watchChannels(app.context)
    expect(await stateOf(failing)).toMatchObject({ status: 'degraded', degraded_by: 'failures' })
  })
})
