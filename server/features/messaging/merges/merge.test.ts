import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readId, showId, type Uuid } from '../../../platform/ids/index.ts'
import { classifyFailure } from '../../../platform/pending/failure.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { type Shop, saying, says, storeDeliveries } from '../../../test/deliveries.ts'
import { makeChannel } from '../../../test/make.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { until } from '../../../test/until.ts'
import type { Identity, SimulatedMessage } from '../../channels/index.ts'
import { resolveContacts } from '../../contacts/index.ts'
import { applyDelivery } from '../inbound/apply-delivery.ts'
import type { MessageFact } from '../inbound/delivery-facts.ts'
import { drainIntake } from '../inbound/process-deliveries.ts'
import { mergePeople } from './merge.ts'
import type { MergeView } from './schema.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant
let shop: Shop
let phones = 0
let phone: string
let nameless: string

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
})
afterAll(() => app.close())
beforeEach(async () => {
  const tenantId = readId('tenant', a.tenantId)!
  shop = { tenantId, channelId: await makeChannel(app.database, tenantId) }
  phone = `2126111${String(++phones).padStart(5, '0')}`
  nameless = `MA.${phone}`
})

async function hear(...messages: SimulatedMessage[]): Promise<void> {
  await storeDeliveries(app.database, shop, [saying(...messages)])
  await drainIntake(app.context)
}
const fromPhone = (body: string, changes: Partial<SimulatedMessage> = {}) =>
  says(body, { from: phone, name: 'Amina', ...changes })
const fromAccount = (body: string, changes: Partial<SimulatedMessage> = {}) =>
  says(body, { from: nameless, name: 'Amina B', ...changes })
/** A message from both identities, which makes them one contact. */
const fromBoth = (body: string, changes: Partial<SimulatedMessage> = {}) =>
  fromPhone(body, { identities: [{ kind: 'bsuid', scope: shop.channelId, value: nameless }], ...changes })

interface Row {
  id: Uuid
  contact_id: Uuid
  merged_into: Uuid | null
  status: string
  unread_count: number
  waiting_since: Date | null
  address: string
  window_expires_at: Date | null
  said: string[]
  seqs: number[]
}
const conversations = () =>
  app.database.query<Row & { [key: string]: unknown }>(
    `select c.id, c.contact_id, c.merged_into, c.status, c.unread_count, c.waiting_since, c.address, c.window_expires_at,
       array_agg(m.content->'text'->>'body' order by m.seq) as said, array_agg(m.seq::int order by m.seq) as seqs
     from conversation c join message m on m.tenant_id = c.tenant_id and m.conversation_id = c.id
     where c.channel_id = $1 group by c.tenant_id, c.id order by c.id`,
    [shop.channelId],
  )
const mergesOf = async (contactId: Uuid, caller = a) =>
  app.call<MergeView[]>(caller, 'GET', `/api/v1/contacts/${showId('contact', contactId)}/merges`)
const undo = (mergeId: string, caller = a) =>
  app.call<MergeView>(caller, 'POST', `/api/v1/contacts/merges/${mergeId}/undo`)

describe('a person who turns out to be another', () => {
  it('goes on in one conversation; the other keeps its messages and says where it goes on', async () => {
    await hear(fromPhone('one'))
    await hear(fromAccount('two'), fromAccount('three'))
    await hear(fromBoth('four'))
    await hear(fromAccount('five'))
    const [kept, other] = await conversations()
    expect(kept).toMatchObject({ said: ['one', 'four', 'five'], seqs: [1, 2, 3], status: 'open', unread_count: 5 })
    expect(other).toMatchObject({
      said: ['two', 'three'],
      status: 'archived',
      unread_count: 0,
      merged_into: kept!.id,
      contact_id: kept!.contact_id,
    })
    // Answers go to where they wrote from last.
    expect(kept!.address).toBe(nameless)
    const listed = await app.call<Array<{ id: string; mergedIntoId: string | null }>>(
      a,
      'GET',
      `/api/v1/conversations?contactId=${showId('contact', kept!.contact_id)}`,
    )
    expect(listed.data.map(row => row.mergedIntoId)).toEqual(
      expect.arrayContaining([null, showId('conversation', kept!.id)]),
    )
    const { data } = await mergesOf(kept!.contact_id)
    expect(data).toMatchObject([{ reason: 'identities', by: { kind: 'system' }, undoneAt: null }])
    expect(data[0]!.identities).toEqual([{ kind: 'bsuid', value: nameless }])
  })

  it('without a conversation on the channel brings theirs along', async () => {
    await hear(fromPhone('hi'))
    const [only] = await conversations()
    const tenantId = shop.tenantId
    const second = await makeChannel(app.database, tenantId)
    const first = shop
    shop = { tenantId, channelId: second }
    const scope = first.channelId
    await hear(fromAccount('hello', { identities: [{ kind: 'bsuid', scope, value: nameless }] }))
    await hear(fromPhone('again', { identities: [{ kind: 'bsuid', scope, value: nameless }] }))
    const [moved] = await conversations()
    expect(moved).toMatchObject({ said: ['hello', 'again'], contact_id: only!.contact_id, merged_into: null })
  })

  it('is taken apart exactly as they were; what came since stays with the kept one', async () => {
    await hear(fromPhone('one'))
    await hear(fromAccount('two'))
    const before = await conversations()
    await hear(fromBoth('three'))
    const { contact_id: keptId } = (await conversations())[0]!
    const [merge] = (await mergesOf(keptId)).data
    expect((await undo(merge!.id)).status).toBe(200)
    const [kept, other] = await conversations()
    expect(other).toEqual(before[1])
    expect(kept).toMatchObject({ contact_id: before[0]!.contact_id, said: ['one', 'three'], unread_count: 2 })
    await hear(fromAccount('four'), fromPhone('five'))
    expect((await conversations()).map(row => row.said)).toEqual([
      ['one', 'three', 'five'],
      ['two', 'four'],
    ])
    expect((await mergesOf(keptId)).data[0]!.undoneAt).not.toBeNull()
    const again = await undo(merge!.id)
    expect([again.status, again.data.undoneAt]).toEqual([200, (await mergesOf(keptId)).data[0]!.undoneAt])
    expect((await undo(merge!.id, b)).status).toBe(404)
    expect((await conversations()).map(row => row.said)).toEqual([
      ['one', 'three', 'five'],
      ['two', 'four'],
    ])
    const news = `select actor_kind, data->>'mergedId' as merged from event where tenant_id = $1 and type = 'contact.unmerged'
      and aggregate_id = $2`
    const actors = await app.database.query(news, [shop.tenantId, keptId])
    expect(actors).toEqual([{ actor_kind: 'user', merged: other!.contact_id }])
  })

  it('has the orders of both, and only their own once they are apart', async () => {
    await hear(fromPhone('one'), fromAccount('two'))
    const [kept, other] = await conversations()
    await app.database.query(
      `insert into orders (tenant_id, id, number, contact_id, status, fulfilment, total_amount, currency, customer_name,
         source_key)
       select $1, gen_random_uuid(), 7000 + n, c, 'confirmed', 'pickup', 100, 'MAD', 'X', c::text
       from unnest($2::uuid[]) with ordinality as o(c, n)`,
      [shop.tenantId, [kept!.contact_id, other!.contact_id]],
    )
    const orders = async () =>
      (await app.call<object[]>(a, 'GET', `/api/v1/orders?contactId=${showId('contact', kept!.contact_id)}`)).data
        .length
    expect(await orders()).toBe(1)
    await hear(fromBoth('three'))
    expect(await orders()).toBe(2)
    await undo((await mergesOf(kept!.contact_id)).data[0]!.id)
    expect(await orders()).toBe(1)
  })

  it('is written to in the conversation that goes on, whichever of the two a message is meant for', async () => {
    await hear(fromAccount('one'))
    await hear(fromPhone('two'))
    const [going, other] = await conversations()
    await app.database.query(`update conversation set window_expires_at = now() - interval '1 hour' where id = $1`, [
      other!.id,
    ])
    await hear(fromBoth('three'))
    const answer = (id: Uuid, body: object, caller = a) =>
      app.call<{ id: string; conversationId: string }>(
        caller,
        'POST',
        `/api/v1/conversations/${showId('conversation', id)}/messages`,
        { type: 'text', ...body },
      )
    const quoted = await app.database.query('select id from message where conversation_id = $1', [other!.id])
    const replyToMessageId = showId('message', quoted[0]!.id as Uuid)
    const { status, data } = await answer(other!.id, { text: { body: 'four' }, replyToMessageId })
    expect(status).toBe(202)
    expect(data.conversationId).toBe(showId('conversation', going!.id))
    expect((await conversations()).map(row => row.said)).toEqual([['one', 'three', 'four'], ['two']])
    const pending = await app.database.query('select lane from send_pending where id = $1', [
      readId('message', data.id)!,
    ])
    expect(pending).toEqual([{ lane: going!.id }])
    expect((await answer(other!.id, { text: { body: 'x' } }, b)).status).toBe(404)
  })

  it('answers go to nobody else once they are apart', async () => {
    await hear(fromPhone('one'))
    await hear(fromAccount('two'))
    await hear(fromBoth('three'))
    await hear(fromAccount('four'))
    const { contact_id: keptId, address } = (await conversations())[0]!
    expect(address).toBe(nameless)
    await undo((await mergesOf(keptId)).data[0]!.id)
    expect((await conversations()).map(row => row.address)).toEqual([phone, nameless])
  })

  it('is merged by hand, by who may, once', async () => {
    await hear(fromPhone('one'))
    await hear(fromAccount('two'))
    const [one, other] = (await conversations()).map(row => showId('contact', row.contact_id)) as [string, string]
    const merge = (id: string, contactId: string, caller = a) =>
      app.call(caller, 'POST', `/api/v1/contacts/${id}/merge`, { contactId })
    expect((await merge(one, other, b)).status).toBe(404)
    const { status, data } = await merge(one, other)
    expect(status).toBe(201)
    expect(data).toMatchObject({ keptId: one, mergedId: other, reason: 'manual', by: { kind: 'user', id: a.userId } })
    const again = await merge(one, other)
    expect([again.status, again.data.id]).toEqual([200, data.id])
    expect((await merge(other, one)).status).toBe(409)
    expect((await merge(one, one)).status).toBe(422)
    const seen = await app.call(a, 'GET', `/api/v1/contacts/${other}`)
    expect([seen.status, seen.headers.location]).toEqual([307, `/api/v1/contacts/${one}`])
    expect((await app.call(b, 'GET', `/api/v1/contacts/${other}`)).status).toBe(404)
    const changed = await app.call(a, 'PATCH', `/api/v1/contacts/${other}`, { name: 'Lost' })
    expect(changed.status).toBe(409)
    expect(changed.body.error).toMatchObject({
      code: 'CONTACT_MERGED',
      details: { merged: [{ contactId: other, keptId: one }] },
    })
    const { data: all } = await app.call<Array<{ id: string }>>(a, 'GET', '/api/v1/contacts')
    expect(all.map(row => row.id)).not.toContain(other)
  })

  it('is merged by many hands and deliveries at once, in both directions: once, and nobody has to ask again', async () => {
    for (let round = 0; round < 4; round++) {
      phone = `2127${round}4${String(phones).padStart(6, '0')}`
      nameless = `MA.H${phone}`
      await hear(fromPhone('first'), fromAccount('first'))
      const two = (await conversations()).slice(-2).map(row => showId('contact', row.contact_id)) as [string, string]
      const byHand = (one: string, other: string) =>
        app.call(a, 'POST', `/api/v1/contacts/${one}/merge`, { contactId: other })
      const facts = Array.from({ length: 6 }, (_, no) => fact(no, 100 + round))
      const [merges, written] = await Promise.all([
        Promise.all(Array.from({ length: 6 }, (_, no) => (no % 2 ? byHand(two[0], two[1]) : byHand(two[1], two[0])))),
        Promise.all(facts.map(one => write([one]))),
      ])
      expect(written.every(Boolean)).toBe(true)
      for (const { status, body, text } of merges) {
        if (status === 409) expect(body.error!.code, text).toBe('CONTACT_MERGED')
        else expect([200, 201], text).toContain(status)
      }
      expect(merges.filter(one => one.status === 201).length).toBeLessThanOrEqual(1)
      const standing = await app.database.query(
        `select 1 from contact_merge where undone_at is null and (kept_id = any($1) or merged_id = any($1))`,
        [two.map(id => readId('contact', id)!)],
      )
      expect(standing).toHaveLength(1)
      const pair = (await conversations()).filter(row => [phone, nameless].includes(row.address))
      expect(pair.flatMap(row => row.said)).toHaveLength(8)
    }
  })

  it('is one however many batches say so at once; no message is lost, repeated or out of number', async () => {
    const rounds = 6
    for (let round = 0; round < rounds; round++) {
      phone = `2126${round}3${String(phones).padStart(6, '0')}`
      nameless = `MA.R${phone}`
      await hear(fromPhone('first'), fromAccount('first'))
      const facts = Array.from({ length: 18 }, (_, no) => fact(no, round))
      const results = await Promise.all(facts.map(one => write([one])))
      expect(results.every(Boolean)).toBe(true)
    }
    const rows = await conversations()
    expect(rows.flatMap(row => row.said)).toHaveLength(rounds * 20)
    for (const { seqs } of rows) expect(seqs).toEqual(seqs.map((_, at) => at + 1))
    // A conversation that was merged got no message after that.
    for (const { merged_into: into, said } of rows) if (into) expect(said[0]).toBe('first')
    const going = rows.filter(row => row.merged_into === null)
    expect(going).toHaveLength(rounds)
    const merged = await app.database.query(
      `select c.id from conversation c join contact p on p.tenant_id = c.tenant_id and p.id = c.contact_id
       where c.channel_id = $1 and p.merged_into is not null`,
      [shop.channelId],
    )
    expect(merged).toEqual([])
  })
})

describe('a message that comes while two people become one', () => {
  /** Merges by hand, and keeps the transaction open until the message waits for it. */
  async function whileMerging(keptId: Uuid, mergedId: Uuid, message: MessageFact): Promise<void> {
    let late: Promise<boolean> | undefined
    await app.context.db.tenant(shop.tenantId, async tx => {
      await mergePeople(tx, { keptId, mergedId }, { kind: 'user' })
      late = write([message])
      await until(async () => {
        const waiting = await app.database.query(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        )
        return waiting.length > 0
      })
    })
    expect(await late).toBe(true)
  }

  it('is filed where the person goes on, when they had a conversation', async () => {
    await hear(fromPhone('one'), fromAccount('two'))
    const [kept, other] = await conversations()
    await whileMerging(kept!.contact_id, other!.contact_id, fact(1, 0))
    expect((await conversations()).map(row => row.said)).toEqual([['one', '1'], ['two']])
  })

  it('is filed where the person goes on, when they had none here', async () => {
    await hear(fromPhone('one'))
    const [kept] = await conversations()
    const account: Identity = { kind: 'bsuid', scope: shop.channelId, value: nameless }
    const [other] = await app.context.db.tenant(shop.tenantId, tx => resolveContacts(tx, [{ identities: [account] }]))
    await whileMerging(kept!.contact_id, other!, fact(1, 0))
    expect((await conversations()).map(row => row.said)).toEqual([['one', '1']])
  })
})

/** One message, by phone, by account or by both in turn. */
function fact(no: number, round: number): MessageFact {
  const account: Identity = { kind: 'bsuid', scope: shop.channelId, value: nameless }
  const number: Identity[] = [
    { kind: 'phone', scope: '', value: `+${phone}` },
    { kind: 'wa_id', scope: '', value: phone },
  ]
  const identities = [number, [account], [...number, account]][no % 3]!
  return {
    kind: 'message',
    channelId: shop.channelId,
    rawEventId: shop.channelId,
    message: {
      providerMessageId: `race.${shop.channelId}.${round}.${no}`,
      direction: 'inbound',
      type: 'text',
      content: { text: { body: `${no}` } },
      identities,
      address: identities[0]!.kind === 'bsuid' ? { kind: 'bsuid', value: nameless } : { kind: 'wa_id', value: phone },
      at: new Date(),
    },
  }
}

/** As processing does: a write that collides is tried again. */
async function write(facts: MessageFact[]): Promise<boolean> {
  for (let tries = 0; tries < 20; tries++) {
    const error = await app.context.db
      .tenant(shop.tenantId, tx => applyDelivery(tx, facts))
      .then(
        () => undefined,
        (caught: unknown) => caught,
      )
    if (error === undefined) return true
    if (classifyFailure(error) !== 'again') throw error
  }
  return false
}

describe('a number that was changed', () => {
  it('joins its contact, and is where answers go', async () => {
    await hear(fromPhone('hi'))
    const changed = `${phone}9`
    const content = { system: { kind: 'user_changed_number', body: 'Amina changed', newWaId: changed } }
    await hear(fromPhone('', { type: 'system', content }))
    await hear(says('from the new one', { from: changed }))
    const [conversation, ...none] = await conversations()
    expect(none).toEqual([])
    expect(conversation).toMatchObject({ address: changed, seqs: [1, 2, 3] })
  })
})

describe('a number that is written in several ways', () => {
  it('has one conversation, answered at the form received; who writes to it reaches the same', async () => {
    const [nine, eight] = [`5511987${phone.slice(-6)}`, `551187${phone.slice(-6)}`]
    await hear(says('com nove', { from: nine }), says('sem nove', { from: eight }))
    expect(await conversations()).toMatchObject([{ said: ['com nove', 'sem nove'], address: eight }])
    const send = (to: string, channelId = shop.channelId) =>
      app.call<{ conversationId: string }>(a, 'POST', '/api/v1/messages/send', {
        channelId: showId('channel', channelId),
        to,
        type: 'text',
        text: { body: 'Oi' },
      })
    const [row] = await conversations()
    const conversation = showId('conversation', row!.id)
    for (const form of [nine, eight]) expect((await send(`+${form}`)).data.conversationId).toBe(conversation)
    // Nobody has written to another number of the business: the known form of the number is used, not the typed one.
    const waha = await makeChannel(app.database, shop.tenantId, 'waha')
    await send(`+${eight}`, waha)
    const rows = await app.database.query('select address, address_kind from conversation where channel_id = $1', [
      waha,
    ])
    expect(rows).toEqual([{ address: expect.stringMatching(/^5511\d+$/), address_kind: 'wa_id' }])
  })
})
