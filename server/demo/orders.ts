import { changeOrderStatus, placeOrder } from '../features/commerce/index.ts'
import type { Context } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import type { Uuid } from '../platform/ids/index.ts'
import type { Business } from './business.ts'
import type { ConversationRow } from './demo.sql.ts'
import { conversationsByCustomer } from './play.ts'
import type { DemoOrder } from './script.ts'
import { untilDelivered } from './work.ts'

const timeAgo = ({ clock }: Context) => {
  const now = clock.now().getTime()
  return (ago: number) => new Date(now - ago * 60_000)
}
const by = (person: Uuid | undefined) => ({ kind: 'user', id: person }) as const
const sourceOf = (order: DemoOrder) => `demo:${order.from}:${order.placed}`

/** Orders of the last days; before those that the bot takes now, so that numbers grow with time. */
export async function placeOrders(context: Context, business: Business): Promise<void> {
  const at = timeAgo(context)
  await context.db.tenant(business.id, async tx => {
    const conversations = await conversationsByCustomer(tx)
    const oldestFirst = [...business.plan.orders].sort((one, other) => other.placed - one.placed)
    for (const order of oldestFirst) {
      const { id } = await place(tx, business, order, conversations.get(order.from)!, at(order.placed))
      business.orders.set(order, id)
    }
  })
}

/** Each order goes as far as it has come. Their customers are told, as always: after all that was written. */
export async function moveOrders(context: Context, business: Business): Promise<void> {
  const at = timeAgo(context)
  await context.db.tenant(business.id, async tx => {
    for (const [order, id] of business.orders) {
      for (const [status, ago] of order.moves) {
        await changeOrderStatus(tx, id, status, by(business.people[2]), at(ago))
      }
    }
  })
  await untilDelivered(context, [business.id])
}

const place = (tx: Tx, business: Business, order: DemoOrder, conversation: ConversationRow, at: Date) =>
  placeOrder(tx, {
    sourceKey: sourceOf(order),
    contactId: conversation.contactId,
    conversationId: order.elsewhere ? undefined : conversation.id,
    ...('branch' in order.to
      ? { fulfilment: 'pickup', branchId: business.branches[order.to.branch] }
      : { fulfilment: 'delivery', address: { text: order.to.address } }),
    lines: order.lines.map(([code, quantity, note]) => ({ itemId: business.items.get(code)!, quantity, note })),
    payment: 'cash',
    actor: by(business.people[1]),
    at,
  })
