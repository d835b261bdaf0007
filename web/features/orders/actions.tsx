import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../lib/api/client.ts'
import { useErrorText } from '../../lib/api/error-text.ts'
import type { Order } from '../../lib/api/types.ts'
import { randomId } from '../../lib/ids.ts'
import { useBot } from '../../lib/session/bot.ts'
import { useMay } from '../../lib/session/me.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import { placeOrder } from './live.ts'
import { orderHistoryQuery, orderQuery } from './queries.ts'
import { type OrderStatus, stepOf } from './status.ts'

/**
 * Moves an order to a status; the list changes at once. When somebody else made another step in the meantime, that is
 * shown instead.
 */
export function useMoveOrder(order: Order) {
  const client = useQueryClient()
  const text = useErrorText()
  return useMutation({
    mutationFn: (status: OrderStatus) =>
      data(
        api.PATCH('/api/v1/orders/{id}/status', {
          params: { path: { id: order.id } },
          body: { status },
          headers: { 'idempotency-key': randomId() },
        }),
      ),
    onSuccess: moved => {
      placeOrder(client, moved)
      void client.invalidateQueries({ queryKey: orderHistoryQuery(order.id).queryKey })
    },
    onError: error => {
      toast(text(error), 'red')
      void client.invalidateQueries({ queryKey: orderQuery(order.id).queryKey })
    },
  })
}

/** The next step of an order, and cancelling it. */
export function OrderActions({ order }: { order: Order }) {
  const { t } = useTranslation()
  const may = useMay('orders:write')
  const move = useMoveOrder(order)
  const [asking, setAsking] = useState(false)
  const told = Boolean(useBot()?.tellsOrders && order.conversationId)
  const step = stepOf(order.nextStatuses)
  const cancellable = order.nextStatuses.includes('cancelled')
  if (!may || (!step && !cancellable)) return null
  return (
    <div className="flex gap-2">
      {step && (
        <Button
          look="primary"
          className="flex-1"
          busy={move.isPending && move.variables === step}
          onClick={() => move.mutate(step)}
          data-testid="order-step"
        >
          {t(`orders.step.${step}`)}
        </Button>
      )}
      {cancellable && (
        <Button className="flex-1" onClick={() => setAsking(true)} data-testid="order-cancel">
          {t('orders.cancel')}
        </Button>
      )}
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('orders.cancelTitle', { number: order.number })}
        about={t(told ? 'orders.cancelAboutTold' : 'orders.cancelAbout')}
        action={t('orders.cancel')}
        busy={move.isPending}
        onConfirm={() => move.mutate('cancelled', { onSettled: () => setAsking(false) })}
      />
    </div>
  )
}
