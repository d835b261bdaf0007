import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { closeContext, type TestContext, testContext } from '../../../test/context.ts'
import { makeShop, reporting, type Shop, saying, says, storeDeliveries } from '../../../test/deliveries.ts'
import { type TestDb, withDb } from '../../../test/withDb.ts'
import { drainIntake } from '../inbound/process-deliveries.ts'
import { advances, walk } from './status.ts'

const REPORTED = ['sent', 'delivered', 'read', 'failed'] as const
const ALL = ['queued', 'sending', 'unknown', ...REPORTED]
const reports = fc
  .array(fc.constantFrom(...REPORTED, 'warehoused'), { maxLength: 8 })
  .map(list => list.map(status => ({ status })))

describe('a message’s status', () => {
  it('ends the same in whatever order, and however often, its statuses come', () => {
    fc.assert(
      fc.property(
        reports,
        fc.constantFrom('queued', 'sending', 'unknown', 'sent'),
        fc.infiniteStream(fc.nat()),
        (list, from, order) => {
          const keys = order[Symbol.iterator]()
          const shuffled = [...list, ...list]
            .map(report => ({ report, key: keys.next().value }))
            .sort((x, y) => x.key! - y.key!)
          expect(
            walk(
              from,
              shuffled.map(row => row.report),
            ).status,
          ).toBe(walk(from, list).status)
        },
      ),
    )
  })

  it('never goes back: each step is one up', () => {
    fc.assert(
      fc.property(reports, list => {
        const { moves } = walk('queued', list)
        moves.reduce((before, move) => {
          expect(advances(before, move.status)).toBe(true)
          expect(advances(move.status, before)).toBe(false)
          return move.status
        }, 'queued')
      }),
    )
  })

  it('is read even when nobody said delivered, and is not failed once it was delivered', () => {
    expect(walk('sent', [{ status: 'read' }, { status: 'delivered' }]).status).toBe('read')
    expect(walk('sent', [{ status: 'delivered' }, { status: 'failed' }]).status).toBe('delivered')
    expect(walk('sent', [{ status: 'failed' }, { status: 'delivered' }]).status).toBe('delivered')
    expect(walk('unknown', [{ status: 'failed' }]).status).toBe('failed')
  })

  it('is not moved by words that a provider may not say', () => {
    expect(walk('queued', [{ status: 'sending' }, { status: 'unknown' }, { status: 'received' }])).toMatchObject({
      moves: [],
    })
    expect(walk('received', [{ status: 'read' }])).toMatchObject({ status: 'received', moves: [] })
  })
})

describe('statuses in the database', () => {
  let database: TestDb
  let context: TestContext
  let shop: Shop
  let conversationId: Uuid
  beforeAll(async () => {
    database = await withDb()
    context = testContext(database)
    shop = await makeShop(database)
    await receive(saying(says('hello')))
    const [row] = await database.query<{ id: Uuid }>('select id from conversation')
    conversationId = row!.id
  })
  afterAll(async () => {
    await closeContext(context)
    await database.close()
  })

  async function receive(...deliveries: unknown[]): Promise<void> {
    await storeDeliveries(database, shop, deliveries)
    await drainIntake(context)
  }
  /** A message that we sent, as the newest of its conversation. */
  async function outbound(status = 'sending'): Promise<Uuid> {
    const id = newId()
    await database.query(
      `with thread as (update conversation set last_seq = last_seq + 1, last_status = $4 where id = $2 returning *)
       insert into message (tenant_id, id, conversation_id, channel_id, seq, direction, type, status, content, author_kind)
       select tenant_id, $1, id, channel_id, last_seq, 'outbound', 'text', $3, '{}', 'bot' from thread`,
      [id, conversationId, status, status],
    )
    return id
  }
  const stands = async (id: Uuid) => (await database.query('select status, error from message where id = $1', [id]))[0]!
  const told = async (id: Uuid) =>
    (await database.query('select status from message_status where message_id = $1 order by status', [id])).map(
      row => row.status,
    )
  const said = (id: Uuid, status: string) => ({ id: `wamid.${id}`, status: status as 'sent', callbackData: `${id}.1` })

  it('rank as in the code', async () => {
    for (const from of ALL) {
      for (const to of ALL) {
        const [row] = await database.query('select status_rank($2) > status_rank($1) as up', [from, to])
        expect([from, to, row!.up]).toEqual([from, to, advances(from, to)])
      }
    }
  })

  it('end the same for every order, in one delivery, in several, and in several batches', async () => {
    for (const order of permutations(REPORTED)) {
      const [together, apart, later] = [await outbound(), await outbound(), await outbound()]
      await receive(reporting(...order.map(status => said(together, status))))
      await receive(...order.map(status => reporting(said(apart, status))))
      for (const status of order) await receive(reporting(said(later, status)))
      for (const id of [together, apart, later]) {
        expect([order, await stands(id)]).toEqual([order, { status: 'read', error: null }])
        expect(await told(id)).toEqual(['delivered', 'failed', 'read', 'sent'])
      }
    }
  })

  it('write one event for each status that moved the message, and none for a repeated one', async () => {
    const id = await outbound()
    await receive(reporting(said(id, 'sent'), said(id, 'read')), reporting(said(id, 'sent'), said(id, 'delivered')))
    await receive(reporting(said(id, 'read')))
    const events = await database.query(
      `select data->>'status' as status from event where data->>'messageId' = $1 and type = 'message.status' order by position`,
      [id],
    )
    expect(events.map(row => row.status)).toEqual(['sent', 'read'])
  })

  it('speak of the message that our callback data names, even when their id is another one’s', async () => {
    const [named, keyed] = [await outbound(), await outbound()]
    await receive(reporting(said(keyed, 'sent')))
    await receive(reporting({ id: `wamid.${keyed}`, status: 'delivered', callbackData: `${named}.1` }))
    expect(await stands(named)).toMatchObject({ status: 'delivered' })
    expect(await stands(keyed)).toMatchObject({ status: 'sent' })
    await receive(reporting({ id: `wamid.${keyed}`, status: 'read', callbackData: 'of another program' }))
    expect(await stands(keyed)).toMatchObject({ status: 'read' })
  })

  it('keep a word that nobody knows and do nothing else with it', async () => {
    const id = await outbound()
    await receive(reporting(said(id, 'warehoused')))
    expect(await stands(id)).toEqual({ status: 'sending', error: null })
    expect(await told(id)).toEqual(['warehoused'])
  })

  it('show in the list how far the newest message is, and only the newest', async () => {
    const older = await outbound()
    const newest = await outbound()
    await receive(reporting(said(newest, 'delivered')))
    await receive(reporting(said(older, 'read')))
    const [row] = await database.query('select last_status from conversation')
    expect(row).toEqual({ last_status: 'delivered' })
  })

  it('come out the same when many batches bring them at the same time', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => outbound()))
    const channels = Array.from({ length: 4 }, () => shop)
    await Promise.all(
      channels.map(async () => {
        const mixed = ids.flatMap(id => REPORTED.map(status => said(id, status))).sort(() => Math.random() - 0.5)
        await storeDeliveries(
          database,
          shop,
          mixed.map(status => reporting(status)),
        )
        await drainIntake(context)
      }),
    )
    for (const id of ids) expect(await stands(id)).toEqual({ status: 'read', error: null })
  })
})

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map(rest => [item, ...rest]))
}
