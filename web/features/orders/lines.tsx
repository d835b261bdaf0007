import { useTranslation } from 'react-i18next'
import type { Order } from '../../lib/api/types.ts'
import { useFormats } from '../../lib/hooks.ts'

/** What was ordered, each line at the price it had then, and the total. */
export function OrderLines({ order }: { order: Order }) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <section className="num">
      <ul className="border-t border-line">
        {order.lines.map(line => (
          <li key={line.position} className="flex justify-between gap-3 border-b border-line py-2">
            <span className="people min-w-0 [overflow-wrap:anywhere]">
              <span className="text-ink-2">{line.quantity} ×</span> {line.name}
              {line.note && <small className="people block text-sm text-ink-3">{line.note}</small>}
            </span>
            <span className="shrink-0">{format.money(line.total)}</span>
          </li>
        ))}
      </ul>
      <div className="flex justify-between py-2 text-lg font-semibold">
        <span>{t('orders.total')}</span>
        <span>{format.money(order.total)}</span>
      </div>
    </section>
  )
}
