import { type MessageContent, type MessageType, storeSimulated } from '../features/channels/index.ts'
import { addBranch, addCategory, addItem, type Order, recentOrdersOf } from '../features/commerce/index.ts'
import { drainIntake } from '../features/messaging/index.ts'
import { drainEvents } from '../platform/events/index.ts'
import { newId, readId, type Uuid } from '../platform/ids/index.ts'
import type { TestApp } from './buildApp.ts'
import { register, type TestTenant } from './twoTenants.ts'

export const USER = { kind: 'user' } as const

export interface Shop extends TestTenant {
  id: Uuid
  channelId: Uuid
}

/** A business with one category, two items, one branch and a simulator. */
export async function shop(app: TestApp, changes: Record<string, unknown> = {}): Promise<Shop> {
  const tenant = await register(app, { locale: 'en-GB', currency: 'SAR', ...changes })
  const id = readId('tenant', tenant.tenantId)!
  await app.context.db.tenant(id, async tx => {
    const category = await addCategory(tx, { name: 'Food', translations: { ar: { name: 'طعام' } } }, USER)
    const item = (code: string, name: string, amount: number) => ({
      code,
      name,
      description: '',
      translations: {},
      price: { amount, currency: `${changes.currency ?? 'SAR'}` },
      categoryId: category.id,
      available: true,
    })
    await addItem(tx, item('01', 'Hummus', 1500), USER)
    await addItem(tx, item('02', 'Kebab', 4800), USER)
    await addBranch(tx, { name: 'Olaya', address: '', translations: {}, available: true }, USER)
  })
  await drainEvents(app.context)
  const [channel] = await app.database.query<{ id: Uuid }>('select id from channel where tenant_id = $1', [id])
  return { ...tenant, id, channelId: channel!.id }
}

let phones = 0
export const newPhone = () => `96650555${(1000 + ++phones).toString()}`

export interface Sent {
  type?: MessageType
  content?: MessageContent
  at?: Date
  /** The provider's id of the message that is answered. */
  answers?: string
}

/** The customer's side delivers; nothing is answered yet. */
export async function deliver(app: TestApp, shop: Shop, from: string, text: string, sent: Sent = {}): Promise<void> {
  const { type = 'text', content = { text: { body: text } }, at = new Date(), answers } = sent
  const said = { from, name: 'Nora', type, content, ...(answers && { replyTo: answers }) }
  const message = { id: `sim.${newId()}`, ...said, at: at.toISOString() }
  await storeSimulated(app.context, { tenantId: shop.id, id: shop.channelId }, { messages: [message] })
  await drainIntake(app.context)
}

/** What the bot says to one message of a customer. */
export async function write(app: TestApp, shop: Shop, from: string, text: string, sent: Sent = {}): Promise<string[]> {
  const before = (await thread(app, shop, from)).length
  await deliver(app, shop, from, text, sent)
  await drainEvents(app.context)
  const messages = (await thread(app, shop, from)).slice(before)
  return messages.filter(message => message.author === 'bot').map(bodyOf)
}

interface Message {
  author: string
  seq: number
  status: string
  content: MessageContent
}

export const thread = (app: TestApp, shop: Shop, from: string) =>
  app.database.query<Message & { [key: string]: unknown }>(
    `select m.author_kind as author, m.seq, m.status, m.content from message m
      join conversation c on c.id = m.conversation_id
      where m.tenant_id = $1 and c.address = $2 order by m.seq`,
    [shop.id, from],
  )

export const bodyOf = ({ content: { text, interactive } }: { content: MessageContent }) =>
  text?.body ?? (interactive && 'body' in interactive ? (interactive.body ?? '') : '')

export async function conversationOf(app: TestApp, shop: Shop, from: string): Promise<{ id: Uuid; contactId: Uuid }> {
  const [row] = await app.database.query<{ id: Uuid; contactId: Uuid }>(
    'select id, contact_id as "contactId" from conversation where tenant_id = $1 and address = $2',
    [shop.id, from],
  )
  return row!
}

export async function ordersOf(app: TestApp, shop: Shop, from: string): Promise<Order[]> {
  const { contactId } = await conversationOf(app, shop, from)
  return await app.context.db.tenant(
    shop.id,
    async tx => (await recentOrdersOf(tx, [contactId], 10)).get(contactId) ?? [],
  )
}
