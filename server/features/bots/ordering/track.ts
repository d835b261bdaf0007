import { buttons, text } from '../reply.ts'
import type { Say } from '../texts/texts.ts'
import type { Facts } from './facts.ts'
import type { Session } from './session.ts'
import { money, stay, type Talk, type Turn } from './turn.ts'

type Order = Facts['orders'][number]

/** Where the newest order is, and what became of those before it. */
export function track(talk: Talk, session: Session): Turn {
  const { say, facts } = talk
  const [newest, ...earlier] = facts.orders
  if (!newest) return stay(talk, session, say('trackNone'))
  const total = money(talk, newest.totalAmount, newest.currency)
  const body = [say('trackOne', { number: newest.number, state: stateText(say, newest), total })]
  if (earlier.length > 0) body.push('', say('trackEarlier'), ...earlier.map(order => earlierLine(talk, order)))
  const choices = [
    { id: 'new_order', title: say('newOrder') },
    { id: 'contact_support', title: say('contactSupport') },
  ]
  return { session, replies: buttons(body.join('\n'), choices) }
}

const earlierLine = (talk: Talk, order: Order) =>
  talk.say('trackLine', {
    number: order.number,
    status: talk.say(`status.${order.status}`),
    total: money(talk, order.totalAmount, order.currency),
  })

/** An order's status as a sentence to its customer. */
export function stateText(say: Say, order: Pick<Order, 'status' | 'fulfilment' | 'branchName'>): string {
  const { status, fulfilment, branchName } = order
  const isPickup = fulfilment === 'pickup'
  if (status === 'draft') return say('status.draft')
  if (status === 'ready' && isPickup) {
    return branchName ? say('state.readyPickupAt', { place: branchName }) : say('state.readyPickup')
  }
  if (status === 'delivered' || status === 'rated') return say(isPickup ? 'state.deliveredPickup' : 'state.delivered')
  return say(`state.${status}`)
}

const NEWS: ReadonlySet<string> = new Set(['preparing', 'ready', 'out_for_delivery', 'delivered', 'cancelled'])

/** What the customer is told when the status of an order changes; nothing when they know it already. */
export function newsOf(say: Say, order: Pick<Order, 'number' | 'status' | 'fulfilment' | 'branchName'>) {
  if (!NEWS.has(order.status)) return []
  return text(say('news', { number: order.number, state: stateText(say, order) }))
}
