import { Megaphone, Tag } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../../lib/api/types.ts'
import { safeHref } from '../../../../lib/rich-text.ts'

const ICON = { className: 'mt-0.5 size-3.5 shrink-0', strokeWidth: 1.7, 'aria-hidden': true } as const
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What made the customer write: an advertisement, or a product they looked at. */
export function Origin({ message: { referral, product } }: { message: Message }) {
  const { t } = useTranslation()
  if (product?.productId) {
    return (
      <Line icon={<Tag {...ICON} />}>
        {t('message.aboutProduct')} <bdi className="font-medium text-ink">{product.productId}</bdi>
      </Line>
    )
  }
  if (!referral) return null
  const href = safeHref(text(referral.source_url))
  return (
    <Line icon={<Megaphone {...ICON} />}>
      {t('message.fromAd')} <bdi className="font-medium text-ink">{text(referral.headline) || text(referral.body)}</bdi>
      {href && (
        <a
          href={href}
          target="_blank"
          rel="noreferrer noopener"
          className="ms-2 font-medium text-brand underline underline-offset-2"
        >
          {t('media.open')}
        </a>
      )}
    </Line>
  )
}

function Line({ icon, children }: { icon: React.ReactNode; children: React.ReactNode }) {
  return (
    <p className="mb-1.5 flex items-start gap-1.5 rounded-sm border-s-2 border-line-strong bg-paper/60 px-2 py-1 text-sm text-ink-2">
      {icon}
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </p>
  )
}
