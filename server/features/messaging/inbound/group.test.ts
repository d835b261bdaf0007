import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { drainEvents } from '../../../platform/events/index.ts'
import { readId, showId } from '../../../platform/ids/index.ts'
import { fillFolds } from '../../../platform/text/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { newPhone, type Shop, shop } from '../../../test/customer.ts'
import type { ConversationView } from '../conversations/conversation.schema.ts'
import { FOLDED_GROUP_NAMES } from '../conversations/conversation.sql.ts'
import { drainSends } from '../jobs.ts'
import type { MessageView } from '../messages/message-view.schema.ts'
import { drainIntake } from './process-deliveries.ts'

let app: TestApp
let a: Shop
let b: Shop

beforeAll(async () => {
  app = await buildApp()
  ;[a, b] = [await shop(app), await shop(app)]
})
afterAll(() => app.close())
beforeEach(() => app.database.query('truncate conversation, message, contact cascade'))

const GROUP = '1203630@g.us'
async function hear(from: string, body: string, changes: object = {}, place = a): Promise<void> {
  const channelId = showId('channel', place.channelId)
  const said = { channelId, from, name: `Name of ${from}`, type: 'text', text: { body }, groupId: GROUP, ...changes }
  const { status, text } = await app.call(place, 'POST', '/api/v1/simulator/messages', said)
  expect(status, text).toBe(202)
  await drainIntake(app.context)
}
const list = async (query = '', place = a) =>
  (await app.call<ConversationView[]>(place, 'GET', `/api/v1/conversations${query}`)).data
const messagesOf = async (id: string) =>
  (await app.call<MessageView[]>(a, 'GET', `/api/v1/conversations/${id}/messages`)).data

describe('a group', () => {
  it('is one conversation with nobody alone; each message says who wrote it', async () => {
    const [one, other] = [newPhone(), newPhone()]
    await hear(one, 'Salam', { groupName: 'Deliveries' })
    await hear(other, 'Salam to you')
    await hear(one, 'Order 12', { groupName: 'Deliveries north' })
    const [group, ...none] = await list()
    expect(none).toEqual([])
    expect(group).toMatchObject({
      kind: 'group',
      contact: null,
      group: { id: GROUP, name: 'Deliveries north' },
      unreadCount: 3,
      lastMessage: { preview: 'Order 12' },
    })
    expect(group!.windowExpiresAt).not.toBeNull()
    expect(
      (await messagesOf(group!.id)).map(message => ['text' in message && message.text?.body, message.author.name]),
    ).toEqual([
      ['Order 12', `Name of ${one}`],
      ['Salam to you', `Name of ${other}`],
      ['Salam', `Name of ${one}`],
    ])
  })

  it('that is renamed with a message is told under its new name', async () => {
    for (const groupName of ['North', 'North', 'South']) await hear(newPhone(), 'Salam', { groupName })
    const updates = await app.database.query(
      `select data from event where type = 'conversation.updated' and data->'changed' ? 'group'
       and aggregate_id = (select id from conversation where tenant_id = $1)`,
      [a.id],
    )
    expect(updates.map(row => row.data.changed)).toMatchObject([{ group: { id: GROUP, name: 'South' } }])
  })

  it('stands beside what its members write alone', async () => {
    const from = newPhone()
    await hear(from, 'to all')
    await hear(from, 'to you', { groupId: undefined })
    const kinds = (await list()).map(row => [row.kind, row.contact?.phone ?? null])
    expect(kinds).toEqual([
      ['direct', `+${from}`],
      ['group', null],
    ])
    expect(await app.database.query('select 1 from contact where tenant_id = $1', [a.id])).toHaveLength(1)
  })

  it('is found by its name, as people are by theirs', async () => {
    await hear(newPhone(), 'hi', { groupName: 'Livraisons 100% Akwa' })
    await hear(newPhone(), 'hi', { groupId: 'other', groupName: 'Stock' })
    const found = async (q: string) => (await list(`?q=${encodeURIComponent(q)}`)).map(row => row.group?.name)
    expect(await found('akwa')).toEqual(['Livraisons 100% Akwa'])
    expect(await found('100%')).toEqual(['Livraisons 100% Akwa'])
    expect(await found('1_0')).toEqual([])
    expect(await list('?q=akwa', b)).toEqual([])
    await hear(newPhone(), 'hi', { groupId: 'other', groupName: 'Équipe أحمد' })
    expect([await found('equipe'), await found('احمد'), await found('stock')]).toEqual([
      ['Équipe أحمد'],
      ['Équipe أحمد'],
      [],
    ])
    await app.database.query('update conversation set group_name_folded = null')
    expect(await found('EQUIPE')).toEqual([])
    await fillFolds(app.context.db, FOLDED_GROUP_NAMES)
    expect(await found('EQUIPE')).toEqual(['Équipe أحمد'])
  })

  it('of the same id is another one in another business', async () => {
    await hear(newPhone(), 'ours')
    await hear(newPhone(), 'theirs', {}, b)
    const [ours, theirs] = [(await list())[0]!, (await list('', b))[0]!]
    expect(ours.id).not.toBe(theirs.id)
    expect((await app.call(b, 'GET', `/api/v1/conversations/${ours.id}`)).status).toBe(404)
  })

  it('is answered as a whole, and no bot speaks in it', async () => {
    await hear(newPhone(), 'hi')
    await drainEvents(app.context)
    const [group] = await list()
    expect(await messagesOf(group!.id)).toHaveLength(1)
    const { status, text } = await app.call(a, 'POST', `/api/v1/conversations/${group!.id}/messages`, {
      type: 'text',
      text: { body: 'Good morning all' },
    })
    expect(status, text).toBe(202)
    await drainSends(app.context)
    const [row] = await app.database.query(
      'select address, address_kind, waiting_since from conversation where id = $1',
      [readId('conversation', group!.id)],
    )
    expect(row).toEqual({ address: GROUP, address_kind: 'group', waiting_since: null })
    expect((await messagesOf(group!.id))[0]).toMatchObject({ status: 'sent', author: { kind: 'user' } })
  })

  it('is opened once by messages that come at the same time', async () => {
    const people = Array.from({ length: 10 }, newPhone)
    await Promise.all(people.map(from => hear(from, from)))
    const [group, ...none] = await list()
    expect(none).toEqual([])
    expect(group).toMatchObject({ lastSeq: 10 })
  })
})
