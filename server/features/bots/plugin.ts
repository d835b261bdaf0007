import type { Tx } from '../../platform/db/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import type { Order } from '../commerce/index.ts'
import type { Tenant } from '../tenancy/index.ts'
import type { Input } from './input.ts'
import type { Reply } from './reply.ts'
import type { BotLocale } from './texts/texts.ts'

/** What `bot.ts` does for a plugin, in the transaction of the replies. */
export type Action =
  | {
      do: 'placeOrder'
      fulfilment: 'delivery' | 'pickup'
      branchId: Uuid | null
      address: { text?: string; latitude?: number; longitude?: number } | null
      /** `amount`: the price that the customer was shown for one, in minor units. */
      lines: Array<{ itemId: Uuid; quantity: number; note?: string; amount: number }>
      note: string | null
    }
  /** A person takes over; the bot is silent in this conversation from now on. */
  | { do: 'handOver' }

/** How placing an order went. */
export type OrderOutcome =
  | { kind: 'placed'; number: number; totalAmount: number; currency: string }
  | { kind: 'refused'; code: string }

/** One step of a conversation. `data` is stored and comes back with the next message; `step` names it for people. */
export interface DialogueStep {
  data: unknown
  step: string
  replies: Reply[]
}

/** A plugin that knows what it needs about one conversation. Everything in it is pure. */
export interface Dialogue {
  /** @param data what the last step stored; null or an unknown shape begins a new conversation */
  answer(data: unknown, input: Input): DialogueStep & { actions: Action[] }
  /** What is said once an order was placed or refused. */
  settle(data: unknown, outcome: OrderOutcome): DialogueStep
}

/** Whom a plugin speaks with. */
export interface Scope {
  contactId: Uuid
  locale: BotLocale
  now: Date
}

/** What a bot can do for one kind of business. `prepare` reads, the dialogue decides, and `bot.ts` does it. */
export interface Plugin {
  readonly name: string
  /** Reads what it needs for conversations with these customers, once for all of them. */
  prepare(tx: Tx, tenant: Tenant, contactIds: readonly Uuid[]): Promise<(scope: Scope) => Promise<Dialogue>>
  /** Whether there is anything that a customer can order. */
  canOrder(tx: Tx): Promise<boolean>
  /** What the customer is told when the status of their order changes; nothing when they need not know. */
  orderNews(order: Order, tenant: Tenant, locale: BotLocale): Reply[]
}
