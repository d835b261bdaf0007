import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { showId } from '../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { conversationOf, deliver, newPhone, type Shop, shop } from '../../test/customer.ts'
import { until } from '../../test/until.ts'
import { addMember } from '../identity/index.ts'
import type { LiveEvent, Subscribed } from './schema.ts'

let app: TestApp
let url: string
let place: Shop
const open: Socket[] = []

beforeAll(async () => {
  app = await buildApp({ parts: { config: { defaultPlan: 'enterprise' } } })
  url = await app.app.listen({ port: 0, host: '127.0.0.1' })
})
beforeEach(async () => {
  place = await shop(app)
})
afterEach(() => {
  for (const socket of open.splice(0)) socket.disconnect()
})
afterAll(() => app.close())

interface Screen {
  socket: Socket
  heard: LiveEvent[]
  hidden: string[]
  signs: string[]
  resets: number
  answer: Subscribed
  about(conversation: string): string[]
}
interface Person {
  token: string
  id: string
}

let people = 0
async function colleague(visibility: 'own' | 'team' | 'all'): Promise<Person> {
  const email = `sighted-${++people}@example.test`
  const password = 'a good long password'
  const id = await addMember(app.context, place.id, { name: 'Colleague', email, password, role: 'agent' })
  await patch(`users/${showId('user', id)}`, { visibility })
  const { data } = await app.call<{ accessToken: string }>(null, 'POST', '/api/v1/auth/login', { email, password })
  return { token: data.accessToken, id: showId('user', id) }
}

async function screen(person: { token: string }, after?: string): Promise<Screen> {
  const socket = io(url, {
    auth: { token: person.token },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  })
  open.push(socket)
  const heard: LiveEvent[] = []
  const made: Screen = {
    socket,
    heard,
    hidden: [],
    signs: [],
    resets: 0,
    answer: undefined as never,
    about: conversation =>
      heard
        .filter(({ data }) => (data as { conversationId?: string }).conversationId === conversation)
        .map(({ type }) => type),
  }
  socket.on('event', (event: LiveEvent) => heard.push(event))
  socket.on('hidden', ({ conversationId }: { conversationId: string }) => made.hidden.push(conversationId))
  socket.on('reset', () => void made.resets++)
  for (const kind of ['typing', 'viewing'] as const)
    socket.on(kind, ({ conversationId }: { conversationId: string }) => made.signs.push(`${kind} ${conversationId}`))
  await until(() => socket.connected)
  const channels = ['messages', 'conversations', 'notifications']
  made.answer = await socket.emitWithAck('subscribe', { channels, ...(after && { after }) })
  return made
}

const patch = (path: string, body: object) => app.call(place, 'PATCH', `/api/v1/${path}`, body)
const say = (from: string, text: string) => deliver(app, place, from, text)
async function conversation(from: string): Promise<string> {
  await say(from, 'Hello')
  return showId('conversation', (await conversationOf(app, place, from)).id)
}
/** Everything until now has come to this screen. */
async function settled(of: Screen): Promise<void> {
  const mark = newPhone()
  const id = await conversation(mark)
  await until(() => of.about(id).length > 0, { what: 'the last event' })
}

describe('the line of somebody who sees some conversations only', () => {
  it('has what happens in those, nothing of others, and says so when one is given away', async () => {
    const [person, phone, others] = [await colleague('own'), newPhone(), newPhone()]
    const [mine, theirs] = [await conversation(phone), await conversation(others)]
    const [small, whole] = [await screen(person), await screen(place)]
    await patch(`conversations/${mine}`, { assigneeId: person.id })
    await say(phone, 'For you')
    await say(others, 'For somebody else')
    await until(() => small.about(mine).includes('message.received'))
    await settled(whole)
    expect(small.about(theirs)).toEqual([])
    expect(whole.about(theirs)).toContain('message.received')
    const before = small.about(mine).length
    await patch(`conversations/${mine}`, { assigneeId: null })
    await until(() => small.hidden.includes(mine), { what: 'the word that it is hidden' })
    await say(phone, 'Not for you')
    await settled(whole)
    expect(small.about(mine)).toHaveLength(before)
    expect(small.hidden).toEqual([mine])
  })

  it('has of a team what is routed to it, and catches up with nothing that is not theirs any more', async () => {
    const [person, phone] = [await colleague('team'), newPhone()]
    const { data: team } = await app.call<{ id: string }>(place, 'POST', '/api/v1/teams', { name: 'Sighted' })
    await app.call(place, 'POST', `/api/v1/teams/${team.id}/members`, { userId: person.id })
    const ours = await conversation(phone)
    const first = await screen(person)
    await patch(`conversations/${ours}`, { teamId: team.id })
    await say(phone, 'For all of you')
    await until(() => first.about(ours).includes('message.received'))
    first.socket.disconnect()
    await say(phone, 'While nobody listened')
    await patch(`conversations/${ours}`, { teamId: null })
    const last = first.heard.at(-1)!.cursor
    const second = await screen(person, last)
    await until(() => second.hidden.includes(ours), { what: 'the word that it is hidden' })
    expect(second.about(ours)).toEqual([])
  })

  it('starts over when what they see changes, within 5 seconds', async () => {
    const [person, phone] = [await colleague('all'), newPhone()]
    const id = await conversation(phone)
    const line = await screen(person)
    await say(phone, 'Seen')
    await until(() => line.about(id).includes('message.received'))
    await patch(`users/${person.id}`, { visibility: 'own' })
    await until(() => !line.socket.connected, { what: 'the end of the socket', timeout: 5_000 })
    expect(line.resets).toBe(1)
    const heard = line.heard.length
    await say(phone, 'Not seen')
    const again = await screen(person, line.heard.at(-1)!.cursor)
    await patch(`conversations/${id}`, { assigneeId: person.id })
    await until(() => again.about(id).includes('conversation.assigned'))
    expect(line.heard).toHaveLength(heard)
  })

  it('tells who types and looks where they may look, and takes no sign from elsewhere', async () => {
    const [person, phone] = [await colleague('own'), newPhone()]
    const [mine, theirs] = [await conversation(phone), await conversation(newPhone())]
    await patch(`conversations/${mine}`, { assigneeId: person.id })
    const [small, whole] = [await screen(person), await screen(place)]
    for (const conversationId of [theirs, mine]) whole.socket.emit('typing', { conversationId, on: true })
    await until(() => small.signs.includes(`typing ${mine}`), { what: 'the sign' })
    for (const conversationId of [theirs, mine]) small.socket.emit('viewing', { conversationId, on: true })
    await until(() => whole.signs.includes(`viewing ${mine}`), { what: 'the sign' })
    // Those who have it open say so once more to who comes.
    expect(new Set(small.signs)).toEqual(new Set([`typing ${mine}`]))
    expect(whole.signs).toEqual([`viewing ${mine}`])
    whole.socket.emit('viewing', { conversationId: theirs, on: true })
    await until(async () => (await viewing(place)).includes(theirs), { what: 'presence' })
    expect(await viewing(person)).toEqual([mine])
  })
})

const viewing = async (caller: { token: string }) =>
  (await app.call<Array<{ viewing: string[] }>>(caller, 'GET', '/api/v1/presence')).data.flatMap(one => one.viewing)
