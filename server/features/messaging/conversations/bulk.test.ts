import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId, readId, type Uuid } from '../../../platform/ids/index.ts'
import { drainLongJobs } from '../../../platform/long-jobs/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { makeChannel } from '../../../test/make.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant
let channel: Uuid

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
  channel = await makeChannel(app.database, readId('tenant', a.tenantId)!)
})
afterAll(() => app.close())
beforeEach(() =>
  app.database.query('truncate conversation, event, long_job, long_job_row, long_job_pending, pending_lane cascade'),
)

/** Conversations of groups: they need no contact. */
const groups = (count: number, set: { tenant?: TestTenant; channelId?: Uuid; status?: string } = {}) =>
  app.database.query(
    `insert into conversation (tenant_id, id, channel_id, kind, group_key, address, address_kind, status, last_seq,
       last_message_at, preview, last_direction, last_type)
     select $1, id, $2, 'group', id, id, 'group', $3, 0, now(), '', 'inbound', 'text' from unnest($4::uuid[]) as id`,
    [
      readId('tenant', (set.tenant ?? a).tenantId),
      set.channelId ?? channel,
      set.status ?? 'open',
      Array.from({ length: count }, () => newId()),
    ],
  )
const bulk = (body: object, caller = a) => app.call<Answer>(caller, 'POST', '/api/v1/conversations/bulk', body)
const count = async (status: string) =>
  (
    await app.database.query('select from conversation where tenant_id = $1 and status = $2', [
      readId('tenant', a.tenantId),
      status,
    ])
  ).length

interface Answer {
  id: string
  status: string
  total: number
  done: number
  updated: number
  failed: number
  results: Array<{ id: string; ok: boolean }>
}

describe('a bulk change by filter', () => {
  it('changes what the list with this filter shows, and answers for each row', async () => {
    await groups(3)
    await groups(2, { status: 'pending' })
    const { status, data } = await bulk({ operation: 'status', status: 'resolved', filter: { status: 'open' } })
    expect(status).toBe(200)
    expect(data).toMatchObject({ updated: 3, failed: 0 })
    expect(data.results.every(row => row.ok && row.id.startsWith('conv_'))).toBe(true)
    expect([await count('resolved'), await count('pending')]).toEqual([3, 2])
  })

  it('of more than 1,000 rows is a job; each row is changed although it leaves the filter meanwhile', async () => {
    await groups(1_201)
    const { status, data } = await bulk({
      operation: 'update',
      updates: { status: 'resolved' },
      filter: { status: 'open' },
    })
    expect([status, data.status]).toEqual([202, 'queued'])
    await drainLongJobs(app.context)
    const job = await app.call<Answer>(a, 'GET', `/api/v1/jobs/${data.id}`)
    expect(job.data).toMatchObject({ status: 'done', total: 1_201, done: 1_201, failed: 0 })
    expect(await count('resolved')).toBe(1_201)
  }, 120_000)

  it('never reaches the conversations of another tenant', async () => {
    const channelId = await makeChannel(app.database, readId('tenant', b.tenantId)!)
    await groups(2, { tenant: b, channelId })
    expect((await bulk({ operation: 'status', status: 'resolved', filter: {} })).data).toMatchObject({ updated: 0 })
    const job = await bulk({ operation: 'status', status: 'resolved', filter: {}, async: true })
    await drainLongJobs(app.context)
    expect((await app.call<Answer>(a, 'GET', `/api/v1/jobs/${job.data.id}`)).data).toMatchObject({ total: 0, done: 0 })
  })

  it('asks for ids or for a filter, not for both and not for neither', async () => {
    const change = { operation: 'read' }
    expect((await bulk(change)).status).toBe(400)
    expect((await bulk({ ...change, ids: ['conv_1'], filter: {} })).status).toBe(400)
  })

  it('with `async` is a job also for few ids, which tells of each', async () => {
    await groups(1)
    const [row] = (await app.call<Array<{ id: string }>>(a, 'GET', '/api/v1/conversations')).data
    const { status, data } = await bulk({
      operation: 'assign',
      assigneeId: a.userId,
      ids: [row!.id, 'nonsense'],
      async: true,
    })
    expect(status).toBe(202)
    await drainLongJobs(app.context)
    const { data: job } = await app.call<Answer>(a, 'GET', `/api/v1/jobs/${data.id}`)
    expect(job).toMatchObject({
      status: 'done',
      done: 2,
      failed: 1,
      results: [
        { id: row!.id, ok: true },
        { id: 'nonsense', ok: false },
      ],
    })
  })
})
