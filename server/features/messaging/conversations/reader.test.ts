import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { showId, type Uuid } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { conversationOf, deliver, newPhone, type Shop, shop, write } from '../../../test/customer.ts'
import { addMember } from '../../identity/index.ts'
import { queueMessage } from '../index.ts'
import type { ConversationView } from './conversation.schema.ts'
import { unreadFor } from './rules.ts'

interface Caller {
  token: string
}

let app: TestApp
let place: Shop
let other: Shop
let colleague: Caller

beforeAll(async () => {
  app = await buildApp()
})
beforeEach(async () => {
  ;[place, other] = [await shop(app), await shop(app)]
  colleague = await colleagueOf(place)
})
afterAll(() => app.close())

let people = 0
async function colleagueOf({ id }: Shop): Promise<Caller> {
  const email = `colleague-${process.pid}-${++people}@example.test`
  const password = 'a good long password'
  await addMember(app.context, id, { name: 'Colleague', email, password, role: 'agent' })
  const { data } = await app.call<{ accessToken: string }>(null, 'POST', '/api/v1/auth/login', { email, password })
  return { token: data.accessToken }
}

const url = async (from: string, path = '') =>
  `/api/v1/conversations/${showId('conversation', (await conversationOf(app, place, from)).id)}${path}`
const see = async (who: Caller, from: string) => (await app.call<ConversationView>(who, 'GET', await url(from))).data
const unread = async (who: Caller, from: string) => (await see(who, from)).unreadCount
const act = async (who: Caller, from: string, path: 'read' | 'unread') =>
  (await app.call<ConversationView>(who, 'POST', await url(from, `/${path}`))).data.unreadCount
const list = async (who: Caller, query: string) =>
  (await app.call<ConversationView[]>(who, 'GET', `/api/v1/conversations?${query}`)).data.map(row => row.id)
/** A person or a program answers. */
const answer = async (from: string, kind: 'user' | 'api') => {
  const { id: conversationId } = await conversationOf(app, place, from)
  const message = { conversationId, type: 'text', content: { text: { body: 'Hello' } }, author: { kind } } as const
  await app.context.db.tenant(place.id, tx => queueMessage(tx, message))
}
/** A customer who has asked for a person. */
const waiting = async () => {
  const from = newPhone()
  await write(app, place, from, 'talk to support')
  return from
}

describe('reading', () => {
  it('is each person’s own: what one has opened waits unread for the others', async () => {
    const from = await waiting()
    expect(await act(place, from, 'read')).toBe(0)
    expect([await unread(place, from), await unread(colleague, from)]).toEqual([0, 1])
    const { id } = await see(place, from)
    expect(await list(place, 'unread=true')).toEqual([])
    expect(await list(colleague, 'unread=true')).toEqual([id])
  })

  it('counts for the reader what came since, and for who never looked everything that waits', async () => {
    const from = await waiting()
    await act(place, from, 'read')
    for (const text of ['are you there?', 'hello?']) await deliver(app, place, from, text)
    expect([await unread(place, from), await unread(colleague, from)]).toEqual([2, 3])
  })

  it('ends for everybody when somebody answers, and begins again with the next word', async () => {
    const from = await waiting()
    await act(colleague, from, 'read')
    await answer(from, 'user')
    expect([await unread(place, from), await unread(colleague, from)]).toEqual([0, 0])
    await deliver(app, place, from, 'thanks, one more thing')
    expect([await unread(place, from), await unread(colleague, from)]).toEqual([1, 1])
    await answer(from, 'api')
    expect([await unread(place, from), await unread(colleague, from)]).toEqual([0, 0])
  })

  it('is not asked for by what the bot answered, nor by what is resolved', async () => {
    const from = newPhone()
    await write(app, place, from, 'hi')
    expect(await unread(place, from)).toBe(0)
    expect(await list(place, 'unread=true')).toEqual([])
    const asking = await waiting()
    await app.call(place, 'PATCH', await url(asking), { status: 'resolved' })
    expect([await unread(place, asking), await unread(colleague, asking)]).toEqual([0, 0])
  })

  it('is told once, with whose it is, and leaves nothing that a reader must answer for', async () => {
    const from = await waiting()
    for (let no = 0; no < 2; no++) await act(place, from, 'read')
    const events = await app.database.query<{ type: string; data: object; actor: Uuid }>(
      `select type, data from event where tenant_id = $1 and type in ('conversation.read', 'conversation.unread')`,
      [place.id],
    )
    expect(events).toEqual([{ type: 'conversation.read', data: { userId: expect.any(String), unreadCount: 0 } }])
  })
})

describe('marked as unread', () => {
  it('a conversation is unread again for who did it, and for nobody else', async () => {
    const from = newPhone()
    await write(app, place, from, 'hi')
    expect(await act(place, from, 'unread')).toBe(1)
    expect(await unread(colleague, from)).toBe(0)
    const { id } = await see(place, from)
    expect(await list(place, 'unread=true')).toEqual([id])
    expect(await list(colleague, 'unread=true')).toEqual([])
    expect(await act(place, from, 'read')).toBe(0)
    expect(await list(place, 'unread=true')).toEqual([])
  })

  it('a conversation that waits counts what waits, until somebody answers', async () => {
    const from = await waiting()
    await deliver(app, place, from, 'hello?')
    await act(place, from, 'read')
    expect(await act(place, from, 'unread')).toBe(2)
    await answer(from, 'user')
    expect(await unread(place, from)).toBe(0)
    expect(await list(place, 'unread=true')).toEqual([])
  })

  it('many are at once, and another business’s are not found', async () => {
    const from = await waiting()
    const { id } = await see(place, from)
    await act(place, from, 'read')
    const body = { operation: 'unread', ids: [id] }
    expect((await app.call(place, 'POST', '/api/v1/conversations/bulk', body)).data).toMatchObject({ updated: 1 })
    expect(await unread(place, from)).toBe(1)
    expect((await app.call(other, 'POST', '/api/v1/conversations/bulk', body)).data).toMatchObject({ failed: 1 })
    expect((await app.call(other, 'POST', `/api/v1/conversations/${id}/unread`)).status).toBe(404)
  })
})

describe('handed over by the bot', () => {
  it('a customer is marked with the time, until a person answers', async () => {
    const from = newPhone()
    await write(app, place, from, 'hi')
    expect(await see(place, from)).toMatchObject({ handedOverAt: null, waitingSince: null })
    await write(app, place, from, 'talk to support')
    const handed = await see(place, from)
    expect(Date.now() - Date.parse(handed.handedOverAt!)).toBeLessThan(60_000)
    expect(handed).toMatchObject({ botPaused: true, unreadCount: 1, waitingSince: expect.any(String) })
    await answer(from, 'user')
    expect(await see(place, from)).toMatchObject({ handedOverAt: null, waitingSince: null })
  })

  it('is what the log says, with since when the customer waits', async () => {
    await waiting()
    const [event] = await app.database.query<{ data: { changed: object } }>(
      `select data from event where tenant_id = $1 and type = 'conversation.updated' order by position desc limit 1`,
      [place.id],
    )
    expect(event!.data.changed).toEqual({
      botPaused: true,
      unreadCount: 1,
      waitingSince: expect.any(String),
      handedOverAt: expect.any(String),
    })
  })

  it('ends when the conversation is resolved or given back, and not by a person who only takes the bot away', async () => {
    for (const change of [{ status: 'resolved' }, { botPaused: false }]) {
      const from = await waiting()
      expect((await app.call<ConversationView>(place, 'PATCH', await url(from), change)).data.handedOverAt).toBeNull()
    }
    const from = newPhone()
    await write(app, place, from, 'hi')
    const { data } = await app.call<ConversationView>(place, 'PATCH', await url(from), { botPaused: true })
    expect(data.handedOverAt).toBeNull()
  })

  it('stands first among who waits, before those who have waited longer', async () => {
    const [handed, plain] = [await waiting(), newPhone()]
    await deliver(app, place, plain, 'hello')
    await app.database.query(
      `update conversation set waiting_since = now() - interval '5 hours' where tenant_id = $1 and address = $2`,
      [place.id, plain],
    )
    const ids = [(await see(place, handed)).id, (await see(place, plain)).id]
    expect(await list(place, 'sort=waiting')).toEqual(ids)
  })
})

describe('the list by urgency', () => {
  it('puts who waits first by the time that is left, then who was missed, then the rest, newest first', async () => {
    const people = { soon: newPhone(), later: newPhone(), missed: newPhone(), quiet: newPhone(), newest: newPhone() }
    for (const from of Object.values(people)) await deliver(app, place, from, 'hello')
    const set = (from: string, left: string, waits: boolean) =>
      app.database.query(
        `update conversation set window_expires_at = now() + $3::interval,
           waiting_since = case when $4 then waiting_since end where tenant_id = $1 and address = $2`,
        [place.id, from, left, waits],
      )
    await set(people.soon, '39 minutes', true)
    await set(people.later, '23 hours', true)
    await set(people.missed, '-1 hours', true)
    await set(people.quiet, '10 minutes', false)
    await set(people.newest, '24 hours', false)
    const ids = Object.fromEntries(
      await Promise.all(Object.entries(people).map(async ([name, from]) => [(await see(place, from)).id, name])),
    )
    const expected = ['soon', 'later', 'missed', 'newest', 'quiet']
    expect((await list(place, 'sort=urgent')).map(id => ids[id])).toEqual(expected)
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const address: string = `/api/v1/conversations?sort=urgent&limit=1${cursor && `&cursor=${cursor}`}`
      const { body, data } = await app.call<ConversationView[]>(place, 'GET', address)
      seen.push(...data.map(row => ids[row.id]!))
      cursor = body.meta!.pagination!.nextCursor as unknown as string | null
    }
    expect(seen).toEqual(expected)
  })
})

describe('what is unread for a person', () => {
  const row = (unreadCount: number, heardCount: number, markedUnreadBy: Uuid[] = []) => ({
    unreadCount,
    heardCount,
    markedUnreadBy,
  })
  const [me, you] = ['a', 'b'] as unknown as [Uuid, Uuid]

  it.each([
    ['everything that waits, to who never looked', row(3, 9), undefined, 3],
    ['what came since the last look', row(3, 9), 7, 2],
    ['nothing when all was seen', row(3, 9), 9, 0],
    ['no more than waits', row(1, 9), 2, 1],
    ['never less than nothing', row(2, 4), 9, 0],
    ['one at least when it was marked', row(0, 9, [me]), 9, 1],
    ['what others marked is theirs', row(0, 9, [you]), 9, 0],
  ])('is %s', (_name, conversation, readCount, expected) => {
    expect(unreadFor(conversation, me, readCount)).toBe(expected)
  })
})
