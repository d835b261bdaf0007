import { z } from 'zod'

/** The step of an ordering conversation: what the customer was asked last. */
export const STEPS = [
  'idle',
  'fulfilment',
  'address',
  'branch',
  'category',
  'item',
  'quantity',
  'cart',
  'remove',
  'summary',
] as const
export type OrderingStep = (typeof STEPS)[number]

const cartLine = z.object({
  itemId: z.string(),
  quantity: z.int().min(1),
  name: z.string(),
  note: z.string().optional(),
})

const schema = z.object({
  step: z.enum(STEPS),
  fulfilment: z.enum(['delivery', 'pickup']).nullable(),
  address: z
    .object({ text: z.string().optional(), latitude: z.number().optional(), longitude: z.number().optional() })
    .nullable(),
  branchId: z.string().nullable(),
  /** The category whose items were shown last. */
  categoryId: z.string().nullable(),
  page: z.int().min(0),
  /** The item whose quantity is asked. */
  itemId: z.string().nullable(),
  /** One line for an item with a note. The name is kept, to be told when the item can no longer be ordered. */
  cart: z.array(cartLine),
  /** What the customer wrote to the order as a whole. */
  note: z.string().nullable(),
  /** Go to the summary as soon as nothing is missing. */
  checkout: z.boolean(),
  /** What the customer saw in the summary: items, how many, and the price of one in minor units. All of it is compared. */
  quoted: z
    .array(
      z.object({
        itemId: z.string(),
        quantity: z.int(),
        amount: z.int(),
        currency: z.string().optional(),
        name: z.string().optional(),
      }),
    )
    .nullable(),
  /** What was offered last: writing its number or its words does the same as a tap. */
  choices: z.array(z.object({ id: z.string(), title: z.string() })),
  misunderstood: z.int().min(0),
  /** When the last message came that a bot cannot read; null after the customer wrote something else. */
  unreadableAt: z.string().nullable(),
  /** Counts the orders that were begun, to tell buttons of this order from buttons of earlier ones. */
  round: z.int().min(0),
  /** Counts the questions for a quantity in this order. Their buttons carry it: not every provider says which message was tapped. */
  asked: z.int().min(0).default(0),
  /** Questions that have been answered, by message and by count; a second tap on the same question counts nothing. */
  answered: z.array(z.string()),
  /** What each message brought into this order, so that a changed message can be read again. */
  sources: z.array(
    z.object({ messageId: z.string(), lines: z.array(cartLine), address: z.boolean(), note: z.boolean() }),
  ),
  /** The messages of the order that was placed last. */
  placedFrom: z.array(z.string()),
  /** Number of the order that was placed last. */
  placed: z.int().nullable(),
  /** When the customer last wrote, ISO. */
  at: z.string(),
})

/** Everything an ordering conversation remembers; stored as it is. */
export type Session = z.infer<typeof schema>
export type CartLine = Session['cart'][number]
export type Source = Session['sources'][number]

export const newSession = (at: Date): Session => ({
  step: 'idle',
  fulfilment: null,
  address: null,
  branchId: null,
  categoryId: null,
  page: 0,
  itemId: null,
  cart: [],
  note: null,
  checkout: false,
  quoted: null,
  choices: [],
  misunderstood: 0,
  unreadableAt: null,
  round: 0,
  asked: 0,
  answered: [],
  sources: [],
  placedFrom: [],
  placed: null,
  at: at.toISOString(),
})

/** What was stored; null when there is nothing, or when an older program stored another shape. */
export function readSession(stored: unknown): Session | null {
  const parsed = schema.safeParse(stored)
  return parsed.success ? parsed.data : null
}
