import type { Tx } from '../../../platform/db/index.ts'
import { AppError, notFound } from '../../../platform/errors/index.ts'
import { type Actor, emit, newEvent } from '../../../platform/events/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { type ContactCard, contactCards, madeHere } from '../../contacts/index.ts'
import { nextNumber } from '../../tenancy/index.ts'
import { selectBranch } from '../catalog/branch.sql.ts'
import { selectItemsToPrice } from '../catalog/item.sql.ts'
import { COMMERCE_ERRORS } from '../errors.ts'
import { COMMERCE_EVENTS } from '../events.ts'
import { changed } from '../patch.ts'
import { type DeliveryAddress, isSomewhere } from './address.ts'
import {
  type HistoryEntry,
  insertHistory,
  insertLines,
  insertOrder,
  lockOrder,
  lockSource,
  type NewOrder,
  type Order,
  selectHistory,
  selectOrder,
  selectOrderBySource,
  selectOrdersOfEach,
  updateDetails,
  updateInformed,
  updateStatus,
} from './order.sql.ts'
import { priceOrder, type WantedLine } from './pricing.ts'
import { canMove, type Fulfilment, type NotInformed, nextStatuses, type OrderStatus } from './state.ts'

/** An order as it is placed; prices come from the catalogue. */
export interface PlaceOrder {
  /** What places it: the same key twice gives the same order. */
  sourceKey: string
  conversationId?: Uuid
  contactId?: Uuid
  fulfilment: Fulfilment
  /** Pickup only. */
  branchId?: Uuid
  /** Delivery only. */
  address?: DeliveryAddress
  lines: WantedLine[]
  note?: string
  payment: 'cash' | 'online'
  actor: Actor
  /** When it was placed, for an order that is brought in afterwards. */
  at?: Date
}

/**
 * Places a confirmed order: prices and names from the catalogue at this moment, the tenant's next number, history and
 * `order.created`. A second call with the same `sourceKey` returns the first order unchanged.
 *
 * Refuses before anything is written, with 422: the reasons of `priceOrder`, ORDER_ADDRESS_MISSING,
 * ORDER_BRANCH_UNAVAILABLE.
 */
export async function placeOrder(tx: Tx, wanted: PlaceOrder): Promise<Order> {
  await tx.run(lockSource(tx.tenantId, wanted.sourceKey))
  const placed = await tx.maybe(selectOrderBySource(wanted.sourceKey))
  if (placed) return placed
  const catalogue = await tx.rows(selectItemsToPrice(wanted.lines.map(line => line.itemId)))
  const priced = priceOrder(wanted.lines, catalogue)
  const place = await placeOf(tx, wanted)
  const customer = await customerOf(tx, wanted.contactId)
  const row: NewOrder = {
    id: newId(),
    number: await nextNumber(tx, 'order'),
    conversationId: wanted.conversationId ?? null,
    contactId: customer?.id ?? null,
    status: 'confirmed',
    fulfilment: wanted.fulfilment,
    ...place,
    customerName: customer?.name ?? null,
    customerPhone: customer?.phone ?? null,
    note: wanted.note ?? null,
    paymentMethod: wanted.payment,
    totalAmount: priced.totalAmount,
    currency: priced.currency,
    sourceKey: wanted.sourceKey,
    at: wanted.at ?? null,
  }
  await tx.run(insertOrder(tx.tenantId, row))
  await tx.run(insertLines(tx.tenantId, row.id, priced.lines))
  await writeHistory(tx, row.id, { from: null, to: row.status, actor: wanted.actor, at: row.at })
  const order = await tx.one(selectOrder(row.id))
  await emit(tx, [created(order, wanted.actor)])
  return order
}

/** The customer's name now, which the order keeps, like its prices. Of a merged contact: the one it became. Throws NOT_FOUND. */
async function customerOf(tx: Tx, contactId: Uuid | undefined): Promise<ContactCard | undefined> {
  if (!contactId) return undefined
  const card = (await contactCards(tx, [contactId])).get(contactId)
  if (!card) throw notFound()
  return card
}

/** Keeps the address for a delivery and the branch for a pickup, not the other. */
async function placeOf(tx: Tx, wanted: PlaceOrder): Promise<Pick<NewOrder, 'branchId' | 'address'>> {
  if (wanted.fulfilment === 'delivery') {
    if (!wanted.address || !isSomewhere(wanted.address)) throw new AppError(COMMERCE_ERRORS.ORDER_ADDRESS_MISSING)
    return { branchId: null, address: wanted.address }
  }
  if (!wanted.branchId) return { branchId: null, address: null }
  const branch = await tx.maybe(selectBranch(wanted.branchId))
  if (!branch?.available) throw new AppError(COMMERCE_ERRORS.ORDER_BRANCH_UNAVAILABLE)
  return { branchId: branch.id, address: null }
}

const created = (order: Order, actor: Actor) =>
  newEvent(COMMERCE_EVENTS['order.created'], order.id, actor, {
    orderId: order.id,
    number: order.number,
    status: order.status,
    fulfilment: order.fulfilment,
    total: order.totalAmount,
    currency: order.currency,
    conversationId: order.conversationId,
    contactId: order.contactId,
    customerName: order.customerName,
    lines: order.lines.map(({ code, name, quantity, lineAmount }) => ({ code, name, quantity, lineAmount })),
  })

interface Move {
  from: OrderStatus | null
  to: OrderStatus
  actor: Actor
  at: Date | null
}

const writeHistory = (tx: Tx, orderId: Uuid, { actor, ...move }: Move) =>
  tx.run(
    insertHistory(tx.tenantId, orderId, { id: newId(), ...move, actorKind: actor.kind, actorId: actor.id ?? null }),
  )

/**
 * Moves an order to another status; writes its history and `order.updated`. Throws ORDER_TRANSITION (409) when its present status
 * does not lead there. Of two changes at once, the second sees what the first has done.
 *
 * @param at when it happened, for an order that is brought in afterwards
 */
export async function changeOrderStatus(
  tx: Tx,
  orderId: Uuid,
  to: OrderStatus,
  actor: Actor,
  at?: Date,
): Promise<Order> {
  const { number, status: from, fulfilment } = await tx.one(lockOrder(orderId))
  if (!canMove(from, to, fulfilment)) {
    const details = { from, to, allowed: nextStatuses(from, fulfilment) }
    throw new AppError(COMMERCE_ERRORS.ORDER_TRANSITION, { details })
  }
  await tx.run(updateStatus(orderId, to, at ?? null))
  await writeHistory(tx, orderId, { from, to, actor, at: at ?? null })
  const order = await tx.one(selectOrder(orderId))
  const data = { orderId, number, from, status: to, conversationId: order.conversationId, contactId: order.contactId }
  await emit(tx, [newEvent(COMMERCE_EVENTS['order.updated'], orderId, actor, data)])
  return order
}

/** Changes the note or the place of delivery; `order.updated` then has the same status before and after. */
export async function changeOrderDetails(
  tx: Tx,
  orderId: Uuid,
  patch: { note?: string | null; address?: DeliveryAddress },
  actor: Actor,
): Promise<Order> {
  const { number, status } = await tx.one(lockOrder(orderId))
  const order = await tx.one(selectOrder(orderId))
  const difference = changed({ note: order.note, address: order.address }, patch)
  if (!difference) return order
  const { note, address } = { ...order, ...patch }
  await tx.run(updateDetails(orderId, note, address))
  const { conversationId, contactId } = order
  const data = { orderId, number, from: status, status, conversationId, contactId, ...difference }
  await emit(tx, [newEvent(COMMERCE_EVENTS['order.updated'], orderId, actor, data)])
  return await tx.one(selectOrder(orderId))
}

/** Keeps that the customer was not told of the order's last move, and why: the desk has to call them. */
export async function noteNotInformed(tx: Tx, order: Order, reason: NotInformed, actor: Actor): Promise<void> {
  await tx.run(updateInformed(order.id, reason))
  const { id: orderId, number, conversationId } = order
  const data = { orderId, number, conversationId, reason }
  await emit(tx, [newEvent(COMMERCE_EVENTS['order.not_informed'], orderId, actor, data)])
}

export const getOrder = (tx: Tx, id: Uuid): Promise<Order> => tx.one(selectOrder(id))

/** The newest orders of each of these contacts, newest first, under whatever name they were placed; by contact. */
export async function recentOrdersOf(tx: Tx, contactIds: readonly Uuid[], limit: number): Promise<Map<Uuid, Order[]>> {
  const made = madeHere(tx)
  const older = [...new Set(contactIds)].filter(id => !made.has(id))
  const rows = older.length > 0 ? await tx.rows(selectOrdersOfEach(older, limit)) : []
  return Map.groupBy(rows, row => row.asked)
}

/** What happened to an order, oldest first. Throws NOT_FOUND. */
export async function orderHistory(tx: Tx, id: Uuid): Promise<HistoryEntry[]> {
  await tx.one(selectOrder(id))
  return await tx.rows(selectHistory(id))
}
