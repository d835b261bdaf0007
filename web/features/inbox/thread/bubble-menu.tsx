import { ChevronDown, Info, Reply } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../lib/api/types.ts'
import { cx } from '../../../lib/cx.ts'
import { useMay } from '../../../lib/session/me.ts'
import { Menu, MenuItem, useSelect } from '../../../ui/menu.tsx'
import { useChannelOf } from '../channel-of.ts'
import { backToComposer, focusComposer } from '../composer/focus.ts'
import { replyTarget } from '../composer/reply-target.ts'
import { useSend } from '../composer/send.ts'
import { MessageDetails } from './message-details.tsx'

const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const

/** What can be done with one message. Only a message with a provider's id can be answered. */
export function BubbleMenu({ message }: { message: Message }) {
  const { t } = useTranslation()
  const may = useMay('conversations:write')
  const channel = useChannelOf(message.conversationId)
  const sender = useSend()
  const [detailed, setDetailed] = useState(false)
  // A call can be neither answered nor reacted to in writing.
  const answerable = may && message.providerMessageId !== null && !message.call
  const reactions = answerable && channel?.capabilities.reactions !== false
  const quotes = answerable && channel?.capabilities.quotes !== false
  const react = (emoji: string) =>
    sender.message(message.conversationId, { type: 'reaction', reaction: { messageId: message.id, emoji } })
  return (
    <>
      <Menu
        align={message.direction === 'inbound' ? 'start' : 'end'}
        trigger={
          <button
            type="button"
            aria-label={t('message.actions')}
            data-testid="bubble-menu"
            className={cx(
              // Beside the bubble, where there is no text, in both writing directions.
              message.direction === 'inbound' ? '-end-7.5' : '-start-7.5',
              'absolute top-1 grid size-6 place-items-center rounded-sm border border-line bg-surface text-ink-3',
              'opacity-0 group-hover/bubble:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100',
              'pointer-coarse:opacity-60',
            )}
          >
            <ChevronDown aria-hidden className="size-4" strokeWidth={1.7} />
          </button>
        }
      >
        {reactions && <Reactions onReact={react} />}
        {quotes && (
          <MenuItem
            icon={<Reply aria-hidden className="size-4 rtl:-scale-x-100" strokeWidth={1.7} />}
            onSelect={() => replyTarget.choose(message)}
            goOn={focusComposer}
          >
            {t('message.reply')}
          </MenuItem>
        )}
        <MenuItem icon={<Info aria-hidden className="size-4" strokeWidth={1.7} />} onSelect={() => setDetailed(true)}>
          {t('details.open')}
        </MenuItem>
      </Menu>
      {detailed && <MessageDetails message={message} onClose={() => setDetailed(false)} />}
    </>
  )
}

const Reactions = ({ onReact }: { onReact: (emoji: string) => void }) => (
  <div className="flex gap-0.5 px-1 pb-1">
    {EMOJI.map(emoji => (
      <Emoji key={emoji} emoji={emoji} onSelect={() => onReact(emoji)} />
    ))}
  </div>
)

const Emoji = ({ emoji, onSelect }: { emoji: string; onSelect: () => void }) => (
  <DropdownMenu.Item
    onSelect={useSelect(onSelect, backToComposer)}
    className="grid size-8 cursor-pointer place-items-center rounded-sm text-lg outline-none data-[highlighted]:bg-sunken"
  >
    {emoji}
  </DropdownMenu.Item>
)
