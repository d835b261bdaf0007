import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { rowsOf } from '../../lib/api/pages.ts'
import { businessDay } from '../../lib/business-day.ts'
import { useFormats, useNow } from '../../lib/hooks.ts'
import { useTenant } from '../../lib/session/me.ts'
import { ordersQuery } from './queries.ts'

/** How the day goes: orders since the business's day began and what they are worth, cancelled ones aside. */
export function OrderFigures() {
  const { t } = useTranslation()
  const format = useFormats()
  const tenant = useTenant()
  const now = useNow()
  const from = tenant && businessDay(now, tenant)
  const today = useInfiniteQuery({ ...ordersQuery({ from, limit: 200 }), enabled: Boolean(from) })
  if (!today.data || !tenant) return null
  const { currency, currencyDigits: digits } = tenant
  const orders = rowsOf(today.data).filter(order => order.status !== 'cancelled')
  const worth = orders
    .filter(order => order.total.currency === currency)
    .reduce((sum, order) => sum + order.total.amount, 0)
  const more = today.hasNextPage ? '+' : ''
  return (
    <dl className="num flex gap-7">
      <Figure value={`${format.count(orders.length)}${more}`} name={t('orders.today')} />
      <Figure value={`${format.amount({ amount: worth, currency, digits })}${more}`} name={currency} />
    </dl>
  )
}

function Figure({ value, name }: { value: string; name: string }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-sm text-ink-3">{name}</dt>
      <dd className="text-xl leading-tight font-[650]">{value}</dd>
    </div>
  )
}
