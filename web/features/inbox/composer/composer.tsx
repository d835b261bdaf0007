import { Bot, Lock, Reply, ScrollText, SendHorizontal, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation, Message, OutgoingBody } from '../../../lib/api/types.ts'
import { useEnterSends } from '../../../lib/preferences.ts'
import { useMay } from '../../../lib/session/me.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import { useChannel } from '../../channels/index.ts'
import { useChange } from '../changes.ts'
import { useTyping } from '../header/presence.ts'
import { usePreview } from '../preview.ts'
import { ChannelTrouble } from '../thread/channel-trouble.tsx'
import { AttachMenu } from './attach/menu.tsx'
import { TemplateForm } from './attach/template-form.tsx'
import { drafts } from './drafts.ts'
import { FIELD } from './focus.ts'
import { Others } from './others.tsx'
import { replyTarget, useReplyTarget } from './reply-target.ts'
import { useSend } from './send.ts'
import { useWindow } from './window.ts'

/** The longest text that WhatsApp takes, where the channel has no smaller limit. */
const MAX = 4096

/** The field for a reply; when no reply is possible, it says why. */
export function Composer({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const may = useMay('conversations:write')
  const left = useWindow(conversation)
  if (!may) return <Closed text={t('composer.forbidden')} />
  if (!left.open)
    return (
      <>
        <Others conversationId={conversation.id} />
        <OnlyTemplate conversation={conversation} />
      </>
    )
  return (
    <div className="shrink-0 px-3 pb-3 sm:px-4.5 sm:pb-4">
      <div className="rounded-lg border border-line-strong bg-surface shadow-float focus-within:border-brand">
        <Others conversationId={conversation.id} />
        <ChannelTrouble conversation={conversation} />
        {conversation.botPaused && <BotLine conversation={conversation} />}
        <Editor conversation={conversation} />
      </div>
    </div>
  )
}

function Closed({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div className="shrink-0 px-3 pb-3 sm:px-4.5 sm:pb-4">
      <div
        data-testid="composer-closed"
        className="flex flex-wrap items-start gap-2.5 rounded-lg border border-dashed border-line-strong px-3.5 py-3 text-ink-2"
      >
        <Lock aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" strokeWidth={1.7} />
        <p className="min-w-[200px] flex-1">{text}</p>
        {children}
      </div>
    </div>
  )
}

/** The 24 hours are over: offers what can still be sent. */
function OnlyTemplate({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const sender = useSend()
  const templates = useChannel(conversation.channelId)?.capabilities.templates === true
  return (
    <Closed text={t('composer.windowClosed')}>
      {templates && (
        <Button small onClick={() => setOpen(true)} data-testid="send-template">
          <ScrollText aria-hidden className="size-4" strokeWidth={1.7} />
          {t('attach.template')}
        </Button>
      )}
      {open && (
        <TemplateForm
          channelId={conversation.channelId}
          onSend={body => sender.message(conversation.id, body)}
          onClose={() => setOpen(false)}
        />
      )}
    </Closed>
  )
}

function BotLine({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const { mutate, isPending } = useChange(conversation)
  return (
    <div className="flex flex-wrap items-center gap-2 px-2.5 pt-[7px]">
      <Chip tone="warn">
        <Bot aria-hidden className="size-[13px]" strokeWidth={1.7} />
        {t('thread.botPaused')}
      </Chip>
      <Button look="accent" small busy={isPending} onClick={() => mutate({ botPaused: false })} data-testid="give-back">
        {t('thread.giveBack')}
      </Button>
    </div>
  )
}

function Editor({ conversation: { id, channelId } }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const channel = useChannel(channelId)
  const most = channel?.limits.textLength ?? MAX
  const answered = useReplyTarget(id)
  const [text, setText] = useState(() => drafts.get(id))
  const field = useRef<HTMLTextAreaElement>(null)
  const enterSends = useEnterSends()
  const typing = useTyping(id)
  const write = (next: string) => {
    setText(next)
    drafts.set(id, next)
    typing(next.length > 0)
  }
  const put = usePut(id, answered)
  const send = () => {
    const body = text.trim()
    if (!body || body.length > most) return
    put({ type: 'text', text: { body } })
    write('')
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') field.current?.blur()
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    const strong = event.ctrlKey || event.metaKey
    if (!strong && (!enterSends || event.shiftKey)) return
    event.preventDefault()
    send()
  }
  useLayoutEffect(() => grow(field.current), [])
  return (
    <>
      {answered && <Answered message={answered} />}
      <textarea
        ref={field}
        id={FIELD}
        rows={1}
        dir="auto"
        value={text}
        aria-label={t('composer.label')}
        placeholder={t('composer.placeholder')}
        onChange={event => {
          write(event.target.value)
          grow(event.target)
        }}
        onKeyDown={onKeyDown}
        onBlur={() => typing(false)}
        className="block max-h-[38dvh] w-full resize-none bg-transparent px-3.5 py-2.5 outline-none placeholder:text-ink-3 [field-sizing:content] max-sm:text-[16px]"
        data-testid="composer-input"
      />
      <SendBar over={text.length - most} empty={!text.trim()} enterSends={enterSends} onSend={send}>
        <AttachMenu channel={channel} onSend={put} />
      </SendBar>
    </>
  )
}

/** Sends to a conversation; the message answers the one that was chosen. */
function usePut(id: string, answered: Message | undefined): (body: OutgoingBody) => void {
  const sender = useSend()
  return body => {
    const reply = answered && body.type !== 'reaction' ? { replyToMessageId: answered.id } : {}
    sender.message(id, { ...body, ...reply } as OutgoingBody)
    replyTarget.clear(id)
  }
}

/** The message that will be quoted, with a button to leave it out. */
function Answered({ message }: { message: Message }) {
  const { t } = useTranslation()
  const preview = usePreview()
  return (
    <div className="flex items-center gap-2 border-b border-line px-2.5 py-[7px]" data-testid="reply-target">
      <Reply aria-hidden className="size-4 shrink-0 text-brand rtl:-scale-x-100" strokeWidth={1.7} />
      <span className="people min-w-0 flex-1 truncate text-sm text-ink-2">{preview(message)}</span>
      <Button
        look="quiet"
        icon
        small
        aria-label={t('message.noReply')}
        onClick={() => replyTarget.clear(message.conversationId)}
      >
        <X aria-hidden className="size-4" strokeWidth={1.7} />
      </Button>
    </div>
  )
}

/** Browsers without `field-sizing` get the height from us. */
function grow(field: HTMLTextAreaElement | null): void {
  if (!field || CSS.supports('field-sizing', 'content')) return
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight}px`
}

interface BarProps {
  /** By how many characters the text is too long. */
  over: number
  empty: boolean
  enterSends: boolean
  onSend: () => void
  children: ReactNode
}

function SendBar({ over, empty, enterSends, onSend, children }: BarProps) {
  const { t } = useTranslation()
  return (
    <div className="flex items-center gap-2 border-t border-line px-2 py-[7px]">
      {children}
      <span className="ps-0.5 text-sm text-ink-3 pointer-coarse:hidden">
        {enterSends ? t('composer.newLineHint') : ''}
      </span>
      <span className="flex-1" />
      {over > 0 && <span className="num text-sm text-red">{t('composer.tooLong', { count: over })}</span>}
      <Kbd>{enterSends ? 'Enter' : 'Ctrl Enter'}</Kbd>
      <Button look="primary" disabled={empty || over > 0} onClick={onSend} data-testid="composer-send">
        {t('composer.send')}
        <SendHorizontal aria-hidden className="size-4 rtl:-scale-x-100" strokeWidth={1.7} />
      </Button>
    </div>
  )
}
