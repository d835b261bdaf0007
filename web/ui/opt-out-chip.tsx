import { BellOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Chip } from './chip.tsx'

/** Says that a customer wants no messages that the business starts; shows nothing when they have not said so. */
export function OptOutChip({ at, className }: { at: string | null | undefined; className?: string }) {
  const { t } = useTranslation()
  if (!at) return null
  return (
    <Chip tone="red" className={className}>
      <BellOff aria-hidden className="size-3" strokeWidth={1.9} />
      <span data-testid="opted-out">{t('contact.optedOut')}</span>
    </Chip>
  )
}
