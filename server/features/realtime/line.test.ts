import { setTimeout as wait } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createProgram } from '../../app.ts'
import { actorData, defineEvents, emit, foreign, id, newEvent } from '../../platform/events/index.ts'
import { newId, readId, showId, type Uuid } from '../../platform/ids/index.ts'
import { createRedisPubSub } from '../../platform/pubsub/index.ts'
import { createLogger } from '../../platform/telemetry/index.ts'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { closeContext, testContext } from '../../test/context.ts'
import { register, type TestTenant, twoTenants } from '../../test/twoTenants.ts'
import { until } from '../../test/until.ts'
import { redisAvailable, withRedis } from '../../test/withRedis.ts'
import { COMMERCE_EVENTS } from '../commerce/index.ts'
import type { LiveEvent, Subscribed } from './schema.ts'

/** Ids wherever data may hold them. */
const TEST_EVENTS = defineEvents({
  'order.shown': {
    version: 3,
    aggregate: 'order',
    means: 'A test shows ids.',
    data: z.object({
      conversationId: id('conversation'),
      contactId: id('contact').nullable(),
      lines: z.array(z.object({ itemId: id('item').optional() })),
      author: actorData,
      content: foreign('What people wrote'),
    }),
  },
})

let app: TestApp
let a: TestTenant
let b: TestTenant
let url: string
/** A second process on the same database. */
let other: { url: string; close(): Promise<void> }
const open: Socket[] = []

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
  url = await app.app.listen({ port: 0, host: '127.0.0.1' })
  const context = testContext(app.database, { config: { authSecret: app.context.config.authSecret } })
  const second = await createProgram(context).buildApp()
  const secondUrl = await second.listen({ port: 0, host: '127.0.0.1' })
  other = {
    url: secondUrl,
    close: async () => {
      await second.close()
      await closeContext(context)
    },
  }
})
afterEach(() => {
  for (const socket of open.splice(0)) socket.disconnect()
})
afterAll(async () => {
  await other.close()
  await app.close()
})

const ALL = ['messages', 'orders', 'conversations', 'deliveries', 'notifications']

function connect(token: unknown, options: { to?: string; origin?: string } = {}): Socket {
  const socket = io(options.to ?? url, {
    auth: { token },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    ...(options.origin ? { extraHeaders: { origin: options.origin } } : {}),
  })
  open.push(socket)
  return socket
}

interface Screen {
  socket: Socket
  heard: LiveEvent[]
  numbers(): unknown[]
  answer: Subscribed
}

async function screen(tenant: { token: string }, input: object = {}, to = url): Promise<Screen> {
  const socket = connect(tenant.token, { to })
  const heard: LiveEvent[] = []
  socket.on('event', (event: LiveEvent) => heard.push(event))
  await until(() => socket.connected)
  const answer: Subscribed = await socket.emitWithAck('subscribe', { channels: ALL, ...input })
  return { socket, heard, numbers: () => heard.map(event => event.data.number), answer }
}

const idOf = (tenant: TestTenant): Uuid => readId('tenant', tenant.tenantId)!
function order(number: number) {
  const orderId = newId()
  return newEvent(
    COMMERCE_EVENTS['order.created'],
    orderId,
    { kind: 'system' },
    {
      orderId,
      number,
      status: 'confirmed',
      fulfilment: 'pickup',
      total: 100,
      currency: 'MAD',
      conversationId: null,
      contactId: null,
      customerName: null,
      lines: [],
    },
  )
}
const write = (tenant: TestTenant, ...numbers: number[]) =>
  app.context.db.tenant(idOf(tenant), tx =>
    emit(
      tx,
      numbers.map(no => order(no)),
    ),
  )
/** The numbers of a tenant's orders in the log's own order. */
async function logged(tenant: TestTenant): Promise<number[]> {
  const rows = await app.database.query<{ no: number }>(
    `select (data->>'number')::int as no from event where tenant_id = $1 and type = 'order.created' order by txid, position`,
    [idOf(tenant)],
  )
  return rows.map(row => row.no)
}

describe('a line', () => {
  it.each([
    ['no token', undefined],
    ['an empty token', ''],
    ['a token that is none', 'nonsense'],
    ['a refresh token', () => a.refreshToken],
    ['something that is no text', { $ne: null }],
  ])('is refused with %s', async (_what, token) => {
    const socket = connect(typeof token === 'function' ? token() : token)
    const error = await new Promise<Error & { data?: { code: string } }>(resolve => socket.on('connect_error', resolve))
    expect(error.data?.code).toBe('UNAUTHENTICATED')
  })

  it('is refused to a page from elsewhere', async () => {
    const socket = connect(a.token, { origin: 'https://evil.example' })
    await new Promise(resolve => socket.on('connect_error', resolve))
    expect(socket.connected).toBe(false)
    const own = connect(a.token, { origin: url })
    await until(() => own.connected)
  })

  it('brings a tenant its own events and nothing of another', async () => {
    const [mine, theirs] = [await screen(a), await screen(b)]
    await write(a, 1)
    await write(b, 2)
    await write(a, 3)
    await until(() => mine.heard.length === 2 && theirs.heard.length === 1)
    expect([mine.numbers(), theirs.numbers()]).toEqual([[1, 3], [2]])
  })

  it('brings events to every process, wherever they were written', async () => {
    const there = await screen(a, {}, other.url)
    await write(a, 10)
    await until(() => there.heard.length === 1)
  })

  it('shows ids with their prefixes, and people’s words as they are', async () => {
    const mine = await screen(a)
    const ids = { conversationId: newId(), contactId: newId(), itemId: newId(), userId: newId() }
    const content = { text: { body: ids.itemId }, contactId: ids.itemId }
    const { conversationId, contactId, itemId, userId } = ids
    const author = { kind: 'user' as const, id: userId }
    const data = { conversationId, lines: [{ itemId }], author, contactId, content }
    const input = newEvent(TEST_EVENTS['order.shown'], newId(), { kind: 'system' }, data)
    await app.context.db.tenant(idOf(a), tx => emit(tx, [input]))
    await until(() => mine.heard.length === 1)
    expect(mine.heard[0]).toMatchObject({
      id: expect.stringMatching(/^evt_[0-9a-f]{32}$/),
      type: 'order.shown',
      version: 3,
      aggregate: { type: 'order', id: showId('order', input.aggregateId) },
      data: {
        orderId: showId('order', input.aggregateId),
        conversationId: showId('conversation', conversationId),
        contactId: showId('contact', contactId),
        lines: [{ itemId: showId('item', itemId) }],
        author: { kind: 'user', id: showId('user', userId) },
        content,
      },
    })
    expect(Date.parse(mine.heard[0]!.at)).toBeGreaterThan(Date.now() - 60_000)
  })

  it('brings only what was subscribed to', async () => {
    const [messages, orders] = [await screen(a, { channels: ['messages'] }), await screen(a, { channels: ['orders'] })]
    await write(a, 30)
    await until(() => orders.heard.length === 1)
    expect(messages.heard).toEqual([])
  })

  it('answers a subscription that is not valid, and a cursor that is none', async () => {
    expect((await screen(a, { channels: ['everything'] })).answer).toEqual({ ok: false, code: 'VALIDATION' })
    const socket = connect(a.token)
    let resets = 0
    socket.on('reset', () => resets++)
    await until(() => socket.connected)
    for (const after of ['nonsense', '999999999999-1', '1-1; drop table event']) {
      const answer: Subscribed = await socket.emitWithAck('subscribe', { channels: ALL, after })
      expect(answer.ok).toBe(true)
    }
    expect(resets).toBe(3)
  })
})

describe('the log on a line', () => {
  it('waits for a transaction that commits late, and skips nothing of it', async () => {
    const mine = await screen(a)
    const { promise, resolve } = Promise.withResolvers<void>()
    const late = app.context.db.tenant(idOf(a), async tx => {
      await emit(tx, [order(100)])
      // Events are written last, so this is after them.
      tx.beforeCommit(() => promise)
    })
    await until(
      async () => (await app.database.query(`select 1 from pg_locks where locktype = 'transactionid'`)).length > 0,
    )
    await write(a, 101)
    await write(a, 102)
    await until(async () => (await logged(a)).includes(102))
    expect(mine.heard).toEqual([])
    resolve()
    await late
    await until(() => mine.heard.length === 3)
    expect(mine.numbers()).toEqual([100, 101, 102])
  })

  it('resumes after a break with everything missed, once, in order', async () => {
    const before = await screen(a)
    await write(a, 200)
    await until(() => before.heard.length === 1)
    const { cursor } = before.heard[0]!
    before.socket.disconnect()
    for (let no = 201; no < 205; no++) await write(a, no)
    await write(a, ...Array.from({ length: 1_200 }, (_, no) => 1_000 + no))
    const after = await screen(a, { after: cursor })
    await write(a, 300)
    await until(() => after.numbers().includes(300))
    expect(after.numbers()).toEqual([201, 202, 203, 204, ...Array.from({ length: 1_200 }, (_, no) => 1_000 + no), 300])
  })

  it('has no gap and no double where the past meets the present', async () => {
    const tenant = await register(app)
    const first = await screen(tenant)
    let no = 0
    let writing = true
    const writers = Array.from({ length: 6 }, async () => {
      while (writing) {
        await write(tenant, ++no, ++no)
        await wait(Math.random() * 40)
      }
    })
    const screens: Screen[] = []
    for (let round = 0; round < 12; round++) {
      await until(() => first.heard.length > round * 15 + 1)
      const after = first.heard[Math.floor(first.heard.length / 2)]!.cursor
      screens.push(await screen(tenant, { after }, round % 2 ? other.url : url))
    }
    writing = false
    await Promise.all(writers)
    const all = await logged(tenant)
    await until(() => [first, ...screens].every(one => one.numbers().at(-1) === all.at(-1)))
    expect(first.numbers()).toEqual(all)
    for (const one of screens) {
      expect(one.numbers()).toEqual(all.slice(all.indexOf(one.numbers()[0] as number)))
    }
  })

  it('goes on after every connection to the database was cut', async () => {
    const mine = await screen(a)
    await write(a, 500)
    await until(() => mine.heard.length === 1)
    const others = 'datname = current_database() and usename <> current_user'
    await app.database.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${others}`)
    await until(() => write(a, 501).then(() => true))
    await until(() => mine.heard.length === 2)
    expect(mine.numbers()).toEqual([500, 501])
  })

  it('says how long the business has been quiet, so that nothing that was read since is read twice', async () => {
    await write(a, 60)
    await app.database.query(`update event set created_at = created_at - interval '1 hour' where tenant_id = $1`, [
      idOf(a),
    ])
    const first = (await screen(a)).answer as Extract<Subscribed, { ok: true }>
    expect(first.quietMs).toBeGreaterThanOrEqual(3_600_000)
    expect(first.quietMs).toBeLessThan(3_660_000)
    await write(b, 61)
    expect(((await screen(a)).answer as typeof first).quietMs).toBeGreaterThanOrEqual(3_600_000)
    await write(a, 62)
    expect(((await screen(a)).answer as typeof first).quietMs).toBeLessThan(60_000)
    expect((await screen(a, { after: first.cursor })).answer).not.toHaveProperty('quietMs')
  })

  it('says with the subscription where it stands, so that nothing is needed to resume', async () => {
    const mine = await screen(a)
    mine.socket.disconnect()
    await write(a, 400)
    const cursor = mine.answer.ok ? mine.answer.cursor : ''
    const again = await screen(a, { after: cursor })
    // Readers wait for older transactions of the whole cluster, so also for those of other test files.
    await until(() => again.heard.length === 1, { timeout: 15_000 })
    expect(again.numbers()).toEqual([400])
  })
})

describe('colleagues', () => {
  it('see each other type, view and come and go; nobody else does', async () => {
    const [one, two, stranger] = [await screen(a), await screen(a), await screen(b)]
    const seen: Record<string, unknown[]> = { one: [], two: [], stranger: [] }
    const conversationId = showId('conversation', newId())
    for (const [name, { socket }] of Object.entries({ one, two, stranger })) {
      for (const kind of ['typing', 'viewing', 'presence']) {
        socket.on(kind, payload => seen[name]!.push([kind, payload.on ?? payload.status, payload.user.id]))
      }
    }
    one.socket.emit('viewing', { conversationId, on: true })
    one.socket.emit('typing', { conversationId, on: true })
    one.socket.emit('typing', { conversationId: 'nonsense', on: true })
    one.socket.emit('presence', { status: 'away' })
    await until(() => seen.two!.length === 3)
    one.socket.disconnect()
    await until(() => seen.two!.length === 6)
    expect(seen.two!.toSorted()).toEqual(
      [
        ['presence', 'away', a.userId],
        ['presence', 'online', a.userId],
        ['typing', false, a.userId],
        ['typing', true, a.userId],
        ['viewing', false, a.userId],
        ['viewing', true, a.userId],
      ].toSorted(),
    )
    expect([seen.one, seen.stranger]).toEqual([[], []])
  })
})

describe.skipIf(!redisAvailable)('with Redis', () => {
  it('colleagues and ended sessions are noticed in every process, at once', async () => {
    const redis = await withRedis()
    const processes = await Promise.all([0, 1].map(() => withRedisProcess(redis.url)))
    const tenant = await register(app)
    const [one, two] = [await screen(tenant, {}, processes[0]!.url), await screen(tenant, {}, processes[1]!.url)]
    const seen: unknown[] = []
    two.socket.on('typing', payload => seen.push(payload.on))
    await until(() => {
      one.socket.emit('typing', { conversationId: showId('conversation', newId()), on: true })
      return seen.length > 0
    })
    const headers = { authorization: `Bearer ${tenant.token}` }
    await fetch(`${processes[0]!.url}/api/v1/auth/logout`, { method: 'POST', headers })
    await until(() => one.socket.disconnected && two.socket.disconnected, { timeout: 1_500 })
    for (const one of processes) await one.close()
    await redis.close()
  })
})

/** One more process on the same database, with pub/sub through Redis. */
async function withRedisProcess(redisUrl: string): Promise<{ url: string; close(): Promise<void> }> {
  const log = createLogger({ logLevel: 'silent' })
  const config = { authSecret: app.context.config.authSecret }
  const context = testContext(app.database, { pubsub: createRedisPubSub({ url: redisUrl, log }), config })
  const made = await createProgram(context).buildApp()
  return {
    url: await made.listen({ port: 0, host: '127.0.0.1' }),
    close: async () => {
      await made.close()
      await closeContext(context)
    },
  }
}

describe('a line whose access ends', () => {
  it('is closed at once by a logout in its process, and within five seconds by one elsewhere', async () => {
    const tenant = await register(app)
    const [here, there] = [connect(tenant.token), connect(tenant.token, { to: other.url })]
    await until(() => here.connected && there.connected)
    await app.call(tenant, 'POST', '/api/v1/auth/logout')
    await until(() => here.disconnected, { timeout: 1_000 })
    await until(() => there.disconnected, { timeout: 5_000 })
  })

  it('is closed when its person is removed from the business', async () => {
    const tenant = await register(app)
    const socket = connect(tenant.token)
    await until(() => socket.connected)
    await app.database.query(`delete from membership where tenant_id = $1`, [idOf(tenant)])
    await until(() => socket.disconnected, { timeout: 5_000 })
  })
})
