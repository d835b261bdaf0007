import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../platform/db/index.ts'
import { drainEvents, type StoredEvent } from '../../platform/events/index.ts'
import { readId } from '../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import {
  bodyOf,
  conversationOf,
  deliver,
  newPhone,
  ordersOf,
  type Sent,
  type Shop,
  shop,
  thread,
  USER,
  write,
} from '../../test/customer.ts'
import { until } from '../../test/until.ts'
import { queueMessage, setBotPaused } from '../messaging/index.ts'
import { updateTenant } from '../tenancy/index.ts'
import { botSubscribers } from './subscribers.ts'

let app: TestApp
beforeAll(async () => {
  app = await buildApp()
})
afterAll(() => app.close())

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
async function lastReceived(shop: Shop): Promise<StoredEvent> {
  const [row] = await app.context.db.tenant(shop.id, tx =>
    tx.rows(sql<StoredEvent>`
      select tenant_id as "tenantId", id, type, aggregate_kind as "aggregateKind", aggregate_id as "aggregateId",
        jsonb_build_object('kind', actor_kind) as actor, data, created_at as "createdAt"
      from event where type = 'message.received' order by position desc limit 1`),
  )
  return row!
}

const handle = (shop: Shop, event: StoredEvent, then?: () => never) =>
  app.context.db.tenant(shop.id, async tx => {
    await botSubscribers(app.context)[0]!.handle(tx, [event])
    then?.()
  })

/** Up to the question before the order. */
async function upToConfirm(shop: Shop, from: string): Promise<void> {
  await write(app, shop, from, '#01 #02 x2')
  expect((await write(app, shop, from, 'pickup')).join()).toContain('SAR 111.00')
}

describe('a customer who writes', () => {
  it('orders from the first word to the order number; the order stands in the list with its lines', async () => {
    const place = await shop(app)
    const from = newPhone()
    expect(await write(app, place, from, 'hi')).toEqual([expect.stringContaining('Welcome to Business')])
    await write(app, place, from, 'new order')
    await write(app, place, from, 'delivery')
    const content = { location: { latitude: 24.7, longitude: 46.6, address: 'Olaya St 3' } }
    await write(app, place, from, '', { type: 'location', content })
    await write(app, place, from, 'Kebab')
    await write(app, place, from, '3')
    await write(app, place, from, 'checkout')
    expect(await write(app, place, from, 'confirm')).toEqual([
      expect.stringMatching(/order #1 is placed.*\n.*SAR 144\.00/),
    ])
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
    const messages = await thread(app, place, from)
    expect(messages.map(message => message.seq)).toEqual(messages.map((_, index) => index + 1))
    expect(messages.filter(message => message.author === 'contact')).toHaveLength(8)
  })

  it('is counted once for one question, however often the button is tapped', async () => {
    const place = await shop(app)
    const from = newPhone()
    for (const text of ['hi', 'pickup', 'Kebab']) await write(app, place, from, text)
    const offer = (await thread(app, place, from)).at(-1)!.content.interactive
    const two = offer?.kind === 'buttons' ? offer.buttons[1]! : undefined
    const content = { interactive: { kind: 'button_reply' as const, id: two!.id, title: '2' } }
    const tap = () => write(app, place, from, '', { type: 'interactive', content, answers: 'wamid.question' })
    expect(await tap()).toEqual([expect.stringContaining('2 × Kebab')])
    expect(await tap()).toEqual([expect.stringContaining('already'), expect.stringContaining('2 × Kebab')])
  })

  it('keeps the note of a catalogue cart: it is shown, and stands on the order and its lines', async () => {
    const place = await shop(app)
    const from = newPhone()
    await write(app, place, from, 'pickup')
    const items = [{ productId: '02', quantity: 1, price: 4800, currency: 'SAR' }]
    const content = { order: { text: 'no onions, nut allergy', items } }
    const said = await write(app, place, from, '', { type: 'order', content })
    expect(said.join()).toContain('no onions, nut allergy')
    await write(app, place, from, '#02 well done')
    await write(app, place, from, 'confirm')
    const [order] = await ordersOf(app, place, from)
    expect(order).toMatchObject({ note: 'no onions, nut allergy', lines: [{ note: null }, { note: 'well done' }] })
  })

  it('is left to a person when a catalogue cart does not list its products, and no order is made up', async () => {
    const place = await shop(app)
    const from = newPhone()
    await write(app, place, from, 'pickup')
    const total = { amount: 6300, currency: 'SAR', digits: 2 }
    const said = await write(app, place, from, '', {
      type: 'order',
      content: { order: { orderId: '41', itemCount: 2, total, items: [] } },
    })
    expect(said).toEqual([expect.stringContaining('A person will answer you here')])
    expect(await write(app, place, from, 'menu')).toEqual([])
    expect(await ordersOf(app, place, from)).toEqual([])
  })

  it('is answered in the order of their messages when several come at once', async () => {
    const place = await shop(app)
    const from = newPhone()
    for (const text of ['hi', '#01', 'pickup', 'confirm']) await deliver(app, place, from, text)
    await Promise.all([drainEvents(app.context), drainEvents(app.context)])
    const said = (await thread(app, place, from)).filter(message => message.author === 'bot').map(bodyOf)
    expect(said.at(-1)).toContain('order #1 is placed')
    expect(await ordersOf(app, place, from)).toHaveLength(1)
  })

  it('is answered in their language: the contact’s, the first text’s, else that of the business', async () => {
    const place = await shop(app, { locale: 'fr-CM' })
    const [plain, arabic, noted] = [newPhone(), newPhone(), newPhone()]
    expect((await write(app, place, plain, '👋')).join()).toContain('Bienvenue')
    expect((await write(app, place, arabic, 'مساء الخير كيف الحال')).join()).toContain('أهلاً بك')
    expect((await write(app, place, arabic, 'menu')).join()).toContain('اختر')
    expect((await write(app, place, arabic, 'hello')).join()).toContain('Welcome')
    await write(app, place, noted, 'مرحبا')
    const { contactId } = await conversationOf(app, place, noted)
    await app.database.query(`update contact set locale = 'en' where id = $1`, [contactId])
    expect((await write(app, place, noted, 'مرحبا')).join()).toContain('Welcome')
  })

  it('to two businesses from one phone is two customers', async () => {
    const [one, other] = [await shop(app), await shop(app, { currency: 'KWD' })]
    const from = newPhone()
    await write(app, one, from, '#01')
    expect((await write(app, other, from, 'cart')).join()).toContain('Your cart is empty')
    await write(app, other, from, '#02 x2')
    expect((await write(app, other, from, 'pickup')).join()).toContain('KWD 9.600')
    await write(app, other, from, 'yes')
    expect(await ordersOf(app, one, from)).toEqual([])
    expect(await ordersOf(app, other, from)).toMatchObject([{ number: 1, totalAmount: 9600, currency: 'KWD' }])
  })
})

describe('exactly once', () => {
  it('the same event handled twice says once and orders once', async () => {
    const place = await shop(app)
    const from = newPhone()
    await upToConfirm(place, from)
    await deliver(app, place, from, 'confirm')
    const event = await lastReceived(place)
    await handle(place, event)
    const [once] = await traces(place)
    await handle(place, event)
    await drainEvents(app.context)
    expect(await ordersOf(app, place, from)).toHaveLength(1)
    const [twice] = await traces(place)
    expect(twice).toEqual(once)
    expect(once).toMatchObject({ orders: 1, numbers: 1, events: 1 })
  })

  it('a crash after the work and before the commit leaves nothing, and the next try does all of it', async () => {
    const place = await shop(app)
    const from = newPhone()
    await upToConfirm(place, from)
    await deliver(app, place, from, 'confirm')
    const before = await traces(place)
    const event = await lastReceived(place)
    const crash = handle(place, event, () => {
      throw new Error('the lights went out')
    })
    await expect(crash).rejects.toThrow('the lights went out')
    expect(await traces(place)).toEqual(before)
    await drainEvents(app.context)
    expect(await ordersOf(app, place, from)).toMatchObject([{ number: 1, totalAmount: 11100 }])
  })
})

describe('a person', () => {
  it('who answers makes the bot silent, until it is returned', async () => {
    const place = await shop(app)
    const from = newPhone()
    await write(app, place, from, 'hi')
    const { id: conversationId } = await conversationOf(app, place, from)
    const author = { kind: 'user', id: readId('user', place.userId)! } as const
    await app.context.db.tenant(place.id, tx =>
      queueMessage(tx, { conversationId, type: 'text', content: { text: { body: 'Hello' } }, author }),
    )
    expect(await write(app, place, from, 'menu')).toEqual([])
    await app.context.db.tenant(place.id, tx => setBotPaused(tx, conversationId, false, author))
    expect((await write(app, place, from, 'menu')).join()).toContain('Food')
  })

  it('is fetched by “talk to support”: the bot says so and is silent then', async () => {
    const place = await shop(app)
    const from = newPhone()
    expect((await write(app, place, from, 'talk to support')).join()).toContain('A person will answer you here')
    expect(await write(app, place, from, 'menu')).toEqual([])
  })

  it('who answers at the very moment the bot does is not followed by the bot', async () => {
    const place = await shop(app)
    const from = newPhone()
    await deliver(app, place, from, 'hi')
    const { id: conversationId } = await conversationOf(app, place, from)
    const event = await lastReceived(place)
    let bot: Promise<void> | undefined
    await app.context.db.tenant(place.id, async tx => {
      const content = { text: { body: 'Hello, this is Layla' } }
      await queueMessage(tx, { conversationId, type: 'text', content, author: USER })
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
    expect((await thread(app, place, from)).map(message => message.author)).toEqual(['contact', 'user'])
  })

  it('is not talked over: what came while a person had the conversation is not answered afterwards', async () => {
    const place = await shop(app)
    const from = newPhone()
    await write(app, place, from, 'support')
    await deliver(app, place, from, 'menu')
    const { id } = await conversationOf(app, place, from)
    await app.context.db.tenant(place.id, tx => setBotPaused(tx, id, false, USER))
    await drainEvents(app.context)
    expect((await thread(app, place, from)).at(-1)?.author).toBe('contact')
  })
})

describe('a customer', () => {
  const waiting = async (place: Shop, from: string) => {
    const [row] = await app.database.query(
      'select waiting_since from conversation where tenant_id = $1 and address = $2',
      [place.id, from],
    )
    return row!.waiting_since as Date | null
  }
  const say = async (place: Shop, from: string, kind: 'user' | 'api' | 'campaign' | 'bot') => {
    const { id: conversationId } = await conversationOf(app, place, from)
    const message = { conversationId, type: 'text', content: { text: { body: 'Hello' } }, author: { kind } }
    await app.context.db.tenant(place.id, tx => queueMessage(tx, message))
  }

  it('does not wait when the bot answers, and waits again when it hands over', async () => {
    const place = await shop(app)
    const from = newPhone()
    await deliver(app, place, from, 'hi')
    expect(await waiting(place, from)).not.toBeNull()
    await drainEvents(app.context)
    expect(await waiting(place, from)).toBeNull()
    const asked = new Date(Date.now() - 60_000)
    await write(app, place, from, 'talk to support', { at: asked })
    expect(Math.abs((await waiting(place, from))!.getTime() - Date.now())).toBeLessThan(120_000)
    await say(place, from, 'user')
    expect(await waiting(place, from)).toBeNull()
  })

  it('is answered by a program, but not by a campaign, and not by a bot that only brings news', async () => {
    const place = await shop(app)
    const [one, other] = [newPhone(), newPhone()]
    for (const from of [one, other]) await write(app, place, from, 'talk to support')
    await say(place, one, 'campaign')
    await say(place, one, 'bot')
    expect(await waiting(place, one)).not.toBeNull()
    await say(place, other, 'api')
    expect(await waiting(place, other)).toBeNull()
  })
})

describe('the bot stays silent', () => {
  const expectSilence = async (place: Shop, text = 'hi', sent: Sent = {}) => {
    const from = newPhone()
    expect(await write(app, place, from, text, sent)).toEqual([])
    expect(await thread(app, place, from)).toHaveLength(1)
  }

  it('for a business that has none', async () => {
    await expectSilence(await shop(app, { businessType: 'delivery' }))
    await expectSilence(await shop(app, { businessType: 'support' }))
  })

  it('when the business switched it off, or is suspended', async () => {
    const place = await shop(app)
    await app.context.db.tenant(place.id, tx => updateTenant(tx, { settings: { bot: { enabled: false } } }, USER))
    await expectSilence(place)
    const other = await shop(app)
    await app.database.query(`update tenant set status = 'suspended' where id = $1`, [other.id])
    await expectSilence(other)
  })

  it('to a message that it could not read until long after it came; a phone whose clock is slow is answered', async () => {
    const place = await shop(app)
    expect(await write(app, place, newPhone(), 'hi', { at: new Date(Date.now() - 11 * 60_000) })).toHaveLength(1)
    const from = newPhone()
    await deliver(app, place, from, 'hi')
    await app.database.query(
      `update event set data = jsonb_set(data, '{receivedAt}', to_jsonb($2::text))
        where tenant_id = $1 and type = 'message.received' and created_at > now() - interval '1 minute'`,
      [place.id, new Date(Date.now() - 11 * 60_000).toISOString()],
    )
    await drainEvents(app.context)
    expect((await thread(app, place, from)).filter(message => message.author === 'bot')).toEqual([])
  })

  it('above the limit of a customer, whose messages are stored all the same, while others are served', async () => {
    const place = await shop(app)
    const bot = { customerMessagesPerMinute: 2 }
    await app.context.db.tenant(place.id, tx => updateTenant(tx, { settings: { bot } }, USER))
    const [loud, quiet] = [newPhone(), newPhone()]
    for (const text of ['hi', 'menu']) expect(await write(app, place, loud, text)).toHaveLength(1)
    expect(await write(app, place, loud, 'menu')).toEqual([])
    expect((await thread(app, place, loud)).filter(message => message.author === 'contact')).toHaveLength(3)
    expect(await write(app, place, quiet, 'hi')).toHaveLength(1)
  })

  it('above the limit of the business', async () => {
    const [place, other] = [await shop(app), await shop(app)]
    const bot = { messagesPerMinute: 2 }
    await app.context.db.tenant(place.id, tx => updateTenant(tx, { settings: { bot } }, USER))
    for (let n = 0; n < 2; n++) expect(await write(app, place, newPhone(), 'hi')).toHaveLength(1)
    await expectSilence(place)
    expect(await write(app, other, newPhone(), 'hi')).toHaveLength(1)
  })

  it('to reactions', async () => {
    const place = await shop(app)
    const content = { reaction: { providerMessageId: 'sim.x', emoji: '👍' } }
    expect(await write(app, place, newPhone(), '', { type: 'reaction', content })).toEqual([])
  })
})
