import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId, readId, showId, type Uuid } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { type Shop, storeDeliveries } from '../../../test/deliveries.ts'
import { makeChannel } from '../../../test/make.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { drainIntake } from '../inbound/process-deliveries.ts'
import type { MessageView } from '../messages/message-view.schema.ts'
import type { StatusView } from './status.schema.ts'

const CUSTOMER = '212612345674'
let app: TestApp
let a: TestTenant
let b: TestTenant
let here: Shop

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
  const tenantId = readId('tenant', a.tenantId)!
  here = { tenantId, channelId: await makeChannel(app.database, tenantId, 'cloud_api') }
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.database.query(
    'truncate conversation, contact, contact_identity, message, message_key, message_status, parked_status, event cascade',
  )
})

const seconds = (ago: number) => String(Math.floor(Date.now() / 1000) - ago)
const change = (value: object, field = 'messages') => ({ entry: [{ id: 'waba', changes: [{ field, value }] }] })
async function receive(...deliveries: unknown[]): Promise<void> {
  await storeDeliveries(app.database, here, deliveries, 'cloud_api')
  await drainIntake(app.context)
}
const hears = (sender: object, contacts: unknown[] = []) =>
  receive(
    change({
      contacts,
      messages: [{ id: `wamid.${newId()}`, timestamp: seconds(1), type: 'text', text: { body: 'Salam' }, ...sender }],
    }),
  )
const reports = (...statuses: object[]) =>
  change({
    statuses: statuses.map(status => ({ id: 'wamid.G', timestamp: seconds(0), recipient_id: CUSTOMER, ...status })),
  })

/** A message of ours in the conversation, with the provider's id `wamid.G`. */
async function answers(changes: { type?: string } = {}): Promise<Uuid> {
  const id = newId()
  await app.database.query(
    `with next as (
       update conversation set last_seq = last_seq + 1 where tenant_id = $2 returning *
     ), written as (
       insert into message (tenant_id, id, conversation_id, channel_id, seq, direction, type, status, content, author_kind,
         provider_message_id)
       select tenant_id, $1, id, channel_id, last_seq, 'outbound', $3, 'sent', '{}', 'user', 'wamid.G' from next
     ) insert into message_key (tenant_id, channel_id, provider_message_id, message_id)
       select tenant_id, channel_id, 'wamid.G', $1 from next`,
    [id, here.tenantId, changes.type ?? 'text'],
  )
  return id
}
const people = () =>
  app.database.query<{ name: string | null; names: string[] }>(
    `select c.name, array_agg(i.kind || ' ' || i.value order by i.kind, i.value) as names
     from contact c join contact_identity i on i.contact_id = c.id
     where c.tenant_id = $1 and c.merged_into is null group by c.tenant_id, c.id, c.name order by c.id`,
    [here.tenantId],
  )
const conversations = async () =>
  (
    await app.database.query('select id from conversation where tenant_id = $1 and merged_into is null', [
      here.tenantId,
    ])
  ).length
const shown = async (id: Uuid): Promise<MessageView> => {
  const [row] = await app.database.query<{ id: Uuid }>('select conversation_id as id from message where id = $1', [id])
  const path = `/api/v1/conversations/${showId('conversation', row!.id)}/messages`
  return (await app.call<MessageView[]>(a, 'GET', path)).data.find(message => message.id === showId('message', id))!
}
const told = async (id: Uuid, query = '') =>
  await app.call<StatusView[]>(a, 'GET', `/api/v1/messages/${showId('message', id)}/statuses${query}`)
const statusEvents = async () =>
  (
    await app.database.query(
      `select data from event where tenant_id = $1 and type = 'message.status' order by position`,
      [here.tenantId],
    )
  ).map(row => row.data)

describe('a status that names the customer', () => {
  const names = ['bsuid MA.4', `phone +${CUSTOMER}`, 'username sara', `wa_id ${CUSTOMER}`]
  const contacts = [{ wa_id: CUSTOMER, user_id: 'MA.4', profile: { name: 'Sara', username: '@sara' } }]
  const delivered = { status: 'delivered', recipient_user_id: 'MA.4' }
  const telling = (extra: object, status: object) =>
    change({ ...extra, statuses: [{ id: 'wamid.G', timestamp: seconds(0), ...status }] })

  it.each([
    ['with a contact beside it', { contacts }, { ...delivered, recipient_id: CUSTOMER }, names],
    [
      'with a contact that has no number',
      { contacts: [{ user_id: 'MA.4', profile: { name: 'Sara', username: 'sara' } }] },
      { status: 'read', recipient_id: `+${CUSTOMER}` },
      names,
    ],
    ['alone', {}, { ...delivered, recipient_id: CUSTOMER }, names.filter(name => !name.startsWith('username'))],
    ['by the user id alone', {}, delivered, names.filter(name => !name.startsWith('username'))],
    [
      'by the id at a parent',
      {},
      { status: 'read', recipient_id: CUSTOMER, parent_recipient_user_id: 'MA.ENT.4' },
      ['bsuid MA.ENT.4', `phone +${CUSTOMER}`, `wa_id ${CUSTOMER}`],
    ],
  ])(
    'links what it tells, so that they go on in the same conversation: %s',
    async (_what, extra, status, identities) => {
      await hears({ from: CUSTOMER })
      await answers()
      await receive(telling(extra, status))
      expect(await people()).toMatchObject([{ names: identities, ...('contacts' in extra && { name: 'Sara' }) }])
      const parent = 'parent_recipient_user_id' in status
      await hears(parent ? { from_parent_user_id: 'MA.ENT.4' } : { from_user_id: 'MA.4' })
      expect(await people()).toHaveLength(1)
      expect(await conversations()).toBe(1)
    },
  )

  it('makes one of two contacts when the customer wrote first', async () => {
    await hears({ from: CUSTOMER })
    await answers()
    await hears({ from_user_id: 'MA.4' })
    expect(await conversations()).toBe(2)
    await receive(telling({ contacts }, { ...delivered, recipient_id: CUSTOMER }))
    expect(await people()).toMatchObject([{ names }])
    expect(await conversations()).toBe(1)
  })

  it('makes one of two contacts also by the user id alone', async () => {
    await hears({ from: CUSTOMER })
    await answers()
    await hears({ from_user_id: 'MA.4' })
    await receive(telling({}, delivered))
    expect(await people()).toHaveLength(1)
    expect(await conversations()).toBe(1)
  })

  it('costs no statement more once they are known', async () => {
    await hears({ from: CUSTOMER })
    await answers()
    await receive(telling({ contacts }, { ...delivered, recipient_id: CUSTOMER }))
    const before = await app.database.query('select xmin, * from contact_identity order by kind')
    await receive(telling({ contacts }, { status: 'read', recipient_user_id: 'MA.4', recipient_id: CUSTOMER }))
    expect(await app.database.query('select xmin, * from contact_identity order by kind')).toEqual(before)
  })

  it('of a message that is not ours makes nobody', async () => {
    await receive(telling({ contacts }, { ...delivered, recipient_id: CUSTOMER }))
    expect(await people()).toEqual([])
  })
})

describe('what else a status tells', () => {
  it('can be read: recipient, conversation, pricing with its type, and the payment', async () => {
    await hears({ from: CUSTOMER })
    const id = await answers()
    const pricing = { billable: true, pricing_model: 'PMP', category: 'utility', type: 'free_customer_service' }
    const conversation = { id: 'conv-1', origin: { type: 'utility' } }
    const payment = { reference_id: 'order-7', amount: { value: 500, offset: 100 }, currency: 'MAD' }
    await receive(reports({ status: 'sent', pricing, conversation }, { status: 'captured', type: 'payment', payment }))
    expect((await told(id)).data).toMatchObject([
      { status: 'captured', payment, pricing: null, recipient: CUSTOMER },
      { status: 'sent', payment: null, pricing, conversation, recipient: CUSTOMER, contact: null, participant: null },
    ])
  })
})

describe('statuses of a group', () => {
  const of = (no: number, status = 'read') => ({
    status,
    recipient_type: 'group',
    recipient_id: 'GRP',
    recipient_participant_id: `21260000000${no}`,
  })
  const READERS = ['212600000001', '212600000002', '212600000003']

  it('are of each member, and all are shown', async () => {
    await hears({ from: CUSTOMER, group_id: 'GRP' })
    const id = await answers()
    await receive(reports(of(1), of(2)), reports(of(3), of(1)))
    await receive(reports(of(1, 'delivered')))
    expect((await told(id)).data.map(row => [row.status, row.participant])).toEqual([
      ['delivered', READERS[0]],
      ...READERS.map(reader => ['read', reader]),
    ])
    expect((await shown(id)).status).toBe('read')
  })

  it('name the members who are contacts, by number or by user id', async () => {
    const contacts = [{ wa_id: READERS[0], profile: { name: 'Amina' } }]
    await hears({ from: READERS[0], group_id: 'GRP' }, contacts)
    await hears({ from_user_id: 'MA.9', group_id: 'GRP' }, [{ user_id: 'MA.9', profile: { name: 'Badr' } }])
    const id = await answers()
    const { recipient_participant_id: _, ...member } = of(0)
    await receive(reports(of(1), of(2), { ...member, recipient_participant_user_id: 'MA.9' }))
    expect((await told(id)).data.map(row => [row.participant, row.contact?.name])).toEqual([
      [READERS[0], 'Amina'],
      [READERS[1], undefined],
      ['MA.9', 'Badr'],
    ])
  })

  it('that come before their message are kept for each member', async () => {
    await hears({ from: CUSTOMER, group_id: 'GRP' })
    await receive(reports(of(1), of(2), of(3)))
    const echo = {
      id: 'wamid.G',
      from: '15550001111',
      to: CUSTOMER,
      group_id: 'GRP',
      timestamp: seconds(9),
      type: 'text',
      text: { body: 'x' },
    }
    await receive(change({ message_echoes: [echo] }, 'smb_message_echoes'))
    const [row] = await app.database.query<{ id: Uuid }>(`select id from message where provider_message_id = 'wamid.G'`)
    expect((await told(row!.id)).data.map(status => status.participant)).toEqual(READERS)
  })

  it('are paged, and another business’s are not there', async () => {
    await hears({ from: CUSTOMER, group_id: 'GRP' })
    const id = await answers()
    await receive(reports(of(1), of(2), of(3)))
    const first = await told(id, '?limit=2')
    const cursor = String(first.body.meta!.pagination!.nextCursor)
    const rest = await told(id, `?limit=2&cursor=${encodeURIComponent(cursor)}`)
    expect([...first.data, ...rest.data].map(row => row.participant)).toEqual(READERS)
    expect((await app.call(b, 'GET', `/api/v1/messages/${showId('message', id)}/statuses`)).status).toBe(404)
  })
})

describe('a voice note that was played', () => {
  it.each([
    ['alone', [['played']]],
    ['after delivered', [['delivered'], ['played']]],
    ['after read', [['read'], ['played']]],
    ['before read', [['played'], ['read'], ['delivered']]],
    ['with the others', [['delivered', 'played', 'read']]],
  ])('is read, and says when: %s', async (_what, batches) => {
    await hears({ from: CUSTOMER })
    const id = await answers({ type: 'audio' })
    for (const words of batches) await receive(reports(...words.map(status => ({ status, timestamp: '1764000000' }))))
    expect(await shown(id)).toMatchObject({ status: 'read', playedAt: '2025-11-24T16:00:00.000Z' })
    expect((await statusEvents()).at(-1)).toMatchObject({ status: 'read' })
    expect((await statusEvents()).filter(data => data.playedAt)).toMatchObject([
      { playedAt: '2025-11-24T16:00:00.000Z' },
    ])
    expect((await told(id)).data.map(row => row.status)).toContain('played')
  })

  it('is told once, however often the provider says so', async () => {
    await hears({ from: CUSTOMER })
    await answers({ type: 'audio' })
    await receive(reports({ status: 'played' }))
    await receive(reports({ status: 'played' }))
    expect(await statusEvents()).toHaveLength(1)
  })
})

describe('a status with several errors', () => {
  const failed = (...codes: number[]) =>
    reports({ status: 'failed', errors: codes.map(code => ({ code, title: `Title of ${code}` })) })
  const stopped = async () =>
    (
      await app.database.query('select marketing_opted_out_at as at from contact where tenant_id = $1', [here.tenantId])
    )[0]!.at

  it.each([
    [[131000, 131026], 131026, 'not_on_whatsapp'],
    [[131026, 131000], 131026, 'not_on_whatsapp'],
    [[131000, 131050], 131050, 'marketing_opted_out'],
    [[2, 999_999, 131047], 131047, 'window_closed'],
    [[131000, 999_999], 999_999, 'refused'],
    [[131000], 131000, 'provider_problem'],
  ])('%j shows the most telling one with its meaning, and keeps them all', async (codes, first, meaning) => {
    await hears({ from: CUSTOMER })
    const id = await answers()
    await receive(failed(...codes))
    const { error } = await shown(id)
    expect(error).toMatchObject({ code: first, meaning, title: `Title of ${first}` })
    expect([error!.code, ...(error!.others ?? []).map(other => other.code)].sort()).toEqual([...codes].sort())
    expect((await told(id)).data).toMatchObject([{ status: 'failed', error }])
    expect(await statusEvents()).toMatchObject([{ error }])
  })

  it('heeds each of them: one that says that the customer wants no marketing is an opt-out', async () => {
    await hears({ from: CUSTOMER })
    await answers()
    await receive(failed(131000, 131026))
    expect(await stopped()).toBeNull()
    await receive(failed(131026, 131050))
    expect(await stopped()).toEqual(expect.any(Date))
  })
})

describe('an imported message of the business', () => {
  it.each([
    ['READ', 'read'],
    ['DELIVERED', 'delivered'],
    ['PLAYED', 'read'],
    ['SENT', 'sent'],
    ['PENDING', 'sending'],
    ['ERROR', 'failed'],
    ['HOVERING', 'sent'],
    [undefined, 'sent'],
  ])('that was %s is %s, and so it stands in the list', async (status, expected) => {
    const message = {
      id: 'wamid.H',
      from: '15550001111',
      to: CUSTOMER,
      timestamp: seconds(90_000),
      type: 'text',
      text: { body: 'Salam' },
      history_context: { status },
    }
    const value = {
      metadata: { display_phone_number: '15550001111' },
      history: [{ threads: [{ id: CUSTOMER, messages: [message] }] }],
    }
    await receive(change(value, 'history'))
    const [row] = await app.database.query<{ id: Uuid }>(`select id from message where provider_message_id = 'wamid.H'`)
    const view = await shown(row!.id)
    expect(view).toMatchObject({ status: expected, error: expected === 'failed' ? { code: 'not_sent' } : null })
    expect('playedAt' in view).toBe(status === 'PLAYED')
    const [conversation] = await app.database.query('select last_status from conversation where tenant_id = $1', [
      here.tenantId,
    ])
    expect(conversation).toEqual({ last_status: expected })
  })

  it('that the customer wrote is received, whatever was made of it', async () => {
    const message = {
      id: 'wamid.I',
      from: CUSTOMER,
      timestamp: seconds(90_000),
      type: 'text',
      text: { body: 'Hi' },
      history_context: { status: 'READ' },
    }
    await receive(change({ history: [{ threads: [{ id: CUSTOMER, messages: [message] }] }] }, 'history'))
    expect(await app.database.query('select status from message where tenant_id = $1', [here.tenantId])).toEqual([
      { status: 'received' },
    ])
  })
})
