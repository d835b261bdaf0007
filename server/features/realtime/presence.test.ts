import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newId, readId, showId } from '../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { type TestTenant, twoTenants } from '../../test/twoTenants.ts'
import { until } from '../../test/until.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant
let url: string
const sockets: Socket[] = []

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
  url = await app.app.listen({ port: 0, host: '127.0.0.1' })
})
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect()
})
afterAll(() => app.close())

async function screen({ token }: TestTenant): Promise<Socket> {
  const socket = io(url, { auth: { token }, transports: ['websocket'], reconnection: false })
  sockets.push(socket)
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject))
  return socket
}

describe('who opens a conversation', () => {
  const CONVERSATION = showId('conversation', newId())
  const noticing = (socket: Socket) => {
    const seen: string[] = []
    for (const kind of ['typing', 'viewing'])
      socket.on(kind, payload => payload.on && seen.push(`${kind} ${payload.conversationId === CONVERSATION}`))
    return seen
  }

  it('is told who looks at it and writes in it already, and nobody else is told twice', async () => {
    const [first, third, stranger] = [await screen(a), await screen(a), await screen(b)]
    const others = [noticing(third), noticing(stranger)]
    first.emit('viewing', { conversationId: CONVERSATION, on: true })
    first.emit('viewing', { conversationId: showId('conversation', newId()), on: true })
    first.emit('typing', { conversationId: CONVERSATION, on: true })
    await until(() => others[0]!.length === 3)
    const second = await screen(a)
    const seen = noticing(second)
    second.emit('viewing', { conversationId: CONVERSATION, on: true })
    await until(() => seen.length === 2)
    expect(seen.toSorted()).toEqual(['typing true', 'viewing true'])
    // What was said before this was heard before it.
    second.emit('typing', { conversationId: CONVERSATION, on: true })
    const neighbour = await screen(b)
    neighbour.emit('viewing', { conversationId: CONVERSATION, on: true })
    await until(() => others[0]!.length === 5 && others[1]!.length === 1)
    expect(others[0]).toEqual(['viewing true', 'viewing false', 'typing true', 'viewing true', 'typing true'])
    expect(others[1]).toEqual(['viewing true'])
  })

  it('is not told of who has left it', async () => {
    const [first, third] = [await screen(a), await screen(a)]
    const told: unknown[] = []
    third.on('viewing', payload => told.push(payload.on))
    first.emit('viewing', { conversationId: CONVERSATION, on: true })
    first.emit('viewing', { conversationId: CONVERSATION, on: false })
    await until(() => told.length === 2)
    const second = await screen(a)
    const seen = noticing(second)
    second.emit('viewing', { conversationId: CONVERSATION, on: true })
    await until(() => told.length === 3)
    // What was said before this was heard before it.
    third.emit('viewing', { conversationId: CONVERSATION, on: true })
    await until(() => seen.length > 0)
    expect(seen).toEqual(['viewing true'])
  })
})

describe('presence', () => {
  const people = async ({ token }: TestTenant) => {
    const answer = await app.app.inject({ url: '/api/v1/presence', headers: { authorization: `Bearer ${token}` } })
    expect(answer.statusCode).toBe(200)
    return answer.json().data as Array<{
      user: { name: string }
      status: string
      lastSeenAt: string
      viewing: string[]
    }>
  }
  const status = async (tenant: TestTenant) => (await people(tenant)).map(one => one.status)
  const devices = async () =>
    (await app.context.presence.valuesOf(readId('tenant', a.tenantId)!, readId('user', a.userId)!)).length
  const gone = async () => until(async () => (await status(a)).every(one => one === 'offline'))

  it('is online with the first screen of a person and offline after the last, told to colleagues and to nobody else', async () => {
    await gone()
    const [colleague, stranger] = [await screen(a), await screen(b)]
    const told: string[] = []
    colleague.on('presence', ({ status }) => told.push(status))
    stranger.on('presence', () => expect.unreachable())
    await until(async () => (await status(a)).join() === 'online')
    // The same person: colleagues see no difference.
    const second = await screen(a)
    second.emit('presence', { status: 'busy' })
    await until(() => told.length === 1)
    second.disconnect()
    await until(() => told.length === 2)
    expect(told).toEqual(['busy', 'online'])
    colleague.disconnect()
    await gone()
    expect((await people(a))[0]!.lastSeenAt).toMatch(/^20/)
  })

  it('is what the person chose last, on whichever screen, and stays so when another is opened', async () => {
    await gone()
    const first = await screen(a)
    first.emit('presence', { status: 'away' })
    await until(async () => (await status(a)).join() === 'away')
    const second = await screen(a)
    await until(async () => (await devices()) === 2)
    expect(await status(a)).toEqual(['away'])
    second.emit('presence', { status: 'online' })
    await until(async () => (await status(a)).join() === 'online')
  })

  it('tells which conversations are open, and nothing of another business', async () => {
    await gone()
    const first = await screen(a)
    const conversationId = showId('conversation', newId())
    first.emit('viewing', { conversationId, on: true })
    await until(async () => (await people(a))[0]?.viewing.join() === conversationId)
    first.emit('viewing', { conversationId, on: false })
    await until(async () => (await people(a))[0]?.viewing.length === 0)
    expect((await people(b)).flatMap(one => one.viewing)).toEqual([])
  })

  it('refuses a status that does not exist', async () => {
    await gone()
    const first = await screen(a)
    first.emit('presence', { status: 'sleeping' })
    first.emit('presence', { status: 'busy' })
    await until(async () => (await status(a)).join() === 'busy')
  })
})
