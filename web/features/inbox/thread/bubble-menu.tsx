import { ChevronDown, Reply } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../lib/api/types.ts'
import { cx } from '../../../lib/cx.ts'
import { useMay } from '../../../lib/session/me.ts'
import { Menu, MenuItem, useSelect } from '../../../ui/menu.tsx'
import { useChannelOf } from '../channel-of.ts'
import { backToComposer, focusComposer } from '../composer/focus.ts'
import { replyTarget } from '../composer/reply-target.ts'
import { useSend } from '../composer/send.ts'

const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const

/** Answers one message or reacts to it. Only a message with a provider's id can be answered. */
export function BubbleMenu({ message }: { message: Message }) {
  const { t } = useTranslation()
  const may = useMay('conversations:write')
  const channel = useChannelOf(message.conversationId)
  const sender = useSend()
  const reactions = channel?.capabilities.reactions !== false
  const quotes = channel?.capabilities.quotes !== false
  if (!may || !message.providerMessageId || !(reactions || quotes)) return null
  const react = (emoji: string) =>
    sender.message(message.conversationId, { type: 'reaction', reaction: { messageId: message.id, emoji } })
  return (
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
      {reactions && (
        <div className="flex gap-0.5 px-1 pb-1">
          {EMOJI.map(emoji => (
            <Emoji key={emoji} emoji={emoji} onSelect={() => react(emoji)} />
          ))}
        </div>
      )}
      {quotes && (
        <MenuItem
          icon={<Reply aria-hidden className="size-4 rtl:-scale-x-100" strokeWidth={1.7} />}
          onSelect={() => replyTarget.choose(message)}
          goOn={focusComposer}
        >
          {t('message.reply')}
        </MenuItem>
      )}
    </Menu>
  )
}

const Emoji = ({ emoji, onSelect }: { emoji: string; onSelect: () => void }) => (
  <DropdownMenu.Item
    onSelect={useSelect(onSelect, backToComposer)}
    className="grid size-8 cursor-pointer place-items-center rounded-sm text-lg outline-none data-[highlighted]:bg-sunken"
  >
    {emoji}
  </DropdownMenu.Item>
)
