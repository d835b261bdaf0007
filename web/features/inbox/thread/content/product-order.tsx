import { ShoppingCart } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../../lib/api/types.ts'
import { cx } from '../../../../lib/cx.ts'
import { useFormats } from '../../../../lib/hooks.ts'
import { PeopleText } from '../../../../ui/people-text.tsx'

/** A cart sent from the catalogue inside WhatsApp. Its prices are whole units, as the provider gives them. */
export function ProductOrder({ order }: { order: NonNullable<Message['order']> }) {
  const { t } = useTranslation()
  const format = useFormats()
  const priced = order.items.every(item => item.price !== null)
  const total = order.items.reduce((sum, item) => sum + (item.price ?? 0) * item.quantity, 0)
  const currency = order.items[0]?.currency ?? ''
  return (
    <div className="num min-w-[220px]" data-testid="product-order">
      <div className="flex items-center gap-2 font-medium">
        <ShoppingCart aria-hidden className="size-4" strokeWidth={1.7} />
        {t('type.cart', { count: order.items.length })}
      </div>
      {order.text && <PeopleText text={order.text} className="mt-1" />}
      <ul className="mt-1 border-t border-line">
        {order.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one message never move
          <li key={index} className="flex justify-between gap-4 border-b border-line py-1 text-sm">
            <span>
              {item.quantity} × <bdi>{item.productId}</bdi>
            </span>
            <span className={cx(item.price === null && 'text-ink-3')}>
              {item.price === null ? t('message.noPrice') : format.count(item.price * item.quantity)}
            </span>
          </li>
        ))}
      </ul>
      <div className="flex justify-between gap-4 pt-1 font-semibold">
        <span>{t('orders.total')}</span>
        <span>{priced ? `${format.count(total)} ${currency}` : t('message.noPrice')}</span>
      </div>
    </div>
  )
}
