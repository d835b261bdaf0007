import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../platform/db/index.ts'
import { drainEvents, type EventRow } from '../../platform/events/index.ts'
import { newId, readId, type Uuid } from '../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { register, type TestTenant } from '../../test/twoTenants.ts'
import { until } from '../../test/until.ts'
import { type MessageContent, type MessageType, storeSimulated } from '../channels/index.ts'
import { addBranch, addCategory, addItem, changeOrderStatus, type Order, recentOrders } from '../commerce/index.ts'
import { drainIntake, queueMessage, setBotPaused } from '../messaging/index.ts'
import { updateTenant } from '../tenancy/index.ts'
import { botSubscribers } from './subscribers.ts'

let app: TestApp
beforeAll(async () => {
  app = await buildApp()
})
afterAll(() => app.close())

const USER = { kind: 'user' } as const

interface Shop extends TestTenant {
  id: Uuid
  channelId: Uuid
}

/** A business with one category, two items, one branch and a simulator. */
async function shop(changes: Record<string, unknown> = {}): Promise<Shop> {
  const tenant = await register(app, { locale: 'en-GB', currency: 'SAR', ...changes })
  const id = readId('tenant', tenant.tenantId)!
  await app.context.db.tenant(id, async tx => {
    const category = await addCategory(tx, id, { name: 'Food', translations: { ar: { name: 'طعام' } } }, USER)
    const item = (code: string, name: string, amount: number) => ({
      code,
      name,
      description: '',
      translations: {},
      price: { amount, currency: `${changes.currency ?? 'SAR'}` },
      categoryId: category.id,
      available: true,
    })
    await addItem(tx, id, item('01', 'Hummus', 1500), USER)
    await addItem(tx, id, item('02', 'Kebab', 4800), USER)
    await addBranch(tx, id, { name: 'Olaya', address: '', translations: {}, available: true }, USER)
  })
  await drainEvents(app.context)
  const [channel] = await app.database.query<{ id: Uuid }>('select id from channel where tenant_id = $1', [id])
  return { ...tenant, id, channelId: channel!.id }
}

let phones = 0
const newPhone = () => `96650555${(1000 + ++phones).toString()}`

interface Sent {
  type?: MessageType
  content?: MessageContent
  at?: Date
}

/** The customer's side delivers; nothing is answered yet. */
async function deliver(shop: Shop, from: string, text: string, sent: Sent = {}): Promise<void> {
  const { type = 'text', content = { text: { body: text } }, at = new Date() } = sent
  const message = { id: `sim.${newId()}`, from, name: 'Nora', type, content, at: at.toISOString() }
  await storeSimulated(app.context, { tenantId: shop.id, id: shop.channelId }, { messages: [message] })
  await drainIntake(app.context)
}

/** What the bot says to one message of a customer. */
async function write(shop: Shop, from: string, text: string, sent: Sent = {}): Promise<string[]> {
  const before = (await thread(shop, from)).length
  await deliver(shop, from, text, sent)
  await drainEvents(app.context)
  const messages = (await thread(shop, from)).slice(before)
  return messages.filter(message => message.author === 'bot').map(bodyOf)
}

interface Message {
  author: string
  seq: number
  status: string
  content: MessageContent
}

const thread = (shop: Shop, from: string) =>
  app.database.query<Message & { [key: string]: unknown }>(
    `select m.author_kind as author, m.seq, m.status, m.content from message m
      join conversation c on c.id = m.conversation_id
      where m.tenant_id = $1 and c.address = $2 order by m.seq`,
    [shop.id, from],
  )

const bodyOf = ({ content: { text, interactive } }: { content: MessageContent }) =>
  text?.body ?? (interactive && 'body' in interactive ? (interactive.body ?? '') : '')

async function conversationOf(shop: Shop, from: string): Promise<{ id: Uuid; contactId: Uuid }> {
  const [row] = await app.database.query<{ id: Uuid; contactId: Uuid }>(
    'select id, contact_id as "contactId" from conversation where tenant_id = $1 and address = $2',
    [shop.id, from],
  )
  return row!
}

async function ordersOf(shop: Shop, from: string): Promise<Order[]> {
  const { contactId } = await conversationOf(shop, from)
  return await app.context.db.tenant(shop.id, tx => recentOrders(tx, contactId, 10))
}

/** Everything of the conversation that a half done answer would leave behind. */
const traces = (shop: Shop) =>
  app.database.query(
    `select (select count(*)::int from bot_session where tenant_id = $1) as sessions,
      (select count(*)::int from message where tenant_id = $1 and author_kind = 'bot') as replies,
      (select count(*)::int from orders where tenant_id = $1) as orders,
      (select coalesce(sum(value), 0)::int from tenant_counter where tenant_id = $1 and name = 'order') as numbers,
      (select count(*)::int from event where tenant_id = $1 and type = 'order.created') as events,
      (select count(*)::int from send_pending where tenant_id = $1) as sends`,
    [shop.id],
  )

/** The last `message.received` of a business, as its subscriber gets it. */
async function lastReceived(shop: Shop): Promise<EventRow> {
  const [row] = await app.context.db.tenant(shop.id, tx =>
    tx.rows(sql<EventRow>`
      select tenant_id as "tenantId", id, type, aggregate_kind as "aggregateKind", aggregate_id as "aggregateId",
        jsonb_build_object('kind', actor_kind) as actor, data, created_at as "createdAt"
      from event where type = 'message.received' order by position desc limit 1`),
  )
  return row!
}

const handle = (shop: Shop, event: EventRow, then?: () => never) =>
  app.context.db.tenant(shop.id, async tx => {
    await botSubscribers(app.context)[0]!.handle(tx, event)
    then?.()
  })

/** Up to the question before the order. */
async function upToConfirm(shop: Shop, from: string): Promise<void> {
  await write(shop, from, '#01 #02 x2')
  expect((await write(shop, from, 'pickup')).join()).toContain('SAR 111.00')
}

describe('a customer who writes', () => {
  it('orders from the first word to the order number; the order stands in the list with its lines', async () => {
    const place = await shop()
    const from = newPhone()
    expect(await write(place, from, 'hi')).toEqual([expect.stringContaining('Welcome to Business')])
    await write(place, from, 'new order')
    await write(place, from, 'delivery')
    const content = { location: { latitude: 24.7, longitude: 46.6, address: 'Olaya St 3' } }
    await write(place, from, '', { type: 'location', content })
    await write(place, from, 'Kebab')
    await write(place, from, '3')
    await write(place, from, 'checkout')
    expect(await write(place, from, 'confirm')).toEqual([expect.stringMatching(/order #1 is placed.*\n.*SAR 144\.00/)])
    const { data } = await app.call<object[]>(place, 'GET', '/api/v1/orders')
    expect(data).toMatchObject([
      {
        number: 1,
        status: 'confirmed',
        fulfilment: 'delivery',
        contact: { name: 'Nora', phone: `+${from}` },
        address: { text: 'Olaya St 3', latitude: 24.7, longitude: 46.6 },
        total: { amount: 14400, currency: 'SAR' },
        lines: [{ code: '02', name: 'Kebab', quantity: 3, total: { amount: 14400 } }],
      },
    ])
    const messages = await thread(place, from)
    expect(messages.map(message => message.seq)).toEqual(messages.map((_, index) => index + 1))
    expect(messages.filter(message => message.author === 'contact')).toHaveLength(8)
  })

  it('is answered in the order of their messages when several come at once', async () => {
    const place = await shop()
    const from = newPhone()
    for (const text of ['hi', '#01', 'pickup', 'confirm']) await deliver(place, from, text)
    await Promise.all([drainEvents(app.context), drainEvents(app.context)])
    const said = (await thread(place, from)).filter(message => message.author === 'bot').map(bodyOf)
    expect(said.at(-1)).toContain('order #1 is placed')
    expect(await ordersOf(place, from)).toHaveLength(1)
  })

  it('is answered in their language: the contact’s, the first text’s, else that of the business', async () => {
    const place = await shop({ locale: 'fr-CM' })
    const [plain, arabic, noted] = [newPhone(), newPhone(), newPhone()]
    expect((await write(place, plain, '👋')).join()).toContain('Bienvenue')
    expect((await write(place, arabic, 'مساء الخير كيف الحال')).join()).toContain('أهلاً بك')
    expect((await write(place, arabic, 'menu')).join()).toContain('اختر')
    expect((await write(place, arabic, 'hello')).join()).toContain('Welcome')
    await write(place, noted, 'مرحبا')
    const { contactId } = await conversationOf(place, noted)
    await app.database.query(`update contact set locale = 'en' where id = $1`, [contactId])
    expect((await write(place, noted, 'مرحبا')).join()).toContain('Welcome')
  })

  it('to two businesses from one phone is two customers', async () => {
    const [one, other] = [await shop(), await shop({ currency: 'KWD' })]
    const from = newPhone()
    await write(one, from, '#01')
    expect((await write(other, from, 'cart')).join()).toContain('Your cart is empty')
    await write(other, from, '#02 x2')
    expect((await write(other, from, 'pickup')).join()).toContain('KWD 9.600')
    await write(other, from, 'yes')
    expect(await ordersOf(one, from)).toEqual([])
    expect(await ordersOf(other, from)).toMatchObject([{ number: 1, totalAmount: 9600, currency: 'KWD' }])
  })
})

describe('exactly once', () => {
  it('the same event handled twice says once and orders once', async () => {
    const place = await shop()
    const from = newPhone()
    await upToConfirm(place, from)
    await deliver(place, from, 'confirm')
    const event = await lastReceived(place)
    await handle(place, event)
    const [once] = await traces(place)
    await handle(place, event)
    await drainEvents(app.context)
    expect(await ordersOf(place, from)).toHaveLength(1)
    const [twice] = await traces(place)
    expect(twice).toEqual(once)
    expect(once).toMatchObject({ orders: 1, numbers: 1, events: 1 })
  })

  it('a crash after the work and before the commit leaves nothing, and the next try does all of it', async () => {
    const place = await shop()
    const from = newPhone()
    await upToConfirm(place, from)
    await deliver(place, from, 'confirm')
    const before = await traces(place)
    const event = await lastReceived(place)
    const crash = handle(place, event, () => {
      throw new Error('the lights went out')
    })
    await expect(crash).rejects.toThrow('the lights went out')
    expect(await traces(place)).toEqual(before)
    await drainEvents(app.context)
    expect(await ordersOf(place, from)).toMatchObject([{ number: 1, totalAmount: 11100 }])
  })
})

describe('a person', () => {
  it('who answers makes the bot silent, until it is returned', async () => {
    const place = await shop()
    const from = newPhone()
    await write(place, from, 'hi')
    const { id: conversationId } = await conversationOf(place, from)
    const author = { kind: 'user', id: readId('user', place.userId)! } as const
    await app.context.db.tenant(place.id, tx =>
      queueMessage(tx, place.id, { conversationId, type: 'text', content: { text: { body: 'Hello' } }, author }),
    )
    expect(await write(place, from, 'menu')).toEqual([])
    await app.context.db.tenant(place.id, tx => setBotPaused(tx, conversationId, false, author))
    expect((await write(place, from, 'menu')).join()).toContain('Food')
  })

  it('is fetched by “talk to support”: the bot says so and is silent then', async () => {
    const place = await shop()
    const from = newPhone()
    expect((await write(place, from, 'talk to support')).join()).toContain('A person will answer you here')
    expect(await write(place, from, 'menu')).toEqual([])
  })

  it('who answers at the very moment the bot does is not followed by the bot', async () => {
    const place = await shop()
    const from = newPhone()
    await deliver(place, from, 'hi')
    const { id: conversationId } = await conversationOf(place, from)
    const event = await lastReceived(place)
    let bot: Promise<void> | undefined
    await app.context.db.tenant(place.id, async tx => {
      const content = { text: { body: 'Hello, this is Layla' } }
      await queueMessage(tx, place.id, { conversationId, type: 'text', content, author: USER })
      bot = handle(place, event)
      // The person's answer commits only once the bot is at work on the same conversation.
      await until(async () => {
        const [row] = await app.database.query(
          `select count(*)::int as waiting from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'`,
        )
        return row!.waiting > 0
      })
    })
    await bot
    expect((await thread(place, from)).map(message => message.author)).toEqual(['contact', 'user'])
  })

  it('is not talked over: what came while a person had the conversation is not answered afterwards', async () => {
    const place = await shop()
    const from = newPhone()
    await write(place, from, 'support')
    await deliver(place, from, 'menu')
    const { id } = await conversationOf(place, from)
    await app.context.db.tenant(place.id, tx => setBotPaused(tx, id, false, USER))
    await drainEvents(app.context)
    expect((await thread(place, from)).at(-1)?.author).toBe('contact')
  })
})

describe('the bot stays silent', () => {
  const expectSilence = async (place: Shop, text = 'hi', sent: Sent = {}) => {
    const from = newPhone()
    expect(await write(place, from, text, sent)).toEqual([])
    expect(await thread(place, from)).toHaveLength(1)
  }

  it('for a business that has none', async () => {
    await expectSilence(await shop({ businessType: 'delivery' }))
    await expectSilence(await shop({ businessType: 'support' }))
  })

  it('when the business switched it off, or is suspended', async () => {
    const place = await shop()
    await app.context.db.tenant(place.id, tx => updateTenant(tx, { settings: { bot: { enabled: false } } }, USER))
    await expectSilence(place)
    const other = await shop()
    await app.database.query(`update tenant set status = 'suspended' where id = $1`, [other.id])
    await expectSilence(other)
  })

  it('to a message that a provider brings long after it was written', async () => {
    const place = await shop()
    await expectSilence(place, 'hi', { at: new Date(Date.now() - 11 * 60_000) })
    expect(await write(place, newPhone(), 'hi', { at: new Date(Date.now() - 9 * 60_000) })).toHaveLength(1)
  })

  it('above the limit of a customer, whose messages are stored all the same, while others are served', async () => {
    const place = await shop()
    const bot = { customerMessagesPerMinute: 2 }
    await app.context.db.tenant(place.id, tx => updateTenant(tx, { settings: { bot } }, USER))
    const [loud, quiet] = [newPhone(), newPhone()]
    for (const text of ['hi', 'menu']) expect(await write(place, loud, text)).toHaveLength(1)
    expect(await write(place, loud, 'menu')).toEqual([])
    expect((await thread(place, loud)).filter(message => message.author === 'contact')).toHaveLength(3)
    expect(await write(place, quiet, 'hi')).toHaveLength(1)
  })

  it('above the limit of the business', async () => {
    const [place, other] = [await shop(), await shop()]
    const bot = { messagesPerMinute: 2 }
    await app.context.db.tenant(place.id, tx => updateTenant(tx, { settings: { bot } }, USER))
    for (let n = 0; n < 2; n++) expect(await write(place, newPhone(), 'hi')).toHaveLength(1)
    await expectSilence(place)
    expect(await write(other, newPhone(), 'hi')).toHaveLength(1)
  })

  it('to reactions', async () => {
    const place = await shop()
    const content = { reaction: { providerMessageId: 'sim.x', emoji: '👍' } }
    expect(await write(place, newPhone(), '', { type: 'reaction', content })).toEqual([])
  })
})

describe('news of an order', () => {
  const placed = async (changes: Record<string, unknown> = {}) => {
    const place = await shop(changes)
    const from = newPhone()
    for (const text of ['#01', 'pickup', 'confirm']) await write(place, from, text)
    const [order] = await ordersOf(place, from)
    return { place, from, order: order! }
  }
  const move = async (place: Shop, order: Order, ...statuses: Array<Parameters<typeof changeOrderStatus>[3]>) => {
    await app.context.db.tenant(place.id, async tx => {
      for (const status of statuses) await changeOrderStatus(tx, place.id, order.id, status, USER)
    })
    await drainEvents(app.context)
  }
  const lastSaid = async (place: Shop, from: string) => bodyOf((await thread(place, from)).at(-1)!)

  it('reaches the customer at each step, in the language of the conversation', async () => {
    const { place, from, order } = await placed()
    await move(place, order, 'preparing')
    expect(await lastSaid(place, from)).toBe('Order #1\n👨‍🍳 Your order is being prepared.')
    await move(place, order, 'ready')
    expect(await lastSaid(place, from)).toBe('Order #1\n🏠 Your order is ready. You can collect it now: Olaya.')
    await write(place, from, 'مرحبا')
    await move(place, order, 'delivered')
    expect(await lastSaid(place, from)).toBe('الطلب رقم #1\n✅ تم استلام الطلب. نتمنى لك وجبة شهية!')
  })

  it('comes also while a person has the conversation, and speaks of goods in a shop', async () => {
    const { place, from, order } = await placed({ businessType: 'retail' })
    await write(place, from, 'support')
    await move(place, order, 'preparing', 'ready', 'delivered')
    expect(await lastSaid(place, from)).toBe('Order #1\n✅ You have collected your order. Thank you!')
  })

  it('is only the newest when an order moved several times, and comes once', async () => {
    const { place, from, order } = await placed()
    const before = (await thread(place, from)).length
    await move(place, order, 'preparing', 'cancelled')
    await drainEvents(app.context)
    expect((await thread(place, from)).slice(before).map(bodyOf)).toEqual(['Order #1\n❌ Your order was cancelled.'])
  })

  it('is not sent when the window is closed, and nothing is stuck', async () => {
    const { place, from, order } = await placed()
    await app.database.query(
      `update conversation set window_expires_at = now() - interval '1 minute' where tenant_id = $1`,
      [place.id],
    )
    const before = (await thread(place, from)).length
    await move(place, order, 'preparing')
    expect(await thread(place, from)).toHaveLength(before)
    const pending = await app.database.query('select 1 from event_pending where tenant_id = $1', [place.id])
    expect(pending).toEqual([])
  })
})
