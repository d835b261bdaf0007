import { ShoppingCart } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../../lib/api/types.ts'
import { cx } from '../../../../lib/cx.ts'
import { useFormats } from '../../../../lib/hooks.ts'
import { PeopleText } from '../../../../ui/people-text.tsx'

type Order = NonNullable<Message['order']>

/** A cart sent from the catalogue inside WhatsApp. Some providers tell only how many products it has and the total. */
export function ProductOrder({ order }: { order: Order }) {
  const { t } = useTranslation()
  const { items, itemCount = items.length, title, text } = order
  const total = useTotal(order)
  return (
    <div className="num min-w-[220px]" data-testid="product-order">
      <div className="flex items-center gap-2 font-medium">
        <ShoppingCart aria-hidden className="size-4 shrink-0" strokeWidth={1.7} />
        {items.length || itemCount ? t('type.cart', { count: itemCount }) : t('type.order')}
      </div>
      {title && <PeopleText text={title} className="mt-1 text-sm text-ink-3" />}
      {text && <PeopleText text={text} className="mt-1" />}
      {items.length > 0 ? (
        <Items items={items} />
      ) : (
        <p className="mt-1 text-sm text-ink-3">{t('message.productsOnPhone')}</p>
      )}
      {total !== null && (
        <div className="flex justify-between gap-4 pt-1 font-semibold">
          <span>{t('orders.total')}</span>
          <span>{total}</span>
        </div>
      )}
    </div>
  )
}

/** Prices of products are whole units, as the provider gives them. */
function Items({ items }: Pick<Order, 'items'>) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <ul className="mt-1 border-t border-line">
      {items.map((item, index) => (
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
  )
}

/** As the provider tells it, else of the products; null where nothing tells it. */
function useTotal({ items, total }: Order): string | null {
  const { t } = useTranslation()
  const format = useFormats()
  if (total) return format.money(total)
  if (items.length === 0) return null
  if (items.some(item => item.price === null)) return t('message.noPrice')
  const sum = items.reduce((all, item) => all + (item.price ?? 0) * item.quantity, 0)
  return `${format.count(sum)} ${items[0]?.currency ?? ''}`
}
