import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { rowsOf } from '../../../lib/api/pages.ts'
import type { Conversation, Order } from '../../../lib/api/types.ts'
import { useMay } from '../../../lib/session/me.ts'
import { ordersQuery } from '../../orders/index.ts'

/** The orders of a contact, newest first. The API finds orders by phone; those of other contacts are left out. */
export function useContactOrders({ contact }: Pick<Conversation, 'contact'>): Order[] {
  const may = useMay('orders:read')
  const q = contact?.phone ?? contact?.name ?? ''
  const { data } = useInfiniteQuery({ ...ordersQuery({ q, limit: 50 }), enabled: may && Boolean(q) })
  const id = contact?.id
  return useMemo(() => rowsOf(data).filter(order => id !== undefined && order.contact.id === id), [data, id])
}

/** The orders placed in a conversation. */
export function useConversationOrders(conversation: Conversation): Order[] {
  const orders = useContactOrders(conversation)
  return useMemo(() => orders.filter(order => order.conversationId === conversation.id), [orders, conversation.id])
}
