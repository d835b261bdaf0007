import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../../platform/db/index.ts'
import { emit, newEvent } from '../../../platform/events/index.ts'
import { newId, readId, showId, type Uuid } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { until } from '../../../test/until.ts'
import { TENANCY_EVENTS } from '../../tenancy/index.ts'
import { forgetOldEvents } from './retention.ts'

let program: TestApp
let a: TestTenant
let b: TestTenant
let tenantId: Uuid

beforeAll(async () => {
  program = await buildApp()
  ;({ a, b } = await twoTenants(program))
  tenantId = readId('tenant', a.tenantId)!
})
afterAll(() => program.close())

const USER = { kind: 'user' as const }
const renamed = (name: string, before: string) =>
  newEvent(
    TENANCY_EVENTS['tenant.updated'],
    tenantId,
    { ...USER, id: readId('user', a.userId)! },
    {
      changed: { name },
      before: { name: before },
    },
  )
const write = (name: string, before = '') =>
  program.context.db.tenant(tenantId, tx => emit(tx, [renamed(name, before)]))

interface Seen {
  id: string
  type: string
  cursor: string
  at: string
  data: { changed?: { name?: string } }
}
async function read(query: string, caller: TestTenant = a) {
  const { status, body, data } = await program.call<Seen[]>(caller, 'GET', `/api/v1/events?${query}`)
  expect(status).toBe(200)
  const { nextCursor, more } = (body as unknown as { meta: { pagination: { nextCursor: string; more: boolean } } }).meta
    .pagination
  return { events: data, nextCursor, more }
}
/** Reads to the end, a page at a time. */
async function readAll(query: string, after?: string): Promise<{ events: Seen[]; cursor: string }> {
  const events: Seen[] = []
  let cursor = after
  for (;;) {
    const page = await read(`${query}${cursor ? `&after=${cursor}` : ''}`)
    events.push(...page.events)
    cursor = page.nextCursor
    if (!page.more) return { events, cursor }
  }
}

describe('the event log', () => {
  it('is read on from a cursor: every event once, in order, page by page', async () => {
    const { cursor } = await readAll('limit=500')
    const seen = async () => (await readAll('limit=2', cursor)).events
    for (const name of ['one', 'two', 'three', 'four', 'five']) await write(name)
    await until(async () => (await seen()).length >= 5)
    const events = await seen()
    expect(events.map(event => event.data.changed?.name)).toEqual(['one', 'two', 'three', 'four', 'five'])
    expect((await readAll('limit=2', events[2]!.cursor)).events.map(({ id }) => id)).toEqual([
      events[3]!.id,
      events[4]!.id,
    ])
  })

  it('skips nothing that commits late: what follows an open transaction waits for it', async () => {
    const { cursor } = await readAll('limit=500')
    const begun = Promise.withResolvers<void>()
    const go = Promise.withResolvers<void>()
    const late = program.context.db.tenant(tenantId, async tx => {
      await emit(tx, [renamed('late', '')])
      await tx.run(sql`select pg_current_xact_id()`)
      begun.resolve()
      await go.promise
    })
    await begun.promise
    await write('early')
    const meanwhile = await read(`limit=100&after=${cursor}`)
    expect(meanwhile.events).toEqual([])
    go.resolve()
    await late
    const seen: Seen[] = []
    let at = meanwhile.nextCursor
    await until(async () => {
      const page = await readAll('limit=100', at)
      seen.push(...page.events)
      at = page.cursor
      return seen.length >= 2
    })
    expect(seen.map(event => event.data.changed?.name)).toEqual(['late', 'early'])
  })

  it('gives only the types asked for, and goes on past the others', async () => {
    const { cursor } = await readAll('limit=500')
    await write('of the tenant')
    await program.call(a, 'POST', '/api/v1/catalog/branches', { name: 'Harbour' })
    const branches = () => read(`types=branch.*&after=${cursor}`)
    await until(async () => (await branches()).events.length > 0)
    expect((await branches()).events.map(({ type }) => type)).toEqual(['branch.created'])
    const none = await read(`types=order.confirmed&after=${cursor}`)
    expect(none.events).toEqual([])
    expect((await read(`after=${none.nextCursor}`)).events).toEqual([])
  })

  it('tells the history of one thing in order, and nothing of another business', async () => {
    const { data: branch } = await program.call<{ id: string }>(a, 'POST', '/api/v1/catalog/branches', { name: 'Old' })
    await program.call(a, 'PATCH', `/api/v1/catalog/branches/${branch.id}`, { name: 'New' })
    await until(async () => (await read(`aggregate=${branch.id}`)).events.length === 2)
    expect((await read(`aggregate=${branch.id}`)).events.map(({ type }) => type)).toEqual([
      'branch.created',
      'branch.updated',
    ])
    expect((await read(`aggregate=${branch.id}`, b)).events).toEqual([])
    expect((await readAll('limit=500')).events.every(({ id }) => id.startsWith('evt_'))).toBe(true)
    const theirs = await read('limit=500', b)
    const own = new Set((await readAll('limit=500')).events.map(({ id }) => id))
    expect(theirs.events.filter(({ id }) => own.has(id))).toEqual([])
  })

  it('refuses a cursor that is none, and an id that is none', async () => {
    expect((await program.call(a, 'GET', '/api/v1/events?after=yesterday')).status).toBe(400)
    expect((await program.call(a, 'GET', '/api/v1/events?aggregate=conv_1')).status).toBe(404)
    expect((await program.call(a, 'GET', '/api/v1/events?types=order')).status).toBe(400)
  })
})

describe('a past moment', () => {
  it('is told as far as events know it: set, told in passing, or known from what came after', async () => {
    const { data: branch } = await program.call<{ id: string }>(a, 'POST', '/api/v1/catalog/branches', {
      name: 'First',
    })
    const born = new Date()
    await program.call(a, 'PATCH', `/api/v1/catalog/branches/${branch.id}`, { address: 'Quay 1' })
    const middle = new Date(Date.now() + 1)
    await until(() => Date.now() > middle.getTime())
    await program.call(a, 'PATCH', `/api/v1/catalog/branches/${branch.id}`, { name: 'Second', available: false })
    const past = async (at: Date) =>
      (await program.call<Past>(a, 'GET', `/api/v1/history/${branch.id}?at=${at.toISOString()}`)).data
    const first = await past(born)
    expect(first.fields.name).toMatchObject({ value: 'First', by: 'told' })
    expect(first.fields.address).toMatchObject({ value: '', by: 'before' })
    const then = await past(middle)
    expect(then.fields.name?.value).toBe('First')
    expect(then.fields.address).toMatchObject({ value: 'Quay 1', by: 'changed' })
    expect(then.fields.available).toMatchObject({ value: true, by: 'before' })
    expect(then.fields.phone).toBeUndefined()
    const now = await past(new Date(Date.now() + 1000))
    expect([now.fields.name?.value, now.fields.available?.value, now.complete]).toEqual(['Second', false, true])
    const ago = await past(new Date('2020-01-01'))
    expect([ago.existed, ago.fields]).toEqual([false, {}])
    expect((await program.call(b, 'GET', `/api/v1/history/${branch.id}`)).status).toBe(404)
  })

  interface Past {
    existed: boolean | null
    complete: boolean
    fields: Record<string, { value: unknown; by: string }>
  }
})

describe('old events', () => {
  const idOf = (daysAgo: number): Uuid => {
    const time = (Date.now() - daysAgo * 86_400_000).toString(16).padStart(12, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-${newId().slice(14)}`
  }
  const put = async (tenant: Uuid, daysAgo: number) => {
    const id = idOf(daysAgo)
    await program.database.query(
      `insert into event (tenant_id, id, type, aggregate_kind, aggregate_id, actor_kind, data)
        values ($1, $2, 'old.thing', 'order', $3, 'system', '{}')`,
      [tenant, id, newId()],
    )
    return id
  }

  it('are forgotten after the days of the plan, unless somebody has still to handle them', async () => {
    const other = readId('tenant', b.tenantId)!
    await program.database.query(`update tenant set plan = 'enterprise' where id = $1`, [other])
    const gone = [await put(tenantId, 91), await put(tenantId, 400)]
    const kept = [await put(tenantId, 89), await put(other, 4_000)]
    const waiting = await put(tenantId, 100)
    await program.database.query('insert into event_pending (tenant_id, id, lane, ref) values ($1, $2, $2, $3)', [
      tenantId,
      newId(),
      `some-subscriber:${waiting}`,
    ])
    await forgetOldEvents(program.context)
    const left = (await program.database.query<{ id: Uuid }>(`select id from event where type = 'old.thing'`)).map(
      ({ id }) => id,
    )
    expect(left.toSorted()).toEqual([...kept, waiting].toSorted())
    expect(left).not.toContain(gone[0])
  })

  it('leave the young log as it is', async () => {
    const before = (await readAll('limit=500')).events.length
    await forgetOldEvents(program.context)
    expect((await readAll('limit=500')).events).toHaveLength(before)
    expect(showId('event', newId())).toMatch(/^evt_/)
  })
})
