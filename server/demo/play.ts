import { storeSimulated } from '../features/channels/index.ts'
import { MESSAGING_EVENTS, patchConversation, queueMessage } from '../features/messaging/index.ts'
import type { Context } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { emit, newEvent } from '../platform/events/index.ts'
import type { Uuid } from '../platform/ids/index.ts'
import type { Business } from './business.ts'
import { type ConversationRow, refuseSend, selectConversations, selectMessages } from './demo.sql.ts'
import type { Line, ScriptedConversation } from './script.ts'
import { untilAnswered, untilDelivered } from './work.ts'

/** The first line of every conversation: now every customer is known. */
export const open = (context: Context, businesses: readonly Business[]): Promise<void> => speak(context, businesses, 0)

/** All other lines, and what people and customers did besides writing. */
export async function goOn(context: Context, businesses: readonly Business[]): Promise<void> {
  const ids = businesses.map(business => business.id)
  const rounds = Math.max(
    ...businesses.flatMap(({ plan }) => plan.conversations.map(conversation => conversation.lines.length)),
  )
  for (let round = 1; round < rounds; round++) await speak(context, businesses, round)
  await untilDelivered(context, ids)
  for (const business of businesses) await tidy(context, business)
  await untilDelivered(context, ids)
}

/**
 * One line of each conversation: customers speak through the simulator, people as they would from the inbox; bots answer by
 * themselves.
 */
async function speak(context: Context, businesses: readonly Business[], round: number): Promise<void> {
  await Promise.all(businesses.map(business => hearCustomers(context, business, round)))
  await untilAnswered(
    context,
    businesses.map(business => business.id),
  )
  await Promise.all(businesses.map(business => letPeopleWrite(context, business, round)))
}

async function hearCustomers(context: Context, { id, channelId, plan }: Business, round: number): Promise<void> {
  const at = context.clock.now().toISOString()
  const messages = plan.conversations.flatMap(({ from, name, lines }) => {
    const line = lines[round]
    if (line?.by !== 'customer') return []
    return [{ id: `demo.${from}.${round}`, from, name, type: line.type, content: line.content, at }]
  })
  if (messages.length > 0) await storeSimulated(context, { tenantId: id, id: channelId }, { messages })
}

async function letPeopleWrite(context: Context, business: Business, round: number): Promise<void> {
  await context.db.tenant(business.id, async tx => {
    const rows = await conversationsByCustomer(tx)
    for (const { from, lines } of business.plan.conversations) {
      const line = lines[round]
      if (line?.by === 'person') await write(tx, business, rows.get(from)!.id, line)
    }
  })
}

export const conversationsByCustomer = async (tx: Tx): Promise<Map<string, ConversationRow>> =>
  new Map((await tx.rows(selectConversations())).map(row => [row.address, row]))

const UNDELIVERABLE = {
  code: 131026,
  title: 'Message undeliverable',
  text: 'The customer’s phone cannot receive this message right now.',
}

async function write(tx: Tx, business: Business, conversationId: Uuid, line: Line & { by: 'person' }): Promise<void> {
  const author = { kind: 'user', id: business.people[line.person]! } as const
  const content = { text: { body: line.text } }
  const { id, seq } = await queueMessage(tx, { conversationId, type: 'text', content, author })
  if (line.ends !== 'failed') return
  await tx.run(refuseSend(id, UNDELIVERABLE))
  const data = { messageId: id, seq, status: 'failed' as const, error: UNDELIVERABLE }
  await emit(tx, [newEvent(MESSAGING_EVENTS['message.status'], conversationId, { kind: 'system' }, data)])
}

/** What people and customers did besides writing: took a conversation over, closed it, read it. */
async function tidy(context: Context, business: Business): Promise<void> {
  await context.db.tenant(business.id, async tx => {
    const rows = await conversationsByCustomer(tx)
    for (const conversation of business.plan.conversations)
      await settleConversation(tx, business, rows.get(conversation.from)!.id, conversation)
  })
  await markRead(context, business)
}

async function settleConversation(
  tx: Tx,
  business: Business,
  id: Uuid,
  conversation: ScriptedConversation,
): Promise<void> {
  const { assignee, status, priority, unread } = conversation
  const by = { kind: 'user', id: business.people[assignee ?? 0]! } as const
  if (assignee !== undefined) await patchConversation(tx, id, { assigneeId: business.people[assignee] }, by)
  await patchConversation(tx, id, { status, priority, ...(!unread && { unreadCount: 0 }) }, by)
}

/** The customer has read what was answered, except where the script says that it was only delivered. */
async function markRead(context: Context, { id, channelId, plan }: Business): Promise<void> {
  const at = context.clock.now().toISOString()
  const { rows, messages } = await context.db.tenant(id, async tx => ({
    rows: await conversationsByCustomer(tx),
    messages: await tx.rows(selectMessages()),
  }))
  const statuses = plan.conversations.flatMap(({ from, lines, unread }) => {
    const sent = messages.filter(row => row.conversationId === rows.get(from)!.id && row.providerMessageId)
    const out = sent.filter(row => row.author === 'user' || row.author === 'bot')
    const last = lines.findLast(line => line.by === 'person')
    const kept = unread || last?.ends === 'delivered' ? out.slice(0, -1) : out
    return kept.map(row => ({ id: row.providerMessageId!, status: 'read' as const, at }))
  })
  await storeSimulated(context, { tenantId: id, id: channelId }, { statuses })
}
