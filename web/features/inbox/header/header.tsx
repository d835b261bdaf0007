import { ArrowLeft, Check, Info, RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../lib/api/types.ts'
import { cx } from '../../../lib/cx.ts'
import { useMay } from '../../../lib/session/me.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Button } from '../../../ui/button.tsx'
import { Chip, OptOutChip } from '../../../ui/chip.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import { isResolved, useResolve } from '../changes.ts'
import { useTellingChannel } from '../channel-mark.tsx'
import { useWindow } from '../composer/window.ts'
import { HolderText } from '../holder-mark.tsx'
import { addressOf, nameOf } from '../names.ts'
import { AssignMenu } from './assign-menu.tsx'
import { MoreMenu } from './more-menu.tsx'
import { SnoozeMenu } from './snooze-menu.tsx'

interface HeaderProps {
  conversation: Conversation
  onBack?: () => void
  onUnread?: () => void
  onDetails?: () => void
}

/** Who it is, how much time is left, and what can be done with the conversation. */
export function ConversationHeader({ conversation, onBack, onUnread, onDetails }: HeaderProps) {
  const { t } = useTranslation()
  const name = nameOf(conversation)
  return (
    <header className="@container shrink-0 border-b border-line bg-surface">
      {/* At phone width it is a page of its own. */}
      {onBack && <h1 className="sr-only">{t('inbox.title')}</h1>}
      <div className="flex h-[60px] items-center gap-2 px-3 sm:gap-3 sm:px-4.5">
        {onBack && (
          <Button look="quiet" icon aria-label={t('thread.back')} onClick={onBack}>
            <ArrowLeft aria-hidden className="size-5 rtl:-scale-x-100" strokeWidth={1.7} />
          </Button>
        )}
        <Avatar name={name} />
        <div className="min-w-0 flex-1">
          <div className="flex items-center gap-2">
            <h2 className="people min-w-0 truncate font-semibold">{name}</h2>
            <OptOutChip at={conversation.contact?.optedOutAt} className="shrink-0" />
          </div>
          <Subtitle conversation={conversation} />
        </div>
        <Actions conversation={conversation} />
        {onUnread && <MoreMenu onUnread={onUnread} />}
        {onDetails && (
          <Button look="quiet" icon aria-label={t('contact.title')} onClick={onDetails}>
            <Info aria-hidden className="size-5" strokeWidth={1.7} />
          </Button>
        )}
      </div>
    </header>
  )
}

function Subtitle({ conversation }: { conversation: Conversation }) {
  const left = useWindow(conversation)
  const channel = useTellingChannel(conversation.channelId)
  const address = addressOf(conversation)
  return (
    <small className="num flex min-w-0 items-center gap-1.5 text-sm text-ink-3">
      {/* The time that is left says more than the waiting time, where there is room for only one. */}
      <span
        className={cx(
          'shrink-0 not-empty:after:ms-1.5 not-empty:after:content-["·"]',
          left.soon && '@max-[560px]:hidden',
        )}
      >
        <HolderText conversation={conversation} />
      </span>
      <span className="min-w-0 truncate">
        {left.soon && <span className="font-medium text-saffron @[760px]:hidden">{left.text} · </span>}
        <bdi dir="ltr">{address}</bdi>
        {channel && (
          <span className="hidden @[560px]:inline">
            {address && ' · '}
            <bdi>{channel.name}</bdi>
          </span>
        )}
      </span>
    </small>
  )
}

function Actions({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const may = useMay('conversations:write')
  const left = useWindow(conversation)
  const resolve = useResolve(conversation)
  const resolved = isResolved(conversation)
  const Icon = resolved ? RotateCcw : Check
  return (
    <>
      {left.text && (
        <span className="hidden @[760px]:block">
          <Chip tone={left.soon ? 'warn' : left.open ? 'brand' : 'plain'}>{left.text}</Chip>
        </span>
      )}
      {may && <AssignMenu conversation={conversation} />}
      {may && !resolved && <SnoozeMenu conversation={conversation} />}
      {resolve && (
        <Button
          look={resolved ? 'plain' : 'primary'}
          onClick={resolve}
          aria-label={t(resolved ? 'thread.reopen' : 'thread.resolve')}
          className="max-sm:w-8 max-sm:px-0"
          data-testid="resolve"
        >
          <Icon aria-hidden className="size-[18px]" strokeWidth={1.7} />
          <span className="max-sm:hidden">{t(resolved ? 'thread.reopen' : 'thread.resolve')}</span>
          <span className="hidden @[900px]:inline">
            <Kbd onBrand={!resolved}>E</Kbd>
          </span>
        </Button>
      )}
    </>
  )
}
