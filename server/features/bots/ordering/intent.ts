import type { Command } from '../texts/words.ts'
import type { CodeOrder } from './codes.ts'
import type { Session } from './session.ts'

/** What a customer wants, in whatever way they said it. */
export type Intent =
  | { do: 'command'; command: Command }
  | { do: 'category'; id: string; page: number }
  | { do: 'categories'; page: number }
  | { do: 'branches'; page: number }
  | { do: 'removals'; page: number }
  | { do: 'item'; id: string }
  /** Of the item asked about, unless the button names one. */
  | { do: 'quantity'; quantity: number; itemId?: string; note?: string; round?: number; asked?: number }
  | { do: 'otherQuantity'; itemId?: string; round?: number; asked?: number }
  | { do: 'branch'; id: string }
  /** `no` counts the lines of the item, which differ in their notes. */
  | { do: 'removeLine'; id: string; no: number }
  | { do: 'codes'; order: CodeOrder; note?: string }
  | { do: 'note'; note: string | null }
  | { do: 'place'; address: NonNullable<Session['address']>; located: boolean }
  | { do: 'startOver' }
  /** An address that is no address, a quantity that is none: the question is asked again. */
  | { do: 'again' }
  /** A point in the sea where nobody lives: the phone did not know where it was. */
  | { do: 'nowhere' }
  | { do: 'oldButton' }
  | { do: 'unreadable' }
  | { do: 'unknown' }

/** Ids of buttons that are a command in one tap. */
export const COMMAND_BUTTONS: Record<string, Command> = {
  new_order: 'newOrder',
  track_order: 'track',
  contact_support: 'support',
  order_delivery: 'delivery',
  order_pickup: 'pickup',
  show_menu: 'menu',
  add_item: 'add',
  view_cart: 'cart',
  remove_item: 'remove',
  checkout: 'checkout',
  pay_cash: 'cash',
  confirm: 'confirm',
  cancel: 'cancel',
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'

/** Which question for a quantity it was, and of which order. */
type Question = Pick<Session, 'round' | 'asked'>

/** Ids of buttons and rows that hold a value. They are made here and read here. */
export const idOf = {
  category: (id: string, page = 0) => (page > 0 ? `cat_${id}_p${page}` : `cat_${id}`),
  categories: (page: number) => `cats_p${page}`,
  branches: (page: number) => `branches_p${page}`,
  removals: (page: number) => `removals_p${page}`,
  item: (id: string) => `item_${id}`,
  quantity: (quantity: number, itemId: string, of: Question) => `qty_${quantity}_${itemId}_o${of.round}_q${of.asked}`,
  otherQuantity: (itemId: string, of: Question) => `qty_custom_${itemId}_o${of.round}_q${of.asked}`,
  branch: (id: string) => `branch_${id}`,
  removeLine: (itemId: string, no = 0) => (no > 0 ? `rm_${itemId}_n${no}` : `rm_${itemId}`),
  startOver: 'start_over',
}

/** The item of a quantity, the order and the question; buttons of earlier programs lack some of it. */
const OF = `(?:_(${UUID})(?:_o(\\d{1,9}))?(?:_q(\\d{1,9}))?)?`
const questionOf = (match: RegExpExecArray, at: number) => ({
  itemId: match[at],
  ...(match[at + 1] !== undefined && { round: Number(match[at + 1]) }),
  ...(match[at + 2] !== undefined && { asked: Number(match[at + 2]) }),
})

const READERS: Array<[RegExp, (match: RegExpExecArray) => Intent]> = [
  [new RegExp(`^cat_(${UUID}|other)(?:_p(\\d{1,3}))?$`), m => ({ do: 'category', id: m[1]!, page: Number(m[2] ?? 0) })],
  [/^cats_p(\d{1,3})$/, m => ({ do: 'categories', page: Number(m[1]) })],
  [/^branches_p(\d{1,3})$/, m => ({ do: 'branches', page: Number(m[1]) })],
  [/^removals_p(\d{1,3})$/, m => ({ do: 'removals', page: Number(m[1]) })],
  [new RegExp(`^item_(${UUID})$`), m => ({ do: 'item', id: m[1]! })],
  [new RegExp(`^qty_custom${OF}$`), m => ({ do: 'otherQuantity', ...questionOf(m, 1) })],
  [new RegExp(`^qty_(\\d{1,3})${OF}$`), m => ({ do: 'quantity', quantity: Number(m[1]), ...questionOf(m, 2) })],
  [new RegExp(`^branch_(${UUID})$`), m => ({ do: 'branch', id: m[1]! })],
  [new RegExp(`^rm_(${UUID})(?:_n(\\d{1,3}))?$`), m => ({ do: 'removeLine', id: m[1]!, no: Number(m[2] ?? 0) })],
  [/^start_over$/, () => ({ do: 'startOver' })],
]

/** What the button or row with this id does; undefined when the id is not ours. */
export function intentOfId(id: string): Intent | undefined {
  const command = Object.hasOwn(COMMAND_BUTTONS, id) ? COMMAND_BUTTONS[id] : undefined
  if (command) return { do: 'command', command }
  for (const [pattern, read] of READERS) {
    const match = pattern.exec(id)
    if (match) return read(match)
  }
  return undefined
}
