import type { Context } from '../platform/context.ts'
import type { Business } from './business.ts'
import { type MessageRow, moveConversations, moveMessages, moveOrders, selectMessages } from './demo.sql.ts'
import { conversationsByCustomer } from './play.ts'
import type { ScriptedConversation } from './script.ts'

const MINUTE_MS = 60_000
/** A bot answers this long after it was spoken to. */
const BOT_MS = 2_000

/** Everything was said within a second; now each message gets the time that the script gives it. */
export async function backdate(context: Context, business: Business): Promise<void> {
  const now = context.clock.now().getTime()
  await context.db.tenant(business.id, async tx => {
    const rows = await conversationsByCustomer(tx)
    const messages = Map.groupBy(await tx.rows(selectMessages()), row => row.conversationId)
    const times = business.plan.conversations.flatMap(conversation =>
      timesOf(conversation, messages.get(rows.get(conversation.from)!.id) ?? [], now, newsOf(business, conversation)),
    )
    await tx.run(moveMessages(times))
    await tx.run(moveConversations())
    await tx.run(moveOrders())
  })
}

/** When the customer's order moved last; the news of it is the bot's last word. */
function newsOf({ plan }: Business, conversation: ScriptedConversation): number | undefined {
  const order = plan.orders.find(other => other.from === conversation.from && !other.elsewhere)
  return order?.moves.at(-1)?.[1]
}

/** Customers and people have their lines; what a bot says follows what it answers. */
function timesOf(
  conversation: ScriptedConversation,
  messages: readonly MessageRow[],
  now: number,
  news: number | undefined,
) {
  const lines = [...conversation.lines]
  let at = now
  return messages.map(({ id, author }) => {
    const line = author === 'bot' ? undefined : lines.shift()
    if (line) at = Math.max(now - line.ago * MINUTE_MS, line === conversation.lines[0] ? 0 : at + BOT_MS)
    else if (lines.length === 0 && news !== undefined) at = Math.max(now - news * MINUTE_MS, at + BOT_MS)
    else at += BOT_MS
    return { id, at: new Date(Math.min(at, now)).toISOString() }
  })
}
