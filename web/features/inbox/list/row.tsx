import { Link } from '@tanstack/react-router'
import { AlarmClock, CircleAlert, Reply, Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Conversation, Order } from '../../../lib/api/types.ts'
import { cx } from '../../../lib/cx.ts'
import { useFormats } from '../../../lib/hooks.ts'
import { useMemberName } from '../../../lib/session/members.ts'
import { useTeamName } from '../../../lib/session/teams.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Chip, OptOutChip } from '../../../ui/chip.tsx'
import { STATUS_TONE } from '../../orders/index.ts'
import { ChannelMark } from '../channel-mark.tsx'
import { useWindow } from '../composer/window.ts'
import { HolderMark, WaitingChip } from '../holder-mark.tsx'
import { nameOf } from '../names.ts'
import { useRowPreview } from '../preview.ts'
import { isSnoozed, lastAt } from './filter.ts'

interface RowProps {
  conversation: Conversation
  open: boolean
  tabbable: boolean
  order?: Order
  onFocus: () => void
}

/** One conversation in the list: two lines and at most one of chips. */
export function ConversationRow({ conversation, open, tabbable, order, onFocus }: RowProps) {
  const format = useFormats()
  const name = nameOf(conversation)
  const { unreadCount } = conversation
  return (
    <Link
      to="/inbox/$conversationId"
      params={{ conversationId: conversation.id }}
      search={before => before}
      preload={false}
      data-row={conversation.id}
      data-testid="conversation-row"
      tabIndex={tabbable ? 0 : -1}
      aria-current={open ? 'true' : undefined}
      onFocus={onFocus}
      className={cx(
        'relative flex gap-[11px] border-b border-line/55 px-4 py-[11px] -outline-offset-2',
        open
          ? 'bg-brand-soft before:absolute before:inset-y-0 before:start-0 before:w-[3px] before:bg-brand'
          : 'hover:bg-paper',
      )}
    >
      <div className="relative self-start">
        <Avatar name={name} />
        <HolderMark conversation={conversation} />
      </div>
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline justify-between gap-2">
          <b className={cx('people min-w-0 flex-1 truncate', unreadCount ? 'font-bold' : 'font-semibold')}>{name}</b>
          <ChannelMark channelId={conversation.channelId} />
          <time className={cx('num shrink-0 text-sm', unreadCount ? 'font-medium text-brand' : 'text-ink-3')}>
            {format.short(lastAt(conversation))}
          </time>
        </div>
        <div className="mt-0.5 flex items-center gap-2">
          <LastLine conversation={conversation} />
          {unreadCount > 0 && <Unread count={unreadCount} />}
        </div>
        <Chips conversation={conversation} order={order} open={open} />
      </div>
    </Link>
  )
}

function Unread({ count }: { count: number }) {
  const { t } = useTranslation()
  return (
    <span className="num h-[18px] min-w-[18px] shrink-0 rounded-full bg-brand px-[5px] text-center text-[11px] leading-[18px] font-semibold text-brand-ink">
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{t('inbox.unread', { count })}</span>
    </span>
  )
}

function LastLine({ conversation }: { conversation: Conversation }) {
  const preview = useRowPreview()
  const { name, words } = preview(conversation)
  const outbound = conversation.lastMessage?.direction === 'outbound'
  return (
    <p className="flex min-w-0 flex-1 items-center gap-1 text-sm text-ink-2">
      {outbound && <Reply aria-hidden className="size-3.5 shrink-0 text-ink-3 rtl:-scale-x-100" strokeWidth={1.7} />}
      {name && <span className="shrink-0 text-ink-3">{name}</span>}
      {words && <span className="people min-w-0 flex-1 truncate">{words}</span>}
    </p>
  )
}

function Chips({ conversation, order, open }: { conversation: Conversation; order?: Order; open: boolean }) {
  const { t } = useTranslation()
  const format = useFormats()
  const left = useWindow(conversation)
  const memberName = useMemberName()
  const assignee = memberName(conversation.assigneeId) ?? conversation.assignee?.name
  const team = useTeamName()(conversation.teamId)
  const failed = conversation.lastMessage?.status === 'failed'
  const resolved = conversation.status === 'resolved' || conversation.status === 'archived'
  const snoozed = isSnoozed(conversation, Date.now()) ? conversation.snoozedUntil : null
  const { waitingSince } = conversation
  const optedOutAt = conversation.contact?.optedOutAt
  if (![failed, waitingSince, left.soon, optedOutAt, order, team, assignee, resolved, snoozed].some(Boolean))
    return null
  const ground = open ? 'bg-surface' : ''
  return (
    <div className="mt-[5px] flex items-center gap-1.5 overflow-hidden">
      {failed && (
        <Chip tone="red" className={ground}>
          <CircleAlert aria-hidden className="size-3" strokeWidth={1.7} />
          {t('status.failed')}
        </Chip>
      )}
      <WaitingChip conversation={conversation} className={ground} />
      {left.soon && (
        <Chip tone="warn" className={ground}>
          {left.text}
        </Chip>
      )}
      <OptOutChip at={optedOutAt} className={ground} />
      {order && (
        <Chip tone={STATUS_TONE[order.status]} className={ground}>
          #{order.number} · {format.money(order.total)}
        </Chip>
      )}
      {resolved && <Chip className={ground}>{t(`conversation.${conversation.status as 'resolved'}`)}</Chip>}
      {snoozed && (
        <Chip className={ground}>
          <AlarmClock aria-label={t('contact.snoozed')} className="size-3" strokeWidth={1.7} />
          {format.short(snoozed)}
        </Chip>
      )}
      {team && (
        <Chip className={cx('min-w-0', ground)}>
          <Users aria-hidden className="size-3 shrink-0" strokeWidth={1.7} />
          <bdi className="truncate">{team}</bdi>
        </Chip>
      )}
      {assignee && (
        <Chip className={cx('min-w-0', ground)}>
          <bdi className="truncate">{assignee}</bdi>
        </Chip>
      )}
    </div>
  )
}
