import type { Context } from '../../platform/context.ts'
import { type Subscriber, subscriber } from '../../platform/events/index.ts'
import { COMMERCE_EVENTS } from '../commerce/index.ts'
import { MESSAGING_EVENTS } from '../messaging/index.ts'
import { answerMessage } from './bot.ts'
import { tellOrderNews } from './order-updates.ts'

export const botSubscribers = (context: Context): Subscriber[] => [
  subscriber('bots', [MESSAGING_EVENTS['message.received']], (tx, event) => answerMessage(context, tx, event)),
  subscriber('bots-orders', [COMMERCE_EVENTS['order.updated']], (tx, event) => tellOrderNews(tx, event)),
]
