import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drainEvents } from '../../platform/events/index.ts'
import { type IdKind, showId } from '../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { conversationOf, newPhone, ordersOf, type Shop, shop, thread, write } from '../../test/customer.ts'

let app: TestApp
beforeAll(async () => {
  app = await buildApp()
})
afterAll(() => app.close())

const path = (kind: IdKind, id: string) =>
  `/api/v1/${kind === 'order' ? 'orders' : 'conversations'}/${showId(kind, id)}`

/** A customer to whom a person has answered. */
async function withPerson(place: Shop): Promise<{ from: string; at: string; id: string }> {
  const from = newPhone()
  await write(app, place, from, 'hi')
  const { id } = await conversationOf(app, place, from)
  const at = path('conversation', id)
  await app.call(place, 'POST', `${at}/messages`, { type: 'text', text: { body: 'A person here.' } })
  expect(await write(app, place, from, 'thanks')).toEqual([])
  return { from, at, id }
}
const personSpokeHoursAgo = (id: string, hours: number) =>
  app.database.query(`update conversation set bot_paused_at = now() - $2 * interval '1 hour' where id = $1`, [
    id,
    hours,
  ])
const shown = async (place: Shop, at: string) => (await app.call(place, 'GET', at)).data

describe('a conversation that a person has', () => {
  it('is the bot’s again once it is resolved', async () => {
    const place = await shop(app)
    const { from, at } = await withPerson(place)
    expect(await shown(place, at)).toMatchObject({ botPaused: true })
    await app.call(place, 'PATCH', at, { status: 'resolved' })
    expect(await shown(place, at)).toMatchObject({ botPaused: false, handedOverAt: null })
    expect(await write(app, place, from, 'hello')).toEqual([expect.stringContaining('Welcome')])
  })

  it('is the bot’s again after twelve hours of the person’s silence, and not before', async () => {
    const place = await shop(app)
    const { from, at, id } = await withPerson(place)
    await personSpokeHoursAgo(id, 11)
    expect(await write(app, place, from, 'hello')).toEqual([])
    await personSpokeHoursAgo(id, 13)
    expect(await shown(place, at)).toMatchObject({ botPaused: false })
    expect(await write(app, place, from, 'hello')).toHaveLength(1)
  })

  it('stays with people for as long as the business says, counted from their last word', async () => {
    const [place, other] = [await shop(app), await shop(app)]
    await app.call(place, 'PATCH', '/api/v1/tenant', { settings: { bot: { silenceHours: 48 } } })
    const { from, at, id } = await withPerson(place)
    await personSpokeHoursAgo(id, 47)
    expect(await write(app, place, from, 'hello')).toEqual([])
    await app.call(place, 'POST', `${at}/messages`, { type: 'text', text: { body: 'Still here.' } })
    expect(await write(app, place, from, 'hello')).toEqual([])
    const theirs = await withPerson(other)
    await personSpokeHoursAgo(theirs.id, 47)
    expect(await write(app, other, theirs.from, 'hello')).toHaveLength(1)
  })

  it('was asked for: after “talk to support” the same holds', async () => {
    const place = await shop(app)
    const from = newPhone()
    await write(app, place, from, 'hi')
    await write(app, place, from, 'talk to support')
    const { id } = await conversationOf(app, place, from)
    expect(await write(app, place, from, 'hello')).toEqual([])
    await app.call(place, 'PATCH', path('conversation', id), { status: 'resolved' })
    expect(await write(app, place, from, 'hello')).toHaveLength(1)
  })
})

describe('a customer who wrote STOP', () => {
  async function stopped(place: Shop): Promise<{ from: string; id: string; orderPath: string }> {
    const from = newPhone()
    for (const text of ['#01', 'pickup', 'confirm']) await write(app, place, from, text)
    const [order] = await ordersOf(app, place, from)
    await write(app, place, from, 'STOP')
    const { id } = await conversationOf(app, place, from)
    return { from, id, orderPath: path('order', order!.id) }
  }
  const said = async (place: Shop, from: string) =>
    (await thread(app, place, from)).filter(message => message.author === 'bot').length

  it('still hears of the order that they placed themselves', async () => {
    const place = await shop(app)
    const { from, orderPath } = await stopped(place)
    const before = await said(place, from)
    await app.call(place, 'PATCH', `${orderPath}/status`, { status: 'cancelled' })
    await drainEvents(app.context)
    expect(await said(place, from)).toBe(before + 1)
    expect(await shown(place, orderPath)).toMatchObject({ status: 'cancelled', notInformed: null })
  })

  it('and writes again is handed to a person, who may answer', async () => {
    const place = await shop(app)
    const { from, id } = await stopped(place)
    expect(await write(app, place, from, 'can somebody help me please?')).toEqual([])
    const at = path('conversation', id)
    expect(await shown(place, at)).toMatchObject({ botPaused: true, handedOverAt: expect.any(String) })
    const answer = await app.call(place, 'POST', `${at}/messages`, { type: 'text', text: { body: 'Of course.' } })
    expect(answer.status).toBe(202)
  })
})

describe('news that cannot be told', () => {
  it('is shown to the desk with the reason, and an event says so', async () => {
    const place = await shop(app)
    const from = newPhone()
    for (const text of ['#01', 'pickup', 'confirm']) await write(app, place, from, text)
    const [order] = await ordersOf(app, place, from)
    await app.database.query(`update channel set provider = 'cloud_api' where id = $1`, [place.channelId])
    await app.database.query(
      `update conversation set window_expires_at = now() - interval '1 hour' where tenant_id = $1`,
      [place.id],
    )
    const at = path('order', order!.id)
    await app.call(place, 'PATCH', `${at}/status`, { status: 'preparing' })
    await drainEvents(app.context)
    expect(await shown(place, at)).toMatchObject({ notInformed: 'window_closed' })
    const events = await app.database.query(
      `select data from event where tenant_id = $1 and type = 'order.not_informed'`,
      [place.id],
    )
    expect(events).toMatchObject([{ data: { number: 1, reason: 'window_closed' } }])
  })
})
