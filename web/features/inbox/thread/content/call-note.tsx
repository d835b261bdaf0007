import { type LucideIcon, Phone, PhoneIncoming, PhoneMissed, PhoneOff, PhoneOutgoing, Video } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Call } from '../../../../lib/api/types.ts'
import { cx } from '../../../../lib/cx.ts'
import { type CallText, callText } from '../../call-text.ts'

const ICONS: Record<CallText, LucideIcon> = {
  ringing: Phone,
  missed: PhoneMissed,
  unanswered: PhoneMissed,
  answered: PhoneIncoming,
  rejected: PhoneOff,
  failed: PhoneOff,
}

/** How a call ended, and how long it was. */
export function CallNote({ call }: { call: Call }) {
  const { t } = useTranslation()
  const text = callText(call)
  const answered = text === 'answered'
  const Icon = answered && call.video ? Video : answered && call.direction === 'outbound' ? PhoneOutgoing : ICONS[text]
  return (
    <div className="flex items-center gap-2" data-testid="call-note" data-status={call.status}>
      <Icon
        aria-hidden
        className={cx('size-4 shrink-0 rtl:-scale-x-100', text === 'missed' ? 'text-red' : 'text-ink-3')}
        strokeWidth={1.7}
      />
      <span className={cx(text === 'missed' && 'font-medium text-red')}>{t(`call.${text}`)}</span>
      {call.seconds !== undefined && <bdi className="num text-ink-2">{lengthOf(call.seconds)}</bdi>}
    </div>
  )
}

/** As phones show it: 2:05, 1:02:05. */
function lengthOf(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds % 60)]
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}
