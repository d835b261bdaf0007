import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Answer, buildApp, type TestApp } from '../../test/buildApp.ts'
import { type TestTenant, twoTenants } from '../../test/twoTenants.ts'
import { sql, type Tx } from '../db/index.ts'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import type { Permission } from '../http/index.ts'
import { readId, type Uuid } from '../ids/index.ts'
import { defineLongJob, type JobRow, longJobKinds } from './kind.ts'
import { getLongJob, pageOfJobs, startLongJob } from './long-job.ts'
import type { JobAnswer, JobRowAnswer } from './schema.ts'
import { drainLongJobs, sweepLongJobs } from './worker.ts'

const KIND = 'test.work'
/** What each row does in these tests: it leaves a mark in the event log's place of a table everybody has. */
const mark = (tx: Tx, text: string) =>
  tx.run(sql`insert into idempotency_key (tenant_id, credential, key, request_hash)
    values (${tx.tenantId}, 'test', ${text}, '')`)

let app: TestApp
let a: TestTenant
let b: TestTenant
let order: string[]
let onRow: (tx: Tx, row: JobRow) => Promise<void>

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
  longJobKinds(app.context).set(
    KIND,
    defineLongJob({
      name: KIND,
      access: 'contacts:write',
      input: z.object({ rows: z.number().optional() }),
      chunk: 10,
      gather: async (_tx, { input }, place, most) => {
        const from = place === null ? 0 : z.number().parse(place)
        const until = Math.min(input.rows ?? 0, from + Math.min(most, 15))
        const rows = Array.from({ length: until - from }, (_, index) => ({ target: `row ${from + index + 1}` }))
        return { rows, place: until < (input.rows ?? 0) ? until : null }
      },
      run: async (tx, _job, row) => {
        await onRow(tx, row)
        return { data: { tenant: tx.tenantId } }
      },
    }),
  )
})
afterAll(() => app.close())
beforeEach(async () => {
  order = []
  onRow = (tx, row) => mark(tx, row.target!).then(() => void order.push(`${tx.tenantId} ${row.target}`))
  await app.database.query(
    'truncate long_job, long_job_row, long_job_pending, pending_lane, idempotency_key, dead_letter, event',
  )
})

const tenantOf = (tenant: TestTenant): Uuid => readId('tenant', tenant.tenantId)!
async function start(tenant: TestTenant, rows: number): Promise<string> {
  const actor = { kind: 'user' as const, id: readId('user', tenant.userId)! }
  const wanted = { kind: KIND, input: { rows }, actor }
  const { id } = await app.context.db.tenant(tenantOf(tenant), tx => startLongJob(tx, wanted))
  return id
}
const get = async (id: string, caller = a) => app.call<JobAnswer>(caller, 'GET', `/api/v1/jobs/${id}`)
/** Works until nothing is due that is free; the clocks of two transactions may differ by a moment. */
async function drain(): Promise<void> {
  for (;;) {
    await drainLongJobs(app.context)
    const left = await app.database.query(
      `select from long_job_pending p where next_try_at <= now() + interval '0.5 second'
         and not exists (select from pending_lane l where l.lane = p.lane and l.lease_until > now())`,
    )
    if (left.length === 0) return
  }
}
const marks = async () =>
  (await app.database.query<{ key: string }>('select key from idempotency_key order by key')).length
/** The pauses before another try are over. */
const pass = () => app.database.query('update long_job_pending set next_try_at = now()')

describe('a long job', () => {
  it('collects its rows, does each once, and shows how far it is', async () => {
    const id = await start(a, 35)
    expect((await get(id)).data).toMatchObject({ status: 'queued', total: 0, done: 0 })
    await drain()
    const { data } = await get(id)
    expect(data).toMatchObject({ kind: KIND, status: 'done', total: 35, done: 35, failed: 0, error: null })
    expect(data.results).toHaveLength(35)
    expect(data.results![0]).toEqual({ no: 1, id: 'row 1', line: null, ok: true, data: { tenant: tenantOf(a) } })
    expect(await marks()).toBe(35)
  })

  it('fails row by row: what a failed row wrote is undone, the others stay', async () => {
    onRow = async (tx, row) => {
      await mark(tx, row.target!)
      if (row.target === 'row 3') throw new AppError(COMMON_ERRORS.CONFLICT)
      if (row.target === 'row 5') await tx.run(sql`select 1 / 0`)
    }
    const id = await start(a, 12)
    await drain()
    const { data } = await get(id)
    expect(data).toMatchObject({ status: 'done', done: 12, failed: 2 })
    expect(data.results!.filter(row => !row.ok).map(row => [row.id, row.error!.code])).toEqual([
      ['row 3', 'CONFLICT'],
      ['row 5', 'SQLSTATE_22012'],
    ])
    expect(await marks()).toBe(10)
  })

  it('repeats nothing and skips nothing when a chunk is cut off in the middle', async () => {
    let broken = false
    onRow = async (tx, row) => {
      await mark(tx, row.target!)
      if (row.target !== 'row 15' || broken) return
      broken = true
      // The connection ends as when the process is killed.
      const { pid } = await tx.one<{ pid: number }>(sql`select pg_backend_pid() as pid`)
      await app.database.query('select pg_terminate_backend($1)', [pid])
      await tx.run(sql`select 1`)
    }
    const id = await start(a, 30)
    await drain()
    expect((await get(id)).data).toMatchObject({ status: 'running', done: 10 })
    await app.database.query(`update pending_lane set lease_until = now() - interval '1 second'`)
    await drain()
    expect((await get(id)).data).toMatchObject({ status: 'done', done: 30, failed: 0 })
    expect(await marks()).toBe(30)
  })

  it('goes to the dead letters after its last try, and goes on from there when it is re-driven', async () => {
    let broken = true
    onRow = async (tx, row) => {
      if (row.target === 'row 12' && broken) throw new Error('a fault of ours')
      await mark(tx, row.target!)
    }
    const id = await start(a, 20)
    for (let attempt = 0; attempt < app.context.config.retries.attempts; attempt++) {
      await drain()
      await pass()
    }
    expect((await get(id)).data).toMatchObject({ status: 'failed', done: 10, error: { code: 'PROCESSING_FAILED' } })
    const letters = await app.call<Array<{ id: string; kind: string }>>(a, 'GET', '/api/v1/dead-letters')
    expect(letters.data).toMatchObject([{ kind: 'long_job' }])
    broken = false
    await app.call(a, 'POST', `/api/v1/dead-letters/${letters.data[0]!.id}/redrive`)
    await drain()
    expect((await get(id)).data).toMatchObject({ status: 'done', done: 20, failed: 0, error: null })
    expect(await marks()).toBe(20)
  })

  it('ends between two chunks when it is cancelled, and what is done stays done', async () => {
    const id = await start(a, 300)
    onRow = async (tx, row) => {
      await mark(tx, row.target!)
      if (row.target === 'row 5') cancelling = app.call(a, 'POST', `/api/v1/jobs/${id}/cancel`)
    }
    let cancelling: Promise<{ status: number }> | undefined
    await drain()
    expect((await cancelling)?.status).toBe(200)
    // A few chunks may have begun before the request came.
    const { data } = await get(id)
    expect(data.status).toBe('cancelled')
    expect(data.done % 10).toBe(0)
    expect(data.done).toBeLessThan(300)
    expect(await marks()).toBe(data.done)
    expect((await app.call(a, 'POST', `/api/v1/jobs/${id}/cancel`)).status).toBe(200)
    const other = await start(a, 1)
    await drain()
    expect((await app.call(a, 'POST', `/api/v1/jobs/${other}/cancel`)).body).toMatchObject({
      error: { code: 'JOB_OVER' },
    })
  })

  it('takes turns with the jobs of other tenants', async () => {
    await start(a, 40)
    await start(b, 10)
    await drain()
    const lastOfB = order.findLastIndex(text => text.startsWith(tenantOf(b)))
    expect(order.slice(lastOfB).some(text => text === `${tenantOf(a)} row 40`)).toBe(true)
    expect(order).toHaveLength(50)
  })

  it('is shown to who may work with its kind, and to no other tenant', async () => {
    const id = await start(a, 1)
    expect((await get(id, b)).status).toBe(404)
    expect((await app.call<JobAnswer[]>(b, 'GET', '/api/v1/jobs')).data).toEqual([])
    expect((await app.call(b, 'POST', `/api/v1/jobs/${id}/cancel`)).status).toBe(404)
    expect((await app.call<JobAnswer[]>(a, 'GET', '/api/v1/jobs')).data.map(job => job.kind)).toEqual([KIND])
    const reader = { permissions: new Set<Permission>(['contacts:read']) }
    const of = { beyond: null, limit: 10 }
    await app.context.db.tenant(tenantOf(a), async tx => {
      expect(await pageOfJobs(app.context, tx, of, reader)).toEqual([])
      await expect(getLongJob(app.context, tx, readId('longJob', id)!, reader)).rejects.toMatchObject({ status: 404 })
    })
  })

  it('pages through its results, all of them or those that failed', async () => {
    onRow = async (tx, row) => {
      if (Number(row.target!.slice(4)) % 2 === 0) throw new AppError(COMMON_ERRORS.CONFLICT)
      await mark(tx, row.target!)
    }
    const id = await start(a, 12)
    await drain()
    const seen: number[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const url: string = `/api/v1/jobs/${id}/results?limit=4&ok=false${cursor && `&cursor=${cursor}`}`
      const { data, body }: Answer<JobRowAnswer[]> = await app.call(a, 'GET', url)
      seen.push(...data.map(row => row.no))
      cursor = (body.meta!.pagination as unknown as { nextCursor: string | null }).nextCursor
    }
    expect(seen).toEqual([2, 4, 6, 8, 10, 12])
  })

  it('is told to screens when it ends', async () => {
    await start(a, 5)
    await drain()
    const events = await app.database.query<{ data: object }>(
      `select data from event where type = 'job.updated' order by id`,
    )
    expect(events.at(-1)!.data).toEqual({ kind: KIND, status: 'done', total: 5, done: 5, failed: 0 })
  })

  it('is deleted with its rows after seven days', async () => {
    await start(a, 3)
    await drain()
    await sweepLongJobs(app.context)
    expect(await app.database.query('select from long_job_row')).toHaveLength(3)
    await app.database.query(`update long_job set expires_at = now() - interval '1 second'`)
    await sweepLongJobs(app.context)
    expect(await app.database.query('select from long_job')).toHaveLength(0)
    expect(await app.database.query('select from long_job_row')).toHaveLength(0)
  })
})
