import type { Context } from '../../platform/context.ts'
import { inlineSubscriber, type Subscriber, subscriber } from '../../platform/events/index.ts'
import { COMMERCE_EVENTS } from '../commerce/index.ts'
import { MESSAGING_EVENTS } from '../messaging/index.ts'
import { answerMessages } from './bot.ts'
import { tellOrderNews } from './order-updates.ts'

export const botSubscribers = (context: Context): Subscriber[] => [
  inlineSubscriber('bots', [MESSAGING_EVENTS['message.received']], (tx, events) => answerMessages(context, tx, events)),
  subscriber('bots-orders', [COMMERCE_EVENTS['order.updated']], (tx, event) => tellOrderNews(tx, event)),
]
