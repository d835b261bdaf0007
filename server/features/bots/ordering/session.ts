import { z } from 'zod'

/** Where an ordering conversation stands: what the customer was asked last. */
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
  /** One line an item; the name is kept to tell what it was when it goes. */
  cart: z.array(z.object({ itemId: z.string(), quantity: z.int().min(1), name: z.string() })),
  /** Go to the summary as soon as nothing is missing. */
  checkout: z.boolean(),
  /** The total that the customer saw in the summary, in minor units. */
  quoted: z.int().nullable(),
  /** What was offered last, so that its number and its words do what a tap does. */
  choices: z.array(z.object({ id: z.string(), title: z.string() })),
  misunderstood: z.int().min(0),
  /** Number of the order that was placed last. */
  placed: z.int().nullable(),
  /** When the customer last wrote, ISO. */
  at: z.string(),
})

/** Everything an ordering conversation remembers; stored as it is. */
export type Session = z.infer<typeof schema>
export type CartLine = Session['cart'][number]

export const newSession = (at: Date): Session => ({
  step: 'idle',
  fulfilment: null,
  address: null,
  branchId: null,
  categoryId: null,
  page: 0,
  itemId: null,
  cart: [],
  checkout: false,
  quoted: null,
  choices: [],
  misunderstood: 0,
  placed: null,
  at: at.toISOString(),
})

/** What was stored, or null when nothing was or when an older program wrote it in another shape. */
export function readSession(stored: unknown): Session | null {
  const parsed = schema.safeParse(stored)
  return parsed.success ? parsed.data : null
}
