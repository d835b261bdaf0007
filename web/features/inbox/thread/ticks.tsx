import { Check, CheckCheck, CircleAlert, CircleHelp, Clock, type LucideIcon, Mic } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { MessageStatus } from '../../../lib/api/types.ts'
import { cx } from '../../../lib/cx.ts'

const LOOKS: Record<Exclude<MessageStatus, 'received'>, { icon: LucideIcon; tone: string; words?: boolean }> = {
  queued: { icon: Clock, tone: 'text-ink-3' },
  sending: { icon: Clock, tone: 'text-ink-3' },
  sent: { icon: Check, tone: 'text-ink-3' },
  delivered: { icon: CheckCheck, tone: 'text-ink-3' },
  read: { icon: CheckCheck, tone: 'text-blue' },
  failed: { icon: CircleAlert, tone: 'text-red', words: true },
  unknown: { icon: CircleHelp, tone: 'text-saffron', words: true },
}

/**
 * The status of an outgoing message; for a voice note also that it was listened to. A status that needs attention is
 * written in words, the others on request.
 */
export function Ticks({ status, played }: { status: MessageStatus; played?: boolean }) {
  const { t } = useTranslation()
  if (status === 'received') return null
  const { icon, tone, words } = LOOKS[status]
  const heard = played && status === 'read'
  const Icon = heard ? Mic : icon
  const text = t(heard ? 'status.played' : `status.${status}`)
  return (
    <span
      className={cx('inline-flex items-center gap-1', tone)}
      title={text}
      data-status={status}
      data-played={heard || undefined}
    >
      {words && <span className="font-medium">{text}</span>}
      <Icon aria-hidden className="size-[15px]" strokeWidth={2} />
      {!words && <span className="sr-only">{text}</span>}
    </span>
  )
}
