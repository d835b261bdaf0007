import { json, type RawBuilder, sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { type FoldedColumn, maybeFold } from '../../../platform/text/index.ts'
import { type SearchPatterns, samePeopleAs } from '../../contacts/index.ts'
import type { DeliveryAddress } from './address.ts'
import type { PricedLine } from './pricing.ts'
import type { Fulfilment, NotInformed, OrderStatus } from './state.ts'

export interface OrderLine extends PricedLine {
  /** Its place in the order, from 1. */
  position: number
}

export interface Order {
  id: Uuid
  number: number
  conversationId: Uuid | null
  contactId: Uuid | null
  status: OrderStatus
  fulfilment: Fulfilment
  branchId: Uuid | null
  branchName: string | null
  address: DeliveryAddress | null
  customerName: string | null
  customerPhone: string | null
  note: string | null
  paymentMethod: 'cash' | 'online'
  /** Why the customer was not told of the last move; null: told, or nothing to tell. */
  notInformed: NotInformed | null
  /** Minor units. */
  totalAmount: number
  currency: string
  createdAt: Date
  updatedAt: Date
  /** Microseconds since 1970: a Date holds milliseconds only, too coarse for a cursor. */
  createdMicros: number
  lines: OrderLine[]
}

export type NewOrder = Omit<
  Order,
  'createdAt' | 'updatedAt' | 'createdMicros' | 'branchName' | 'lines' | 'notInformed'
> & {
  sourceKey: string
  /** Null: now. */
  at: Date | null
}

const orderColumns = sql`o.id, o.number, o.conversation_id as "conversationId", o.contact_id as "contactId", o.status,
  o.fulfilment, o.branch_id as "branchId", b.name as "branchName", o.address, o.customer_name as "customerName",
  o.customer_phone as "customerPhone", o.note, o.payment_method as "paymentMethod", o.not_informed as "notInformed", o.total_amount as "totalAmount",
  o.currency, o.created_at as "createdAt", o.updated_at as "updatedAt",
  (extract(epoch from o.created_at) * 1000000)::bigint as "createdMicros", coalesce(l.lines, '[]') as lines`

const withLines = sql`
  left join branch b on b.tenant_id = o.tenant_id and b.id = o.branch_id
  left join lateral (
    select jsonb_agg(jsonb_build_object('position', line_no, 'itemId', item_id, 'code', code, 'name', name, 'note', note,
      'quantity', quantity, 'unitAmount', unit_amount, 'lineAmount', line_amount) order by line_no) as lines
    from order_line where tenant_id = o.tenant_id and order_id = o.id
  ) l on true`

export const selectOrder = (id: Uuid) =>
  sql<Order>`select ${orderColumns} from orders o ${withLines} where o.id = ${id}`

export const selectOrderBySource = (sourceKey: string) => sql<Order>`
  select ${orderColumns} from orders o ${withLines} where o.source_key = ${sourceKey}`

/** The newest orders of each of these contacts, under whatever id they were placed; `asked` names the contact. */
export const selectOrdersOfEach = (contactIds: readonly Uuid[], limit: number) => sql<Order & { asked: Uuid }>`
  select p.asked, o.* from unnest(${uuids(contactIds)}) as p(asked)
  cross join lateral (
    select ${orderColumns} from orders o ${withLines} where o.contact_id = any(${samePeopleAs(sql`p.asked`)})
    order by o.created_at desc, o.id desc limit ${limit}
  ) o`

export interface OrderFilter {
  status?: readonly OrderStatus[]
  contactIds?: readonly Uuid[]
  conversationId?: Uuid
  /** Conditions on created_at, already in SQL: a day needs the tenant's time zone. */
  from?: RawBuilder<unknown>
  to?: RawBuilder<unknown>
  number?: number
  /** Ids found by `searchOrders`. When `number` is given too, a row needs only one of the two. */
  ids?: readonly Uuid[]
  after?: readonly [micros: number, id: Uuid]
  limit: number
}

export const selectOrders = (filter: OrderFilter) => sql<Order>`
  select ${orderColumns} from (
    select * from orders
    where ${filter.status ? sql`status = any(${filter.status}::text[])` : sql`true`}
      and ${filter.contactIds ? sql`contact_id = any(${uuids(filter.contactIds)})` : sql`true`}
      and ${filter.conversationId ? sql`conversation_id = ${filter.conversationId}` : sql`true`}
      and ${filter.from ? sql`created_at >= ${filter.from}` : sql`true`}
      and ${filter.to ? sql`created_at < ${filter.to}` : sql`true`}
      and ${filter.ids ? sql`(id = any(${filter.ids}::uuid[]) or number = ${filter.number ?? null})` : sql`true`}
      and ${filter.after ? sql`(created_at, id) < (${atMicros(filter.after[0])}, ${filter.after[1]}::uuid)` : sql`true`}
    order by created_at desc, id desc limit ${filter.limit}
  ) o ${withLines} order by o.created_at desc, o.id desc`

const atMicros = (micros: number) => sql`(timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond')`

export const searchOrders = ({ words, handle }: SearchPatterns, most: number) => sql<{ id: Uuid }>`
  select search_orders(${words}, ${handle}, ${most}) as id`

/** Lets one transaction at a time place the order of a source. The unique key decides; this saves the loser a number. */
export const lockSource = (tenantId: Uuid, sourceKey: string) => sql`
  select pg_advisory_xact_lock(hashtextextended(${`order ${tenantId} ${sourceKey}`}, 0))`

export const insertOrder = (tenantId: Uuid, row: NewOrder) => sql`
  insert into orders (tenant_id, id, number, conversation_id, contact_id, status, fulfilment, branch_id, address,
    customer_name, customer_folded, customer_phone, note, payment_method, total_amount, currency, source_key,
    created_at, updated_at)
  values (${tenantId}, ${row.id}, ${row.number}, ${row.conversationId}, ${row.contactId}, ${row.status},
    ${row.fulfilment}, ${row.branchId}, ${row.address && json(row.address)}, ${row.customerName},
    ${maybeFold(row.customerName)}, ${row.customerPhone}, ${row.note}, ${row.paymentMethod}, ${row.totalAmount}, ${row.currency}, ${row.sourceKey},
    coalesce(${row.at}::timestamptz, now()), coalesce(${row.at}::timestamptz, now()))`

export const insertLines = (tenantId: Uuid, orderId: Uuid, lines: readonly PricedLine[]) => sql`
  insert into order_line (tenant_id, order_id, line_no, item_id, code, name, note, quantity, unit_amount, line_amount)
  select ${tenantId}::uuid, ${orderId}::uuid, position, "itemId", code, name, note, quantity, "unitAmount", "lineAmount"
  from jsonb_to_recordset(${json(lines.map((line, index) => ({ ...line, position: index + 1 })))}) as r(position smallint,
    "itemId" uuid, code text, name text, note text, quantity integer, "unitAmount" bigint, "lineAmount" bigint)`

export interface HistoryEntry {
  id: Uuid
  from: OrderStatus | null
  to: OrderStatus
  actorKind: string
  actorId: Uuid | null
  at: Date
}

export const insertHistory = (
  tenantId: Uuid,
  orderId: Uuid,
  entry: Omit<HistoryEntry, 'at'> & { at: Date | null },
) => sql`
  insert into order_history (tenant_id, id, order_id, from_status, to_status, actor_kind, actor_id, created_at)
  values (${tenantId}, ${entry.id}, ${orderId}, ${entry.from}, ${entry.to}, ${entry.actorKind}, ${entry.actorId},
    coalesce(${entry.at}::timestamptz, now()))`

export const selectHistory = (orderId: Uuid) => sql<HistoryEntry>`
  select id, from_status as "from", to_status as "to", actor_kind as "actorKind", actor_id as "actorId",
    created_at as at
  from order_history where order_id = ${orderId} order by id`

export const lockOrder = (id: Uuid) => sql<Pick<Order, 'id' | 'number' | 'status' | 'fulfilment'>>`
  select id, number, status, fulfilment from orders where id = ${id} for update`

export const updateStatus = (id: Uuid, status: OrderStatus, at: Date | null) => sql`
  update orders set status = ${status}, not_informed = null, updated_at = coalesce(${at}::timestamptz, now()) where id = ${id}`

export const updateInformed = (id: Uuid, reason: NotInformed) => sql`
  update orders set not_informed = ${reason} where id = ${id}`

export const updateDetails = (id: Uuid, note: string | null, address: DeliveryAddress | null) => sql`
  update orders set note = ${note}, address = ${address && json(address)}, updated_at = now() where id = ${id}`

export const FOLDED_CUSTOMERS: FoldedColumn = {
  tenants: sql`
    select distinct tenant_id as "tenantId" from orders where customer_name is not null and customer_folded is null`,
  unfolded: most => sql`
    select id, customer_name as text from orders where customer_name is not null and customer_folded is null
    order by id limit ${most}`,
  store: rows => sql`
    update orders o set customer_folded = f.folded
    from jsonb_to_recordset(${json(rows)}) as f(id uuid, text text, folded text)
    where o.id = f.id and o.customer_name = f.text`,
}
