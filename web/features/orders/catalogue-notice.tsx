import { PackageOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cx } from '../../lib/cx.ts'
import { useBot } from '../../lib/session/bot.ts'
import { useMay } from '../../lib/session/me.ts'

/** Says that the bot is ready but the catalogue is empty, with a link for people who may add items. */
export function CatalogueNotice({ className }: { className?: string }) {
  const { t } = useTranslation()
  const bot = useBot()
  const may = useMay('catalog:write')
  if (!bot?.answers || bot.canOrder) return null
  return (
    <div
      role="status"
      data-testid="catalogue-notice"
      className={cx('flex items-start gap-2 rounded-md bg-saffron-soft px-3 py-2 text-sm text-saffron', className)}
    >
      <PackageOpen aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.7} />
      <p>
        {t('orders.emptyCatalogue')}{' '}
        {may && (
          <a href="/docs" target="_blank" rel="noreferrer" className="font-medium underline underline-offset-2">
            {t('orders.addItems')}
          </a>
        )}
      </p>
    </div>
  )
}
