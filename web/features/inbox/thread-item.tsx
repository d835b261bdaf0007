import { memo } from 'react'
import { useFormats } from '../../lib/hooks.ts'
import { Bubble } from './bubble.tsx'
import { OrderNote } from './order-note.tsx'
import type { TimelineItem } from './timeline.ts'
import { UnsentBubble } from './unsent-bubble.tsx'

/** One thing in the thread. */
export const ThreadItem = memo(function ThreadItem({ item }: { item: TimelineItem }) {
  if (item.kind === 'day') return <Day at={item.at} />
  if (item.kind === 'order') return <OrderNote order={item.order} />
  if (item.kind === 'unsent') return <UnsentBubble entry={item.entry} first={item.first} />
  return <Bubble told={item} />
})

function Day({ at }: { at: string }) {
  const format = useFormats()
  return (
    <h3 className="my-2.5 self-center text-xs text-ink-3">
      <time dateTime={at}>{format.day(at)}</time>
    </h3>
  )
}
