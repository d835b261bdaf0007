import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId, readId, showId, type Uuid } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { type Shop, saying, says, storeDeliveries } from '../../../test/deliveries.ts'
import { makeChannel } from '../../../test/make.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { drainIntake } from '../inbound/process-deliveries.ts'
import type { ConversationView } from './conversation.schema.ts'
import { wakeSnoozed } from './wake-snoozed.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant
let shop: Shop

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
  shop = await shopOf(a)
})
afterAll(() => app.close())
beforeEach(() => app.database.query('truncate conversation, contact, message, message_key, event cascade'))

async function shopOf(tenant: TestTenant): Promise<Shop> {
  const tenantId = readId('tenant', tenant.tenantId)!
  return { tenantId, channelId: await makeChannel(app.database, tenantId) }
}
/** Makes customers who write one after the other; the first is the oldest. */
async function customers(names: Array<string | undefined>, at = shop): Promise<void> {
  const base = 212_600_000_000 + Math.floor(Math.random() * 1e8)
  for (const [no, name] of names.entries()) {
    await storeDeliveries(app.database, at, [saying(says(`from ${name}`, { from: `${base + no}`, name }))])
    await drainIntake(app.context)
  }
}
const list = async (query = '', caller = a) =>
  (await app.call<ConversationView[]>(caller, 'GET', `/api/v1/conversations${query}`)).data
const names = async (query = '') => (await list(query)).map(row => row.contact!.name)
const find = async (name: string) => (await list()).find(row => row.contact!.name === name)!
const patch = (id: string, body: object, caller = a) => app.call(caller, 'PATCH', `/api/v1/conversations/${id}`, body)
const change = (name: string, set: string) =>
  app.database.query(
    `update conversation c set ${set} from contact p where p.id = c.contact_id and p.name = $1 and c.tenant_id = $2`,
    [name, shop.tenantId],
  )

describe('the list of conversations', () => {
  it('shows the newest message first, with names, in the contract’s shape', async () => {
    await customers(['Amina', undefined])
    const [newest, oldest] = await list()
    expect(newest!.contact!.name).toMatch(/^\+2126\d+$/)
    expect(newest!.contact!.phone).toBe(newest!.contact!.name)
    expect(oldest).toMatchObject({
      id: expect.stringMatching(/^conv_/),
      status: 'open',
      priority: 'normal',
      contact: { id: expect.stringMatching(/^con_/), name: 'Amina', phone: expect.stringMatching(/^\+2126/) },
      channelId: showId('channel', shop.channelId),
      assigneeId: null,
      unreadCount: 1,
      lastMessage: { preview: 'from Amina', direction: 'inbound', type: 'text', at: expect.any(String) },
      windowExpiresAt: expect.any(String),
      snoozedUntil: null,
      labels: [],
      botPaused: false,
      _links: { self: expect.stringContaining('/api/v1/conversations/conv_') },
    })
  })

  it('is complete and without repetition page by page, also when times are equal', async () => {
    await customers(Array.from({ length: 7 }, (_, no) => `C${no}`))
    await app.database.query('update conversation set last_message_at = now() where tenant_id = $1', [shop.tenantId])
    for (const sort of ['recent', 'waiting', 'urgent']) {
      const seen: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const url: string = `/api/v1/conversations?limit=3&sort=${sort}${cursor && `&cursor=${cursor}`}`
        const { body } = await app.call(a, 'GET', url)
        seen.push(...(body.data as unknown as ConversationView[]).map(row => row.id))
        cursor = body.meta!.pagination!.nextCursor as unknown as string | null
      }
      expect(new Set(seen).size).toBe(7)
      expect(seen).toHaveLength(7)
    }
  })

  it('keeps its place to the microsecond', async () => {
    await customers(['first', 'second', 'third'])
    const base = `timestamptz '2026-01-01 00:00:00.123'`
    for (const [no, name] of ['first', 'second', 'third'].entries()) {
      await change(name, `last_message_at = ${base} + ${no} * interval '1 microsecond'`)
    }
    const { body } = await app.call(a, 'GET', '/api/v1/conversations?limit=1')
    const cursor = body.meta!.pagination!.nextCursor
    expect(await names(`?cursor=${cursor}`)).toEqual(['second', 'first'])
  })

  it('filters by status, owner, channel and unread, alone and together', async () => {
    await customers(['open', 'resolved', 'mine', 'read'])
    await change('resolved', `status = 'resolved'`)
    await change('mine', `assignee_id = '${readId('user', a.userId)}'`)
    await change('read', 'unread_count = 0')
    expect(await names('?status=resolved')).toEqual(['resolved'])
    expect(await names('?assigneeId=me')).toEqual(['mine'])
    expect(await names(`?assigneeId=${a.userId}&status=open`)).toEqual(['mine'])
    expect(await names('?assigneeId=none')).toEqual(['read', 'resolved', 'open'])
    expect(await names('?unread=true&status=open')).toEqual(['mine', 'open'])
    expect(await names(`?channelId=${showId('channel', shop.channelId)}&unread=false`)).toHaveLength(4)
    expect(await names(`?channelId=${showId('channel', newId())}`)).toEqual([])
    expect((await find('mine')).assignee).toEqual({ id: a.userId, name: expect.stringMatching(/^Owner/) })
  })

  it('sorts by who waits longest and leaves out who waits for nothing', async () => {
    await customers(['long', 'short', 'answered'])
    await change('long', `waiting_since = now() - interval '3 hours'`)
    await change('short', `waiting_since = now() - interval '1 hour'`)
    await change('answered', 'waiting_since = null')
    expect(await names('?sort=waiting')).toEqual(['long', 'short'])
  })

  it('leaves out of what is to be done what is snoozed, page by page, and shows it everywhere else', async () => {
    const sleeping = Array.from({ length: 5 }, (_, no) => `asleep ${no}`)
    await customers(['here 1', 'here 2', 'over', ...sleeping])
    for (const name of sleeping) await change(name, `snoozed_until = now() + interval '1 hour'`)
    await change('over', `snoozed_until = now() - interval '1 second'`)
    for (const query of ['status=open', 'unread=true', 'status=open&unread=true', 'snoozed=false']) {
      expect([query, await names(`?${query}&limit=3`)]).toEqual([query, ['over', 'here 2', 'here 1']])
    }
    const mine = `assignee_id = '${readId('user', a.userId)}'`
    for (const name of ['here 1', 'asleep 1']) await change(name, mine)
    expect(await names('?status=open&assigneeId=me')).toEqual(['here 1'])
    expect(await names('?sort=waiting&assigneeId=me')).toEqual(['here 1'])
    expect((await names('?sort=waiting')).filter(name => name.startsWith('asleep'))).toEqual([])
    expect(await names('?snoozed=true&limit=2')).toEqual(['asleep 4', 'asleep 3'])
    expect(await names('?status=open&snoozed=any')).toHaveLength(8)
    expect(await names('')).toHaveLength(8)
    expect(await names('?q=asleep&status=open')).toHaveLength(5)
    expect(await names('?sort=created&status=open')).toHaveLength(8)
  })

  it('sorted by creation is walked without a miss while customers write', async () => {
    const known = Array.from({ length: 7 }, (_, no) => `C${no}`)
    await customers(known)
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const url: string = `/api/v1/conversations?limit=2&sort=created${cursor && `&cursor=${cursor}`}`
      const { body } = await app.call(a, 'GET', url)
      seen.push(...(body.data as unknown as ConversationView[]).map(row => row.contact!.name))
      cursor = body.meta!.pagination!.nextCursor as unknown as string | null
      // A customer on a later page writes, and then one on an earlier page.
      for (const name of ['C6', 'C0', 'C3']) await change(name, 'last_message_at = clock_timestamp()')
      if (seen.length === 4) await customers(['newcomer'])
    }
    expect(seen).toEqual([...known, 'newcomer'])
  })

  it('finds people by name and number', async () => {
    await customers(['Amina Benali', 'فاطمة', 'Other'])
    expect(await names('?q=benali')).toEqual(['Amina Benali'])
    const { phone } = (await find('فاطمة')).contact!
    expect(await names(`?q=${encodeURIComponent(phone!.slice(-6))}`)).toContain('فاطمة')
    expect(await names('?q=nobody')).toEqual([])
  })

  it('sends only the fields asked for, and refuses what is none', async () => {
    await customers(['Amina'])
    const [row] = await list('?fields=status,unreadCount')
    expect(Object.keys(row!).sort()).toEqual(['_links', 'id', 'status', 'unreadCount'])
    expect((await app.call(a, 'GET', '/api/v1/conversations?fields=secret')).status).toBe(400)
  })

  it('refuses an edited cursor', async () => {
    for (const place of ['x', '{"sort":"recent","at":-1,"id":"x"}', '{"sort":"recent","at":1e300,"id":"x"}']) {
      const cursor = Buffer.from(place).toString('base64url')
      expect((await app.call(a, 'GET', `/api/v1/conversations?cursor=${cursor}`)).status).toBe(400)
    }
  })

  it('is each business’s own', async () => {
    await customers(['Amina'])
    const other = await shopOf(b)
    await customers(['Amina', 'Badr'], other)
    expect(await names()).toEqual(['Amina'])
    expect((await list('', b)).map(row => row.contact!.name)).toEqual(['Badr', 'Amina'])
    expect(await list('?q=Badr')).toEqual([])
  })
})

describe('a conversation', () => {
  it('is changed by what the patch names, and the log says what was before', async () => {
    await customers(['Amina'])
    const { id } = await find('Amina')
    const until = new Date(Date.now() + 3_600_000).toISOString()
    const { status, data } = await patch(id, {
      status: 'pending',
      assigneeId: a.userId,
      priority: 'urgent',
      snoozedUntil: until,
      botPaused: true,
    })
    expect(status).toBe(200)
    expect(data).toMatchObject({
      status: 'pending',
      assigneeId: a.userId,
      priority: 'urgent',
      snoozedUntil: until,
      botPaused: true,
    })
    const events = await eventsOf(id)
    expect(events.map(event => event.type)).toEqual(['conversation.updated', 'conversation.assigned'])
    expect(events[0]!.data).toMatchObject({
      changed: { status: 'pending', priority: 'urgent', botPaused: true },
      before: { status: 'open', priority: 'normal', botPaused: false, assigneeId: null },
    })
    expect(events[0]!.actor_id).toBe(readId('user', a.userId))
  })

  it('that nothing changes writes no event', async () => {
    await customers(['Amina'])
    const { id } = await find('Amina')
    expect((await patch(id, { status: 'open', priority: 'normal', botPaused: false, assigneeId: null })).status).toBe(
      200,
    )
    expect(await eventsOf(id)).toEqual([])
  })

  it('cannot be closed twice, can be put away once resolved, and stops waiting', async () => {
    await customers(['Amina'])
    const { id } = await find('Amina')
    expect((await patch(id, { status: 'resolved' })).data).toMatchObject({ status: 'resolved', waitingSince: null })
    for (const status of ['resolved']) {
      expect((await patch(id, { status })).body.error).toMatchObject({
        code: 'CONVERSATION_ALREADY_CLOSED',
        message: 'Conversation already closed',
      })
    }
    expect((await patch(id, { status: 'archived' })).status).toBe(200)
    expect((await patch(id, { status: 'resolved' })).status).toBe(409)
    const types = (await eventsOf(id)).map(event => event.type)
    expect(types).toEqual(['conversation.updated', 'conversation.closed', 'conversation.updated'])
  })

  it('that is closed is snoozed no more, and stands in the list as soon as it is open again', async () => {
    await customers(['Amina', 'Badr'])
    const until = new Date(Date.now() + 3_600_000).toISOString()
    for (const [name, status] of [
      ['Amina', 'resolved'],
      ['Badr', 'archived'],
    ] as const) {
      const { id } = await find(name)
      expect((await patch(id, { snoozedUntil: until })).data).toMatchObject({ snoozedUntil: until })
      expect((await patch(id, { status })).data).toMatchObject({ status, snoozedUntil: null })
      expect((await patch(id, { snoozedUntil: until })).body.error?.code).toBe('CLOSED_CONVERSATION_SNOOZED')
      expect((await eventsOf(id)).at(-2)!.data).toMatchObject({ changed: { status, snoozedUntil: null } })
      await patch(id, { status: 'open' })
    }
    expect(await names('?status=open')).toEqual(['Badr', 'Amina'])
  })

  it('whose snooze is over says so once, and one that is snoozed again is left alone', async () => {
    await customers(['over', 'again'])
    await change('over', `snoozed_until = now() - interval '1 second'`)
    await change('again', `snoozed_until = now() + interval '1 hour'`)
    await wakeSnoozed(app.context)
    await wakeSnoozed(app.context)
    const [over, again] = [await find('over'), await find('again')]
    expect([over.snoozedUntil, again.snoozedUntil]).toEqual([null, expect.any(String)])
    expect((await eventsOf(over.id)).map(event => event.data)).toMatchObject([{ changed: { snoozedUntil: null } }])
    expect(await eventsOf(again.id)).toEqual([])
  })

  it('that is closed cannot be assigned, but reopened and assigned at once', async () => {
    await customers(['Amina'])
    const { id } = await find('Amina')
    await patch(id, { status: 'resolved' })
    expect((await patch(id, { assigneeId: a.userId })).body.error).toMatchObject({
      code: 'CONVERSATION_CLOSED',
      message: 'Cannot assign closed conversation',
    })
    expect((await patch(id, { status: 'open', assigneeId: a.userId })).status).toBe(200)
  })

  it('is not assigned to who does not work here, nor changed by what is no field of it', async () => {
    await customers(['Amina'])
    const { id } = await find('Amina')
    const stranger = await patch(id, { assigneeId: b.userId })
    const nobody = await patch(id, { assigneeId: showId('user', newId()) })
    expect([stranger.status, nobody.status]).toEqual([404, 404])
    expect(stranger.body.error!.code).toEqual(nobody.body.error!.code)
    for (const body of [{ tenantId: b.tenantId }, { unreadCount: 0 }, { lastSeq: 9 }]) {
      expect((await patch(id, body)).status).toBe(400)
    }
  })

  it('of another business answers like one that is not there, on every route, and stays as it was', async () => {
    await customers(['Amina'])
    const { id } = await find('Amina')
    const before = await app.database.query('select * from conversation where id = $1', [readId('conversation', id)])
    for (const [method, path, body] of ROUTES) {
      const [theirs, random] = await Promise.all(
        [id, showId('conversation', newId())].map(other =>
          app.call(b, method, `/api/v1/conversations/${other}${path}`, body),
        ),
      )
      expect([path, theirs!.status, random!.status]).toEqual([path, 404, 404])
      expect(withoutTime(theirs!.text)).toBe(withoutTime(random!.text))
    }
    expect(await app.database.query('select * from conversation where id = $1', [readId('conversation', id)])).toEqual(
      before,
    )
  })

  it('is read: nothing is unread any more, said once, to the customer too', async () => {
    await customers(['Amina'])
    const { id } = await find('Amina')
    for (let no = 0; no < 2; no++) {
      expect((await app.call(a, 'POST', `/api/v1/conversations/${id}/read`)).data).toMatchObject({ unreadCount: 0 })
    }
    expect((await eventsOf(id)).map(event => event.type)).toEqual(['conversation.read'])
    const jobs = app.context.queue.added.filter(job => job.data.conversationId === readId('conversation', id))
    expect(jobs).toEqual([
      { name: 'read receipt', data: { tenantId: shop.tenantId, conversationId: readId('conversation', id) } },
    ])
  })
})

describe('many conversations at once', () => {
  it('are changed one by one: what cannot be is reported and holds nothing up', async () => {
    await customers(['one', 'two', 'closed'])
    await change('closed', `status = 'resolved'`)
    const ids = (await list()).map(row => row.id)
    const unknown = showId('conversation', newId())
    const other = await shopOf(b)
    await customers(['theirs'], other)
    const [theirs] = await list('', b)
    const { status, data } = await app.call<BulkAnswer>(a, 'POST', '/api/v1/conversations/bulk', {
      operation: 'status',
      status: 'resolved',
      ids: [...ids, unknown, theirs!.id, 'nonsense', ids[1]],
    })
    expect(status).toBe(200)
    expect(data).toMatchObject({ updated: 2, failed: 4 })
    expect(data.results.filter(row => !row.ok).map(row => row.error?.code)).toEqual([
      'CONVERSATION_ALREADY_CLOSED',
      'NOT_FOUND',
      'NOT_FOUND',
      'NOT_FOUND',
    ])
    expect((await list('', b))[0]!.status).toBe('open')
  })

  it('can be assigned and read', async () => {
    await customers(['one', 'two'])
    const ids = (await list()).map(row => row.id)
    const bulk = (body: object) => app.call<BulkAnswer>(a, 'POST', '/api/v1/conversations/bulk', { ids, ...body })
    expect((await bulk({ operation: 'assign', assigneeId: a.userId })).data.updated).toBe(2)
    expect((await bulk({ operation: 'read' })).data.updated).toBe(2)
    expect((await list()).map(row => [row.assigneeId, row.unreadCount])).toEqual([
      [a.userId, 0],
      [a.userId, 0],
    ])
    expect((await bulk({ operation: 'assign', assigneeId: b.userId })).data).toMatchObject({ updated: 0, failed: 2 })
  })
})

interface BulkAnswer {
  updated: number
  failed: number
  results: Array<{ id: string; ok: boolean; error?: { code: string } }>
}

const ROUTES: ReadonlyArray<['GET' | 'PATCH' | 'POST', string, object?]> = [
  ['GET', ''],
  ['PATCH', '', { status: 'resolved' }],
  ['POST', '/read'],
  ['POST', '/unread'],
  ['GET', '/messages'],
  ['POST', '/messages', { type: 'text', text: { body: 'hi' } }],
]
const withoutTime = (text: string) => text.replace(/"timestamp":"[^"]+"/, '')
const eventsOf = (shown: string) =>
  app.database.query<{ type: string; data: Record<string, unknown>; actor_id: Uuid }>(
    `select type, data, actor_id from event where aggregate_id = $1 and type in ('conversation.updated',
       'conversation.assigned', 'conversation.closed', 'conversation.read') order by position`,
    [readId('conversation', shown)],
  )
