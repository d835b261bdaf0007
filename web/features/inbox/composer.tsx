import { Bot, Lock, SendHorizontal } from 'lucide-react'
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../lib/me.ts'
import { useEnterSends } from '../../lib/preferences.ts'
import type { Conversation } from '../../lib/types.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { useChange } from './changes.ts'
import { drafts } from './drafts.ts'
import { useTyping } from './presence.ts'
import { useSend } from './send.ts'
import { useWindow } from './window.ts'

const FIELD = 'composer'

/** Longest text WhatsApp takes. */
const MAX = 4096

/** Puts the cursor into the reply field. */
export const focusComposer = () => document.getElementById(FIELD)?.focus()

/** Where one answers; says why when one cannot. */
export function Composer({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const may = useMay('conversations:write')
  const left = useWindow(conversation.windowExpiresAt)
  if (!may) return <Closed text={t('composer.forbidden')} />
  if (!left.open) return <Closed text={t('composer.windowClosed')} />
  return (
    <div className="shrink-0 px-3 pb-3 sm:px-4.5 sm:pb-4">
      <div className="rounded-lg border border-line-strong bg-surface shadow-float focus-within:border-brand">
        {conversation.botPaused && <BotLine conversation={conversation} />}
        <Editor conversation={conversation} />
      </div>
    </div>
  )
}

function Closed({ text }: { text: string }) {
  return (
    <div className="shrink-0 px-3 pb-3 sm:px-4.5 sm:pb-4">
      <p
        data-testid="composer-closed"
        className="flex items-start gap-2.5 rounded-lg border border-dashed border-line-strong px-3.5 py-3 text-ink-2"
      >
        <Lock aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" strokeWidth={1.7} />
        {text}
      </p>
    </div>
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

function Editor({ conversation: { id } }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const [text, setText] = useState(() => drafts.get(id))
  const field = useRef<HTMLTextAreaElement>(null)
  const enterSends = useEnterSends()
  const sender = useSend()
  const typing = useTyping(id)
  const write = (next: string) => {
    setText(next)
    drafts.set(id, next)
    typing(next.length > 0)
  }
  const send = () => {
    const body = text.trim()
    if (!body || body.length > MAX) return
    sender.text(id, body)
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
      <SendBar length={text.length} empty={!text.trim()} enterSends={enterSends} onSend={send} />
    </>
  )
}

/** Browsers without `field-sizing` get the height from us. */
function grow(field: HTMLTextAreaElement | null): void {
  if (!field || CSS.supports('field-sizing', 'content')) return
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight}px`
}

interface BarProps {
  length: number
  empty: boolean
  enterSends: boolean
  onSend: () => void
}

function SendBar({ length, empty, enterSends, onSend }: BarProps) {
  const { t } = useTranslation()
  const over = length - MAX
  return (
    <div className="flex items-center gap-2 border-t border-line px-2 py-[7px]">
      <span className="ps-1.5 text-sm text-ink-3 pointer-coarse:hidden">
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
