import { useInfiniteQuery } from '@tanstack/react-query'
import { Phone as PhoneIcon } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Channel, Conversation, InteractiveOf, Message } from '../../lib/api/types.ts'
import { cx } from '../../lib/cx.ts'
import { useTenant } from '../../lib/session/me.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { messagesOf, messagesQuery } from '../inbox/index.ts'
import { PhoneChat } from './chat.tsx'
import { PhoneComposer } from './composer.tsx'
import type { Customer } from './customer.ts'
import { ListSheet } from './list-sheet.tsx'
import { type Sent, usePhoneSend } from './queries.ts'
import { useReadReceipts } from './receipts.ts'

interface PhoneProps {
  channel: Channel
  customer: Customer
  conversation?: Conversation
  /** Drawn with a case; at phone width the screen itself is the phone. */
  framed: boolean
}

/** The customer's side of the conversation, as WhatsApp would show it. */
export function Phone({ channel, customer, conversation, framed }: PhoneProps) {
  const { t } = useTranslation()
  const send = usePhoneSend(channel.id, customer)
  const messages = usePhoneMessages(conversation?.id)
  const [list, setList] = useState<{ message: Message; interactive: InteractiveOf<'list'> } | null>(null)
  const screen = useRef<HTMLDivElement>(null)
  useReadReceipts(channel.id, messages)
  return (
    <div className={cx('flex min-h-0 w-full flex-1', framed && 'items-center justify-center p-4')}>
      <div
        className={cx(
          'flex w-full flex-col',
          framed
            ? 'h-full max-h-[760px] max-w-[372px] rounded-[40px] border border-line-strong bg-ink p-2.5 shadow-float dark:bg-sunken'
            : 'h-full',
        )}
      >
        <div
          ref={screen}
          data-testid="phone"
          className={cx('relative flex min-h-0 flex-1 flex-col overflow-hidden bg-paper', framed && 'rounded-[31px]')}
        >
          <TopBar channel={channel} framed={framed} onSend={sent => send.mutate(sent)} />
          <PhoneChat
            messages={messages}
            pending={send.isPending ? (send.variables ?? null) : null}
            onButton={(message, button) =>
              send.mutate({
                type: 'interactive',
                interactive: { type: 'button_reply', button_reply: button },
                contextMessageId: message.providerMessageId ?? undefined,
              })
            }
            onList={(message, interactive) => setList({ message, interactive })}
            onStart={body => send.mutate({ type: 'text', text: { body } })}
          />
          <PhoneComposer onSend={sent => send.mutate(sent)} label={t('phone.write')} />
          {list && (
            <ListSheet
              interactive={list.interactive}
              onClose={() => setList(null)}
              onPick={row => {
                setList(null)
                send.mutate({
                  type: 'interactive',
                  interactive: { type: 'list_reply', list_reply: row },
                  contextMessageId: list.message.providerMessageId ?? undefined,
                })
              }}
            />
          )}
        </div>
      </div>
    </div>
  )
}

function usePhoneMessages(conversationId?: string): Message[] {
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery({
    ...messagesQuery(conversationId ?? ''),
    enabled: Boolean(conversationId),
  })
  const messages = useMemo(() => messagesOf(data), [data])
  const thin = messages.length < 20 && hasNextPage
  useEffect(() => {
    if (thin) void fetchNextPage()
  }, [thin, fetchNextPage])
  return messages
}

interface TopBarProps {
  channel: Channel
  framed: boolean
  onSend: (sent: Sent) => void
}

function TopBar({ channel, framed, onSend }: TopBarProps) {
  const { t } = useTranslation()
  const name = useTenant()?.name ?? channel.name
  return (
    <header
      className={cx(
        'flex items-center gap-2.5 bg-brand px-4 pb-2.5 text-brand-ink dark:bg-brand-soft dark:text-ink',
        framed ? 'pt-4' : 'pt-2.5',
      )}
    >
      <Avatar name={name} size="sm" />
      <div className="min-w-0 flex-1">
        <div className="people truncate font-semibold">{name}</div>
        <div className="truncate text-xs opacity-80">{t('phone.business')}</div>
      </div>
      <CallMenu onSend={onSend} />
    </header>
  )
}

/** How long a call is that somebody takes. */
const CALL_SECONDS = 42

/** The customer calls; whoever plays the customer says how it ends. */
function CallMenu({ onSend }: Pick<TopBarProps, 'onSend'>) {
  const { t } = useTranslation()
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={t('phone.call')}
          className="grid size-9 shrink-0 place-items-center rounded-full"
          data-testid="phone-call"
        >
          <PhoneIcon aria-hidden className="size-5" strokeWidth={1.7} />
        </button>
      }
    >
      <MenuItem onSelect={() => onSend({ type: 'call', call: { outcome: 'missed' } })}>
        {t('phone.callMissed')}
      </MenuItem>
      <MenuItem onSelect={() => onSend({ type: 'call', call: { outcome: 'answered', seconds: CALL_SECONDS } })}>
        {t('phone.callAnswered', { count: CALL_SECONDS })}
      </MenuItem>
    </Menu>
  )
}
