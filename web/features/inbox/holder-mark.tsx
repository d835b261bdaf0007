import { Bot, Hourglass, type LucideIcon, UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../lib/api/types.ts'
import { cx } from '../../lib/cx.ts'
import { Chip } from '../../ui/chip.tsx'
import { type Holder, useHolder, useWaitingText } from './holder.ts'

const ICONS: Record<Holder, LucideIcon> = { waiting: Hourglass, person: UserRound, bot: Bot }

/** Who takes care of a conversation, as a mark on its picture. */
export function HolderMark({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const holder = useHolder(conversation)
  if (!holder) return null
  const Icon = ICONS[holder]
  const name = t(`inbox.holder.${holder}`)
  return (
    <span
      title={name}
      data-testid="holder"
      data-holder={holder}
      className={cx(
        'absolute -end-1 -bottom-1 grid size-[18px] place-items-center rounded-full border border-surface',
        holder === 'waiting' ? 'bg-saffron-soft text-saffron' : 'bg-sunken text-ink-2',
      )}
    >
      <Icon aria-hidden className="size-3" strokeWidth={2} />
      <span className="sr-only">{name}</span>
    </span>
  )
}

/** Who takes care of a conversation, in words: how long a customer has waited, a person, or the bot. */
export function HolderText({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const holder = useHolder(conversation)
  const waiting = useWaitingText(conversation)
  if (!holder) return null
  const Icon = ICONS[holder]
  return (
    <span
      data-testid="holder"
      data-holder={holder}
      className={cx('inline-flex shrink-0 items-center gap-1', holder === 'waiting' && 'font-medium text-saffron')}
    >
      <Icon aria-hidden className="size-3.5" strokeWidth={1.9} />
      {waiting || t(`inbox.holder.${holder}`)}
    </span>
  )
}

/** That a customer waits, and since when; stronger when a bot handed them over. */
export function WaitingChip({ conversation, className }: { conversation: Conversation; className?: string }) {
  const text = useWaitingText(conversation)
  if (!text) return null
  const { handedOverAt } = conversation
  return (
    <Chip tone={handedOverAt ? 'red' : 'warn'} className={className}>
      <Hourglass aria-hidden className="size-3" strokeWidth={1.9} />
      <span data-testid={handedOverAt ? 'handed-over' : 'waiting'}>{text}</span>
    </Chip>
  )
}
