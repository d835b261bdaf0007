import { links, shown } from '../../../platform/http/index.ts'
import { viewMoney } from '../../../platform/money/index.ts'
import { times } from '../times.ts'
import type { OrdersWithCustomers } from './customers.ts'
import type { HistoryEntry, Order, OrderLine } from './order.sql.ts'
import { nextStatuses } from './state.ts'

export function showOrder(row: Order, optOuts: OrdersWithCustomers['optOuts']) {
  const id = shown('order', row.id)
  const conversationId = row.conversationId && shown('conversation', row.conversationId)
  const contactId = row.contactId && shown('contact', row.contactId)
  return {
    id,
    number: row.number,
    status: row.status,
    nextStatuses: [...nextStatuses(row.status, row.fulfilment)],
    fulfilment: row.fulfilment,
    contact: {
      id: contactId,
      name: row.customerName,
      phone: row.customerPhone,
      optedOutAt: (row.contactId && optOuts.get(row.contactId)?.toISOString()) || null,
    },
    conversationId,
    branch: row.branchId ? { id: shown('branch', row.branchId), name: row.branchName ?? '' } : null,
    address: row.address,
    note: row.note,
    paymentMethod: row.paymentMethod,
    notInformed: row.notInformed,
    total: viewMoney(row.totalAmount, row.currency),
    lines: row.lines.map(line => showLine(line, row.currency)),
    ...times(row),
    _links: links({
      self: ['orders', id],
      history: ['orders', id, 'history'],
      ...(conversationId && { conversation: ['conversations', conversationId] }),
      ...(contactId && { contact: ['contacts', contactId] }),
    }),
  }
}

const showLine = (line: OrderLine, currency: string) => ({
  position: line.position,
  itemId: line.itemId && shown('item', line.itemId),
  code: line.code,
  name: line.name,
  note: line.note,
  quantity: line.quantity,
  unitPrice: viewMoney(line.unitAmount, currency),
  total: viewMoney(line.lineAmount, currency),
})

/** An actor who is a person is named by their id; bots and the system have none. */
export const showHistory = (row: HistoryEntry) => ({
  id: row.id,
  from: row.from,
  to: row.to,
  actor: {
    kind: row.actorKind,
    id: row.actorId && (row.actorKind === 'user' ? shown('user', row.actorId) : row.actorId),
  },
  at: row.at.toISOString(),
})
