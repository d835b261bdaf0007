import { useInfiniteQuery } from '@tanstack/react-query'
import { ArrowDown } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation, Message } from '../../../lib/api/types.ts'
import { useFormats } from '../../../lib/hooks.ts'
import { useMe } from '../../../lib/session/me.ts'
import { More } from '../../../ui/more.tsx'
import { Failed, Waiting } from '../../../ui/states.tsx'
import { stillUnsent, useOutbox } from '../composer/outbox.ts'
import { useConversationOrders } from '../contact/conversation-orders.ts'
import { messagesQuery } from '../queries.ts'
import { messagesOf } from './thread-cache.ts'
import { ThreadItem } from './thread-item.tsx'
import { buildTimeline } from './timeline.ts'

/** Within this distance from the end the reader counts as being at the end, in pixels. */
const NEAR = 80

/**
 * The messages. The scrolling box runs from bottom to top, so that it opens at the newest message, keeps its place when
 * older ones are added above, and stays at the end when a new one comes.
 */
export function Thread({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const { id } = conversation
  const format = useFormats()
  const userId = useMe()?.user.id
  const query = useInfiniteQuery(messagesQuery(id))
  const orders = useConversationOrders(conversation)
  const outbox = useOutbox(id)
  const messages = useMemo(() => messagesOf(query.data), [query.data])
  const unsent = useMemo(() => stillUnsent(outbox, messages, userId), [outbox, messages, userId])
  const items = useMemo(
    () => buildTimeline(messages, orders, unsent, format.dayKey),
    [messages, orders, unsent, format],
  )
  const box = useRef<HTMLDivElement>(null)
  const end = useEnd(box, messages, unsent.length)
  if (query.isError && !query.data) return <Failed error={query.error} retry={() => void query.refetch()} />
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={box}
        onScroll={end.onScroll}
        data-pane
        data-testid="thread"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-label={t('thread.title')}
        className="flex h-full flex-col-reverse overflow-y-auto -outline-offset-1 focus-visible:outline-1"
      >
        <div className="flex min-h-full flex-col justify-end gap-1 *:shrink-0 px-[clamp(12px,4vw,56px)] py-4.5">
          <More hasMore={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
          {query.isPending ? (
            <Waiting>{<Skeletons />}</Waiting>
          ) : (
            items.map(item => <ThreadItem key={item.key} item={item} />)
          )}
        </div>
      </div>
      {end.unseen > 0 && (
        <button
          type="button"
          onClick={end.go}
          className="rise absolute inset-x-0 bottom-3 mx-auto flex w-fit items-center gap-1.5 rounded-full border border-line-strong bg-surface px-3 py-1 text-sm font-medium shadow-float"
        >
          <ArrowDown aria-hidden className="size-4 text-brand" strokeWidth={1.7} />
          {t('thread.newMessages', { count: end.unseen })}
        </button>
      )}
    </div>
  )
}

/** Whether the reader is at the end, and how many messages came while not; own replies always scroll to the end. */
function useEnd(box: React.RefObject<HTMLDivElement | null>, messages: Message[], unsent: number) {
  const [near, setNear] = useState(true)
  const seen = useRef(0)
  const last = messages.at(-1)?.seq ?? 0
  if (near) seen.current = last
  useEffect(() => {
    if (unsent) box.current?.scrollTo({ top: 0 })
  }, [box, unsent])
  return {
    unseen: messages.filter(message => message.seq > seen.current && message.direction === 'inbound').length,
    onScroll: () => setNear(Math.abs(box.current?.scrollTop ?? 0) < NEAR),
    go: () => box.current?.scrollTo({ top: 0 }),
  }
}

const Skeletons = () => (
  <>
    <div className="skeleton h-10 w-2/5 rounded-lg" />
    <div className="skeleton h-16 w-1/2 self-end rounded-lg" />
    <div className="skeleton h-10 w-1/3 rounded-lg" />
  </>
)
