import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { MapPin, MessageSquare, Phone, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Order } from '../../lib/api/types.ts'
import { phoneText } from '../../lib/format.ts'
import { useFormats } from '../../lib/hooks.ts'
import { Button } from '../../ui/button.tsx'
import { Chip, OptOutChip } from '../../ui/chip.tsx'
import { Failed, Waiting } from '../../ui/states.tsx'
import { OrderActions } from './actions.tsx'
import { customerOf, mapLink } from './describe.ts'
import { OrderHistory } from './history.tsx'
import { OrderLines } from './lines.tsx'
import { orderQuery } from './queries.ts'
import { StatusChip } from './status-chip.tsx'

const ICON = { className: 'size-4 shrink-0 text-ink-3', strokeWidth: 1.7, 'aria-hidden': true } as const

/** One order: what, for whom, where to, and its next step. */
export function OrderDetail({ id, onClose }: { id: string; onClose?: () => void }) {
  const { t } = useTranslation()
  const query = useQuery(orderQuery(id))
  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return <Waiting>{<div className="skeleton h-48" />}</Waiting>
  const order = query.data
  return (
    <article className="grid gap-5" data-testid="order-detail">
      <header className="flex items-center gap-2.5">
        <h2 className="num text-xl font-[650]">#{order.number}</h2>
        <StatusChip status={order.status} />
        <span className="flex-1" />
        {onClose && (
          <Button look="quiet" icon aria-label={t('common.close')} onClick={onClose}>
            <X aria-hidden className="size-[18px]" strokeWidth={1.7} />
          </Button>
        )}
      </header>
      <OrderActions order={order} />
      <Customer order={order} />
      <OrderLines order={order} />
      <OrderHistory id={id} />
    </article>
  )
}

function Customer({ order }: { order: Order }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { phone } = order.contact
  return (
    <section className="grid gap-2">
      <div>
        <div className="flex items-center gap-2">
          <span className="people min-w-0 font-semibold">{customerOf(order) ?? t('orders.noName')}</span>
          <OptOutChip at={order.contact.optedOutAt} className="shrink-0" />
        </div>
        <div className="num text-sm text-ink-3">
          {t('orders.placedAt', { at: format.dateTime(order.createdAt) })} ·{' '}
          {t(`orders.payment.${order.paymentMethod}`)}
        </div>
      </div>
      {phone && (
        <a href={`tel:${phone}`} className="flex items-center gap-2 hover:underline">
          <Phone {...ICON} />
          <span dir="ltr" className="num">
            {phoneText(phone)}
          </span>
        </a>
      )}
      <Destination order={order} />
      {order.note && (
        <p className="people rounded-sm border border-dashed border-note-line bg-note px-3 py-2">{order.note}</p>
      )}
      {order.notInformed && <Chip tone="warn">{t(`orders.notInformed.${order.notInformed}`)}</Chip>}
      {order.conversationId && (
        <Link
          to="/inbox/$conversationId"
          params={{ conversationId: order.conversationId }}
          className="flex items-center gap-2 font-medium text-brand hover:underline"
        >
          <MessageSquare {...ICON} className="size-4 shrink-0" />
          {t('orders.conversation')}
        </Link>
      )}
    </section>
  )
}

function Destination({ order }: { order: Order }) {
  const { t } = useTranslation()
  const map = order.address && mapLink(order.address)
  const where = [t(`orders.${order.fulfilment}`), order.branch?.name, order.address?.text].filter(Boolean).join(' · ')
  return (
    <div className="flex items-start gap-2">
      <MapPin {...ICON} className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <div className="people min-w-0">
        {where}
        {map && (
          <a
            href={map}
            target="_blank"
            rel="noreferrer noopener"
            className="ms-2 font-medium whitespace-nowrap text-brand underline underline-offset-2"
          >
            {t('common.map')}
          </a>
        )}
      </div>
    </div>
  )
}
