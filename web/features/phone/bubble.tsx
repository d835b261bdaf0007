import { CheckCheck, Clock, ExternalLink, List, Reply } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Interactive, InteractiveOf, Message } from '../../lib/api/types.ts'
import { cx } from '../../lib/cx.ts'
import { useFormats } from '../../lib/hooks.ts'
import { safeHref } from '../../lib/rich-text.ts'
import { PeopleText } from '../../ui/people-text.tsx'
import { Content, type TimelineMessage } from '../inbox/index.ts'
import type { Sent } from './queries.ts'

/** What a tap on a button or a list of the business does. */
export interface TapHandlers {
  onButton: (message: Message, button: { id: string; title: string }) => void
  onList: (message: Message, interactive: InteractiveOf<'list'>) => void
}

/** The customer's messages are on the end side, because it is their phone. */
const MINE = 'self-end rounded-ee-xs bg-brand-soft'
const THEIRS = 'self-start rounded-es-xs bg-surface'

/** A message as the customer sees it; what the business offers can be tapped. */
export function PhoneBubble({ told, onButton, onList }: { told: TimelineMessage } & TapHandlers) {
  const { message, first, reactions } = told
  const mine = message.direction === 'inbound'
  const arrived = mine || !['queued', 'sending', 'failed', 'unknown'].includes(message.status)
  if (message.type === 'system' || !arrived) return null
  const offer = !mine && message.interactive ? message.interactive : null
  return (
    <div
      data-testid="phone-bubble"
      data-mine={mine}
      className={cx('flex max-w-[86%] flex-col gap-1', mine ? 'self-end' : 'self-start', first && 'mt-1.5')}
    >
      <div className={cx('relative rounded-md px-2.5 py-1.5', mine ? MINE : THEIRS, reactions.length > 0 && 'mb-3')}>
        {offer ? <OfferText offer={offer} /> : <Content message={message} />}
        <Foot message={message} mine={mine} />
        {reactions.length > 0 && (
          <span className="absolute start-2 -bottom-3 rounded-full border border-line bg-surface px-1.5 text-sm">
            {reactions.map(reaction => reaction.emoji).join(' ')}
          </span>
        )}
      </div>
      {offer && <Offer message={message} offer={offer} onButton={onButton} onList={onList} />}
    </div>
  )
}

function OfferText({ offer }: { offer: Interactive }) {
  return (
    <>
      {'header' in offer && offer.header && <PeopleText text={offer.header} className="font-semibold" />}
      {'body' in offer && offer.body && <PeopleText text={offer.body} />}
      {'footer' in offer && offer.footer && <PeopleText text={offer.footer} className="mt-0.5 text-sm text-ink-3" />}
    </>
  )
}

const TAP =
  'flex min-h-9 w-full items-center justify-center gap-1.5 rounded-md bg-surface px-3 py-1.5 text-center font-medium text-brand hover:bg-brand-soft'

interface OfferProps extends TapHandlers {
  message: Message
  offer: Interactive
}

function Offer({ message, offer, onButton, onList }: OfferProps) {
  const href = offer.kind === 'cta_url' ? safeHref(offer.url) : undefined
  return (
    <>
      {offer.kind === 'buttons' &&
        offer.buttons.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            className={TAP}
            onClick={() => onButton(message, { id, title })}
            data-testid="phone-button"
          >
            <Reply aria-hidden className="size-4 shrink-0 rtl:-scale-x-100" strokeWidth={1.7} />
            <bdi>{title}</bdi>
          </button>
        ))}
      {offer.kind === 'list' && (
        <button type="button" className={TAP} onClick={() => onList(message, offer)} data-testid="phone-list">
          <List aria-hidden className="size-4 shrink-0" strokeWidth={1.7} />
          <bdi>{offer.button}</bdi>
        </button>
      )}
      {offer.kind === 'cta_url' && href && (
        <a className={TAP} href={href} target="_blank" rel="noreferrer noopener">
          <ExternalLink aria-hidden className="size-4 shrink-0" strokeWidth={1.7} />
          <bdi>{offer.displayText}</bdi>
        </a>
      )}
    </>
  )
}

function Foot({ message, mine }: { message: Message; mine: boolean }) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <footer className="num mt-0.5 flex items-center justify-end gap-1 text-[10.5px] leading-none text-ink-3">
      <time>{format.time(message.createdAt)}</time>
      {mine && <CheckCheck aria-label={t('status.delivered')} className="size-3.5" strokeWidth={2} />}
    </footer>
  )
}

/** A message that was just sent, until the business has it. */
export function PendingBubble({ sent }: { sent: Sent }) {
  const { t } = useTranslation()
  return (
    <div className={cx('mt-1.5 max-w-[86%] rounded-md px-2.5 py-1.5 opacity-80', MINE)}>
      <Words sent={sent} />
      <footer className="mt-0.5 flex justify-end text-ink-3">
        <Clock aria-label={t('status.sending')} className="size-3" strokeWidth={2} />
      </footer>
    </div>
  )
}

function Words({ sent }: { sent: Sent }): ReactNode {
  const { t } = useTranslation()
  if (sent.type === 'text') return <PeopleText text={sent.text.body} />
  if (sent.type === 'location') return t('type.location')
  if (sent.type === 'image') return t('type.image')
  if (sent.type === 'call') return t('type.call')
  const { interactive } = sent
  return (
    <PeopleText
      text={interactive.type === 'button_reply' ? interactive.button_reply.title : interactive.list_reply.title}
    />
  )
}
