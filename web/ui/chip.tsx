import { BellOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../lib/cx.ts'

export type Tone = 'plain' | 'brand' | 'warn' | 'red' | 'blue'

const TONES: Record<Tone, string> = {
  plain: 'bg-sunken text-ink-2',
  brand: 'bg-brand-soft text-brand',
  warn: 'bg-saffron-soft text-saffron',
  red: 'bg-red-soft text-red',
  blue: 'bg-blue-soft text-blue',
}

/** A short fact. The words carry the meaning, the tone repeats it. */
export function Chip({
  tone = 'plain',
  className,
  children,
}: {
  tone?: Tone
  className?: string
  children: ReactNode
}) {
  return (
    <span
      className={cx(
        'num inline-flex max-w-full items-center gap-1 rounded-full px-2 py-px text-xs font-medium whitespace-nowrap',
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  )
}

/** That a customer wants no messages that the business starts; nothing when they have not said so. */
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
