import type { Context } from '../../platform/context.ts'
import type { Subscriber } from '../../platform/events/index.ts'
import { answerMessage } from './bot.ts'
import { tellOrderNews } from './order-updates.ts'

export const botSubscribers = (context: Context): Subscriber[] => [
  {
    name: 'bots',
    types: ['message.received'],
    handle: (tx, event) => answerMessage(context, tx, event),
  },
  {
    name: 'bots-orders',
    types: ['order.updated'],
    handle: (tx, event) => tellOrderNews(context, tx, event),
  },
]
