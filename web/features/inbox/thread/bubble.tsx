import { Bot, Code, Megaphone, Reply } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../lib/api/types.ts'
import { cx } from '../../../lib/cx.ts'
import { phoneText } from '../../../lib/format.ts'
import { useFormats } from '../../../lib/hooks.ts'
import { useMe } from '../../../lib/session/me.ts'
import { useMemberName } from '../../../lib/session/members.ts'
import { Chip } from '../../../ui/chip.tsx'
import { usePreview } from '../preview.ts'
import { BubbleMenu } from './bubble-menu.tsx'
import { Content } from './content/content.tsx'
import { Origin } from './content/origin.tsx'
import { Ticks } from './ticks.tsx'
import type { Reaction, TimelineMessage } from './timeline.ts'
import { Trouble } from './trouble.tsx'

const SIDE = {
  inbound: 'self-start rounded-es-xs border-line bg-surface',
  outbound: 'self-end rounded-ee-xs border-brand-line bg-brand-soft',
}

/** One message, on the side of its writer. */
export function Bubble({ told }: { told: TimelineMessage }) {
  const { message, first, reactions, quoted, tapped, retried, edited, revoked } = told
  if (message.type === 'system') return <SystemLine message={message} />
  return (
    <div
      data-testid="message-bubble"
      data-direction={message.direction}
      data-type={message.type}
      className={cx(
        'group/bubble relative max-w-[min(82%,560px)] rounded-lg border px-3 py-2',
        SIDE[message.direction],
        first && 'mt-2.5',
        reactions.length > 0 && 'mb-3.5',
      )}
    >
      <Writer message={message} />
      {quoted && !message.interactive && <Quote message={quoted} />}
      <Origin message={message} />
      <div className={cx(revoked && 'text-ink-3 line-through')}>
        <Content message={message} tapped={tapped} />
      </div>
      <Foot message={message} edited={edited} revoked={revoked} />
      <Trouble message={message} retried={retried} />
      {reactions.length > 0 && <Reactions reactions={reactions} />}
      <BubbleMenu message={message} />
    </div>
  )
}

function Foot({ message, edited, revoked }: { message: Message; edited?: boolean; revoked?: boolean }) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <footer className="num mt-0.5 flex flex-wrap items-center justify-end gap-x-[5px] text-xs text-ink-3">
      {message.forwarded && (
        <span>{t(message.frequentlyForwarded ? 'message.forwardedOften' : 'message.forwarded')}</span>
      )}
      {edited && <span>{t('message.edited')}</span>}
      {revoked && <span>{t('message.revoked')}</span>}
      <Author message={message} />
      <time dateTime={message.createdAt} title={format.dateTime(message.createdAt)}>
        {format.time(message.createdAt)}
      </time>
      {message.direction === 'outbound' && <Ticks status={message.status} played={Boolean(message.playedAt)} />}
    </footer>
  )
}

/** In a group, which of its members wrote. */
function Writer({ message }: { message: Message }) {
  const { kind, name } = message.author
  if (message.direction !== 'inbound' || kind !== 'contact' || !name) return null
  return <div className="people mb-0.5 truncate text-xs font-semibold text-brand">{phoneText(name)}</div>
}

const AUTHOR_ICONS = { bot: Bot, campaign: Megaphone, api: Code } as const

/** Who wrote for the business, when it was somebody else. */
function Author({ message }: { message: Message }) {
  const { t } = useTranslation()
  const me = useMe()
  const memberName = useMemberName()
  const { kind, id } = message.author
  const name = message.author.name ?? memberName(id)
  if (message.direction === 'inbound') return null
  if (kind === 'user' && !id && !name) return <span>{t('author.elsewhere')}</span>
  if (kind === 'user') return id === me?.user.id || !name ? null : <bdi className="font-medium">{name}</bdi>
  // A message of the program itself, for example the answer to STOP.
  if (!(kind in AUTHOR_ICONS)) return <span>{t(`author.${kind}`)}</span>
  const Icon = AUTHOR_ICONS[kind as keyof typeof AUTHOR_ICONS]
  return (
    <Chip className="bg-surface/70">
      <Icon aria-hidden className="size-3" strokeWidth={1.7} />
      {kind === 'api' && name ? name : t(`author.${kind as 'bot'}`)}
    </Chip>
  )
}

function Quote({ message }: { message: Message }) {
  const preview = usePreview()
  return (
    <div className="mb-1.5 flex items-start gap-1.5 rounded-sm border-s-2 border-brand bg-paper/60 px-2 py-1 text-sm text-ink-2">
      <Reply aria-hidden className="mt-0.5 size-3.5 shrink-0 rtl:-scale-x-100" strokeWidth={1.7} />
      <span className="people line-clamp-2 min-w-0">{preview(message)}</span>
    </div>
  )
}

function Reactions({ reactions }: { reactions: Reaction[] }) {
  const { t } = useTranslation()
  return (
    <div className="absolute end-2 -bottom-3.5 flex gap-1" data-testid="reactions">
      {reactions.map(({ by, emoji }) => (
        <span
          key={by}
          title={t(by === 'contact' ? 'message.byContact' : 'message.byBusiness')}
          className="rounded-full border border-line bg-surface px-1.5 py-px text-sm leading-5"
        >
          {emoji}
        </span>
      ))}
    </div>
  )
}

function SystemLine({ message }: { message: Message }) {
  const format = useFormats()
  return (
    <div
      data-testid="message-bubble"
      data-type="system"
      className="num my-2.5 flex max-w-[min(90%,520px)] items-center gap-2 self-center rounded-full bg-sunken px-3 py-1 text-sm"
    >
      <Content message={message} />
      <time className="text-xs text-ink-3">{format.time(message.createdAt)}</time>
    </div>
  )
}
