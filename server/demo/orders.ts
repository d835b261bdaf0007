import { changeOrderStatus, placeOrder } from '../features/commerce/index.ts'
import type { Tx } from '../platform/db/index.ts'
import type { Context } from '../platform/feature.ts'
import type { Uuid } from '../platform/ids/index.ts'
import type { Business } from './business.ts'
import { threadsByCustomer } from './play.ts'
import type { DemoOrder } from './script.ts'
import { untilDelivered } from './work.ts'

/** Orders of the last days, each as far as it has come. Their customers are told, as always. */
export async function placeOrders(context: Context, business: Business): Promise<void> {
  const now = context.clock.now().getTime()
  const at = (ago: number) => new Date(now - ago * 60_000)
  await context.db.tenant(business.id, async tx => {
    const oldestFirst = [...business.plan.orders].sort((one, other) => other.placed - one.placed)
    for (const order of oldestFirst) await place(tx, business, order, at)
  })
  await untilDelivered(context, [business.id])
}

async function place(tx: Tx, business: Business, order: DemoOrder, at: (ago: number) => Date): Promise<void> {
  const thread = (await threadsByCustomer(tx)).get(order.from)!
  const by = (person: Uuid | undefined) => ({ kind: 'user', id: person }) as const
  const { id } = await placeOrder(tx, business.id, {
    sourceKey: `demo:${order.from}:${order.placed}`,
    contactId: thread.contactId,
    conversationId: order.elsewhere ? undefined : thread.id,
    ...('branch' in order.to
      ? { fulfilment: 'pickup', branchId: business.branches[order.to.branch] }
      : { fulfilment: 'delivery', address: { text: order.to.address } }),
    lines: order.lines.map(([code, quantity, note]) => ({ itemId: business.items.get(code)!, quantity, note })),
    payment: 'cash',
    actor: by(business.people[1]),
    at: at(order.placed),
  })
  for (const [status, ago] of order.moves) {
    await changeOrderStatus(tx, business.id, id, status, by(business.people[2]), at(ago))
  }
}
