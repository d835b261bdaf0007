import { describe, expect, it } from 'vitest'
import { messageId, reporting, type Shop, saying, says, storeDeliveries } from '../../../test/deliveries.ts'
import { type IntakeStage, withIntake } from '../../../test/intake.ts'
import { applyDelivery } from './apply-delivery.ts'
import type { MessageFact } from './delivery-facts.ts'
import { drainIntake } from './process-deliveries.ts'

let database: IntakeStage['database']
let context: IntakeStage['context']
let a: Shop
let b: Shop
let receive: IntakeStage['receive']
withIntake('simulator', stage => {
  ;({ database, context, a, b, receive } = stage)
})

const rows = (sql: string, shop: Shop = a) => database.query(sql.replace('TENANT', `'${shop.tenantId}'`))
const messages = (shop: Shop = a) =>
  rows(
    `select m.seq, m.type, m.status, m.direction, m.content, m.provider_message_id as key from message m
     where tenant_id = TENANT order by conversation_id, seq`,
    shop,
  )
const conversation = async (shop: Shop = a) =>
  (await rows(`select * from conversation where tenant_id = TENANT`, shop))[0]!
const waiting = async () => (await rows(`select 1 from raw_event_pending where tenant_id = TENANT`)).length
const letters = (shop: Shop = a) =>
  rows(`select source_id, error_code, error_message, attempts from dead_letter where tenant_id = TENANT`, shop)
const hour = 3_600_000

describe('a message from a customer', () => {
  it('becomes contact, conversation, message and event', async () => {
    const at = new Date(Date.now() - 60_000)
    await receive(a, saying(says('Hello  there', { at: at.toISOString() })))
    expect(await messages()).toMatchObject([
      { seq: 1, type: 'text', status: 'received', direction: 'inbound', content: { text: { body: 'Hello  there' } } },
    ])
    expect(await conversation()).toMatchObject({
      last_seq: 1,
      unread_count: 1,
      preview: 'Hello there',
      last_type: 'text',
      last_direction: 'inbound',
      status: 'open',
      address: '212600000001',
      address_kind: 'wa_id',
      waiting_since: at,
      last_inbound_at: at,
      window_expires_at: new Date(at.getTime() + 24 * hour),
    })
    const events = await rows(`select type, data from event where tenant_id = TENANT order by position`)
    expect(events.map(event => event.type)).toEqual(['contact.created', 'conversation.created', 'message.received'])
    expect(events[2]!.data).toMatchObject({ seq: 1, type: 'text', botPaused: false, channelId: a.channelId })
    expect(await waiting()).toBe(0)
  })

  it('keeps its place in the order received, whatever times the provider gives', async () => {
    const texts = ['one', 'two', 'three', 'four']
    const times = [4, 1, 3, 2].map(n => new Date(Date.now() - n * hour).toISOString())
    await receive(a, ...texts.map((text, no) => saying(says(text, { at: times[no]! }))))
    expect((await messages()).map(row => [row.seq, row.content.text.body])).toEqual(
      texts.map((text, no) => [no + 1, text]),
    )
    expect((await conversation()).preview).toBe('four')
  })

  it('of a type that nobody knows is kept and shown as what it is', async () => {
    await receive(a, saying(says('', { type: 'hologram', content: { raw: { hologram: { size: 3 } } } })))
    expect(await messages()).toMatchObject([{ type: 'hologram', content: { raw: { hologram: { size: 3 } } } }])
    expect((await conversation()).preview).toBe('Message of type hologram')
  })

  it('cannot hold the window open longer than from now, even when its time lies ahead', async () => {
    await receive(a, saying(says('hi', { at: new Date(Date.now() + 50 * hour).toISOString() })))
    const { window_expires_at: closes } = await conversation()
    expect(closes.getTime()).toBeLessThanOrEqual(Date.now() + 24 * hour)
  })

  it('that comes late does not shorten the window', async () => {
    await receive(a, saying(says('now')))
    const before = (await conversation()).window_expires_at
    await receive(a, saying(says('late', { at: new Date(Date.now() - 20 * hour).toISOString() })))
    expect((await conversation()).window_expires_at).toEqual(before)
  })

  it('brings a closed or snoozed conversation back, and says so', async () => {
    await receive(a, saying(says('one')))
    await rows(`update conversation set status = 'resolved', snoozed_until = now() where tenant_id = TENANT`)
    await receive(a, saying(says('two')))
    expect(await conversation()).toMatchObject({ status: 'open', snoozed_until: null, unread_count: 2 })
    const events = await rows(`select data from event where tenant_id = TENANT and type = 'conversation.updated'`)
    expect(events).toEqual([{ data: { changed: { status: 'open' }, before: { status: 'resolved' } } }])
  })

  it('that only reacts neither counts as unread nor brings anything back', async () => {
    await receive(a, saying(says('one')))
    await rows(
      `update conversation set status = 'resolved', unread_count = 0, waiting_since = null where tenant_id = TENANT`,
    )
    const reaction = { reaction: { providerMessageId: 'x', emoji: '👍' } }
    await receive(a, saying(says('', { type: 'reaction', content: reaction })))
    expect(await conversation()).toMatchObject({
      status: 'resolved',
      unread_count: 0,
      waiting_since: null,
      last_seq: 2,
      preview: 'Reacted 👍',
    })
  })

  it('of the same person and with the same id is another one in another tenant', async () => {
    const said = says('same')
    await receive(a, saying(said))
    await receive(b, saying(said))
    expect(await messages(a)).toHaveLength(1)
    expect(await messages(b)).toHaveLength(1)
    expect((await conversation(a)).contact_id).not.toBe((await conversation(b)).contact_id)
  })
})

describe('a repeated delivery', () => {
  it('has no second effect in the same batch, in a later one, or long after', async () => {
    const said = says('once')
    await receive(a, saying(said), saying(said, said))
    await receive(a, saying(said))
    await rows(`update raw_event set received_at = now() - interval '7 days' where tenant_id = TENANT`)
    await receive(a, saying(said, says('twice')), saying(said))
    expect((await messages()).map(row => [row.seq, row.key === said.id])).toEqual([
      [1, true],
      [2, false],
    ])
    expect(await conversation()).toMatchObject({ last_seq: 2, unread_count: 2 })
    expect(await rows(`select 1 from event where tenant_id = TENANT and type = 'message.received'`)).toHaveLength(2)
  })

  it('does not bring back a contact that was deleted meanwhile', async () => {
    const said = says('once')
    await receive(a, saying(said))
    await rows(`delete from message where tenant_id = TENANT`)
    await rows(`delete from conversation where tenant_id = TENANT`)
    await rows(`delete from contact where tenant_id = TENANT`)
    await receive(a, saying(said))
    expect(await rows(`select 1 from contact where tenant_id = TENANT`)).toEqual([])
  })
})

describe('batches at the same time', () => {
  const fact = (no: number, from: string): MessageFact => ({
    kind: 'message',
    channelId: a.channelId,
    rawEventId: a.channelId,
    message: {
      providerMessageId: `parallel.${a.channelId}.${no}`,
      direction: 'inbound',
      type: 'text',
      content: { text: { body: `${no}` } },
      identities: [{ kind: 'wa_id', scope: '', value: from }],
      address: { kind: 'wa_id', value: from },
      at: new Date(),
    },
  })

  it('file every message once, gapless and without waiting for each other in a circle', async () => {
    const people = Array.from({ length: 12 }, (_, no) => `2136${no}`)
    const facts = Array.from({ length: 240 }, (_, no) => fact(no, people[no % people.length]!))
    const shuffled = () => facts.toSorted(() => Math.random() - 0.5)
    // Every message is in two of the batches, in a different order and with different neighbours.
    const batches = [shuffled(), shuffled()].flatMap(all =>
      Array.from({ length: 6 }, (_, no) => all.slice(no * 40, no * 40 + 40)),
    )
    await Promise.all(batches.map(batch => context.db.tenant(a.tenantId, tx => applyDelivery(tx, batch))))
    const stored = await rows(
      `select c.last_seq, array_agg(m.seq order by m.seq) as seqs from conversation c
       join message m on m.tenant_id = c.tenant_id and m.conversation_id = c.id
       where c.tenant_id = TENANT group by c.id, c.last_seq`,
    )
    expect(stored).toHaveLength(people.length)
    for (const { last_seq: last, seqs } of stored) {
      expect(last).toBe(20)
      expect(seqs.map(Number)).toEqual(Array.from({ length: 20 }, (_, no) => no + 1))
    }
  })

  it('of many workers leave nothing behind and nothing twice', async () => {
    const said = Array.from({ length: 60 }, (_, no) => says(`${no}`, { from: `21261${no % 7}` }))
    await storeDeliveries(
      database,
      a,
      [...said, ...said].map(message => saying(message)),
    )
    await storeDeliveries(
      database,
      b,
      said.map(message => saying(message)),
    )
    await Promise.all(Array.from({ length: 5 }, () => drainIntake(context)))
    expect(await messages(a)).toHaveLength(60)
    expect(await messages(b)).toHaveLength(60)
  })
})

describe('what cannot be processed', () => {
  /** Longer than an index entry may be, so the database refuses it. */
  const poison = () =>
    says('never', {
      id: `${messageId()}${'x'.repeat(20_000)}${Math.random()}`.replace(
        /x/g,
        () => Math.random().toString(36)[4] ?? 'x',
      ),
    })

  it('goes to the dead letters alone, without anybody’s words; its neighbours are filed in order', async () => {
    const said = Array.from({ length: 20 }, (_, no) => (no === 7 || no === 15 ? poison() : says(`${no}`)))
    const ids = await storeDeliveries(
      database,
      a,
      said.map(message => saying(message)),
    )
    await drainIntake(context)
    expect((await messages()).map(row => row.seq)).toEqual(Array.from({ length: 18 }, (_, no) => no + 1))
    const dead = await letters()
    expect(dead.map(row => row.source_id).sort()).toEqual([ids[7], ids[15]].sort())
    expect(dead[0]).toMatchObject({ error_code: 'SQLSTATE_54000', error_message: expect.not.stringContaining('never') })
    expect(await rows(`select 1 from raw_event where tenant_id = TENANT`)).toHaveLength(20)
    expect(await waiting()).toBe(0)
  })

  it('within one delivery does not take the rest of it along', async () => {
    const said = Array.from({ length: 40 }, (_, no) => (no === 11 ? poison() : says(`${no}`)))
    const [id] = await storeDeliveries(database, a, [saying(...said)])
    await drainIntake(context)
    expect((await messages()).map(row => row.seq)).toEqual(Array.from({ length: 39 }, (_, no) => no + 1))
    expect((await letters()).map(row => row.source_id)).toEqual([id])
  })

  it('because its bytes are no delivery is kept at once, and holds nothing up', async () => {
    const [bad] = await storeDeliveries(database, a, ['{"messages": [', saying(says('fine'))])
    await drainIntake(context)
    expect(await messages()).toHaveLength(1)
    expect(await letters()).toMatchObject([{ source_id: bad, error_code: 'RAW_EVENT_UNREADABLE', attempts: 1 }])
  })

  it('because of signs that the database does not take is filed without them', async () => {
    await receive(
      a,
      '{"messages":[{"id":"nul","from":"2126","type":"text","content":{"text":{"body":"a\\u0000b\\ud83d"}}}]}',
    )
    expect(await letters()).toEqual([])
    expect(await messages()).toHaveLength(1)
  })
})

describe('statuses of messages that nobody has sent', () => {
  it('are parked, once each, and change nothing', async () => {
    const status = { id: 'unknown-1', status: 'delivered' as const }
    await receive(a, reporting(status, status))
    await receive(a, reporting(status, { ...status, status: 'read' }))
    const parked = await rows(`select status from parked_status where tenant_id = TENANT order by status`)
    expect(parked.map(row => row.status)).toEqual(['delivered', 'read'])
    expect(await rows(`select 1 from parked_status where tenant_id = TENANT`, b)).toEqual([])
  })
})
