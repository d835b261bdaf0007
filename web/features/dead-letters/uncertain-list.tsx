import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleHelp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../lib/api/types.ts'
import { useFormats } from '../../lib/hooks.ts'
import { More } from '../../ui/more.tsx'
import { useChannel } from '../channels/index.ts'
import { addressOf, conversationQuery, nameOf, Trouble, usePreview } from '../inbox/index.ts'
import { uncertainQuery } from './queries.ts'

/** Messages of unknown outcome, each with the two ways to settle it. Empty when there are none. */
export function UncertainList() {
  const { t } = useTranslation()
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(uncertainQuery)
  const messages = data?.pages.flatMap(page => page.items) ?? []
  if (messages.length === 0 && !hasNextPage) return null
  return (
    <section className="mb-6">
      <h2 className="mb-2 flex items-center gap-2 text-lg font-semibold">
        <CircleHelp aria-hidden className="size-5 text-saffron" strokeWidth={1.7} />
        {t('deadLetters.uncertain')}
      </h2>
      <ul className="grid gap-3">
        {messages.map(message => (
          <Uncertain key={message.id} message={message} />
        ))}
      </ul>
      <More hasMore={hasNextPage} busy={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </section>
  )
}

function Uncertain({ message }: { message: Message }) {
  const preview = usePreview()
  return (
    <li className="rounded-lg border border-line bg-surface p-4" data-testid="uncertain">
      <Addressee message={message} />
      <p className="people mt-1.5 line-clamp-3">{preview(message)}</p>
      <Trouble message={message} />
    </li>
  )
}

/** The person to ask whether the message arrived: name, channel and time, with a link to the conversation. */
function Addressee({ message }: { message: Message }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { data: conversation } = useQuery(conversationQuery(message.conversationId))
  const channel = useChannel(conversation?.channelId ?? '')
  const address = conversation && addressOf(conversation)
  return (
    <div className="flex flex-wrap items-baseline gap-x-2">
      <Link
        to="/inbox/$conversationId"
        params={{ conversationId: message.conversationId }}
        className="people font-medium text-brand underline underline-offset-2"
      >
        {(conversation && nameOf(conversation)) || t('deadLetters.conversation')}
      </Link>
      <span className="num text-sm text-ink-3">
        {address && <bdi dir="ltr">{address}</bdi>}
        {address && ' · '}
        {channel && <bdi>{channel.name}</bdi>}
        {channel && ' · '}
        {format.dateTime(message.createdAt)}
      </span>
    </div>
  )
}
