import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drainEvents } from '../../platform/events/index.ts'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { bodyOf, newPhone, ordersOf, type Shop, shop, thread, USER, write } from '../../test/customer.ts'
import { changeOrderStatus, type Order } from '../commerce/index.ts'

let app: TestApp
beforeAll(async () => {
  app = await buildApp()
})
afterAll(() => app.close())

describe('the wish of a customer for no messages', () => {
  it('is shown in the inbox and with every order of theirs, and ends with it', async () => {
    const place = await shop(app)
    const from = newPhone()
    for (const text of ['#01', 'pickup', 'confirm']) await write(app, place, from, text)
    const [order] = (await app.call<Array<{ id: string }>>(place, 'GET', '/api/v1/orders')).data
    const wishes = async () => {
      const urls = ['/api/v1/orders', '/api/v1/conversations', `/api/v1/orders/${order!.id}`]
      const answers = await Promise.all(urls.map(url => app.call<unknown>(place, 'GET', url)))
      const rows = answers.flatMap(({ data }) => data as Array<{ contact: { optedOutAt: string | null } }>)
      return rows.map(row => row.contact.optedOutAt !== null)
    }
    expect(await wishes()).toEqual([false, false, false])
    await write(app, place, from, 'STOP')
    expect(await wishes()).toEqual([true, true, true])
    await write(app, place, from, 'START')
    expect(await wishes()).toEqual([false, false, false])
  })
})

describe('news of an order', () => {
  const placed = async (changes: Record<string, unknown> = {}) => {
    const place = await shop(app, changes)
    const from = newPhone()
    for (const text of ['#01', 'pickup', 'confirm']) await write(app, place, from, text)
    const [order] = await ordersOf(app, place, from)
    return { place, from, order: order! }
  }
  const move = async (place: Shop, order: Order, ...statuses: Array<Parameters<typeof changeOrderStatus>[2]>) => {
    await app.context.db.tenant(place.id, async tx => {
      for (const status of statuses) await changeOrderStatus(tx, order.id, status, USER)
    })
    await drainEvents(app.context)
  }
  const lastSaid = async (place: Shop, from: string) => bodyOf((await thread(app, place, from)).at(-1)!)

  it('reaches the customer at each step, in the language of the conversation', async () => {
    const { place, from, order } = await placed()
    await move(place, order, 'preparing')
    expect(await lastSaid(place, from)).toBe('Order #1\n👨‍🍳 Your order is being prepared.')
    await move(place, order, 'ready')
    expect(await lastSaid(place, from)).toBe('Order #1\n🏠 Your order is ready. You can collect it now: Olaya.')
    await write(app, place, from, 'مرحبا')
    await move(place, order, 'delivered')
    expect(await lastSaid(place, from)).toBe('الطلب رقم #1\n✅ تم استلام الطلب. نتمنى لك وجبة شهية!')
  })

  it('comes also while a person has the conversation, and speaks of goods in a shop', async () => {
    const { place, from, order } = await placed({ businessType: 'retail' })
    await write(app, place, from, 'support')
    await move(place, order, 'preparing', 'ready', 'delivered')
    expect(await lastSaid(place, from)).toBe('Order #1\n✅ You have collected your order. Thank you!')
  })

  it('answers nothing: who asked something meanwhile goes on waiting', async () => {
    const { place, order } = await placed()
    const since = new Date(Date.now() - 60_000)
    await app.database.query(
      'update conversation set waiting_since = $2, unread_count = 1, bot_paused_at = null where tenant_id = $1',
      [place.id, since],
    )
    await move(place, order, 'preparing')
    const [row] = await app.database.query(
      'select waiting_since, unread_count, last_direction from conversation where tenant_id = $1',
      [place.id],
    )
    expect(row).toEqual({ waiting_since: since, unread_count: 1, last_direction: 'outbound' })
  })

  it('is only the newest when an order moved several times, and comes once', async () => {
    const { place, from, order } = await placed()
    const before = (await thread(app, place, from)).length
    await move(place, order, 'preparing', 'cancelled')
    await drainEvents(app.context)
    expect((await thread(app, place, from)).slice(before).map(bodyOf)).toEqual([
      'Order #1\n❌ Your order was cancelled.',
    ])
  })

  it('is not sent when the window is closed, and nothing is stuck', async () => {
    const { place, from, order } = await placed()
    await app.database.query(
      `update conversation set window_expires_at = now() - interval '1 minute' where tenant_id = $1`,
      [place.id],
    )
    const before = (await thread(app, place, from)).length
    await move(place, order, 'preparing')
    expect(await thread(app, place, from)).toHaveLength(before)
    const pending = await app.database.query('select 1 from event_pending where tenant_id = $1', [place.id])
    expect(pending).toEqual([])
  })
})
