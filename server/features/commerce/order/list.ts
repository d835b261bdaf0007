import { type RawBuilder, sql, type Tx } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { fold } from '../../../platform/text/index.ts'
import { patternsOf, samePeople } from '../../contacts/index.ts'
import { getTenant, type Tenant } from '../../tenancy/index.ts'
import { type Order, searchOrders, selectOrders } from './order.sql.ts'
import type { OrderStatus } from './state.ts'

export interface OrderQuery {
  status?: readonly OrderStatus[]
  contactId?: Uuid
  conversationId?: Uuid
  /** A day, or a moment with offset. */
  from?: string
  to?: string
  q?: string
  after?: readonly [micros: number, id: Uuid]
  limit: number
}

/** A search looks at so many of the newest matches. To find older ones, give `from` and `to`. */
const SEARCHED = 1000

/** Orders newest first, with one row more than `limit` when there is another page. */
export async function pageOfOrders(tx: Tx, query: OrderQuery): Promise<Order[]> {
  const day = query.from || query.to ? dayAt(await getTenant(tx)) : undefined
  return await tx.rows(
    selectOrders({
      status: query.status,
      contactIds: query.contactId === undefined ? undefined : await samePeople(tx, query.contactId),
      conversationId: query.conversationId,
      from: query.from && day ? moment(query.from, day, 0) : undefined,
      to: query.to && day ? moment(query.to, day, 1) : undefined,
      ...(query.q ? await matching(tx, query.q) : {}),
      after: query.after,
      limit: query.limit + 1,
    }),
  )
}

/** When the days of a business begin: at an hour of its time zone. */
interface Days {
  timezone: string
  beginsAt: number
}

const dayAt = ({ timezone, settings }: Tenant): Days => ({ timezone, beginsAt: settings.dayEndsAt })

/** The beginning of a business's day. With `plusDays` 1 it is the day's end. */
function moment(text: string, { timezone, beginsAt }: Days, plusDays: number): RawBuilder<unknown> {
  if (text.includes('T')) return sql`${text}::timestamptz`
  const beginning = sql`(${text}::date + ${plusDays}::integer)::timestamp + make_interval(hours => ${beginsAt}::integer)`
  return sql`((${beginning}) at time zone ${timezone}::text)`
}

/** `#12` and `12` find the order of that number. Any text also finds parts of names and phone numbers. */
async function matching(tx: Tx, q: string): Promise<{ number?: number; ids: Uuid[] }> {
  const digits = /^#?(\d{1,15})$/.exec(fold(q))?.[1]
  const number = digits ? Number(digits) : undefined
  if (fold(q).startsWith('#') && number !== undefined) return { number, ids: [] }
  const found = await tx.rows(searchOrders(await patternsOf(tx, q), SEARCHED))
  return { number, ids: found.map(row => row.id) }
}
