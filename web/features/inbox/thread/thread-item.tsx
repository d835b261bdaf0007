import { memo } from 'react'
import { useFormats } from '../../../lib/hooks.ts'
import { Bubble } from './bubble.tsx'
import { OrderNote } from './order-note.tsx'
import { sameItem, type TimelineItem } from './timeline.ts'
import { UnsentBubble } from './unsent-bubble.tsx'

interface ItemProps {
  item: TimelineItem
}

/**
 * One item of the conversation. Out of view it costs no layout. It is drawn again only when something about it changed,
 * although every event builds the timeline again.
 */
export const ThreadItem = memo(
  ({ item }: ItemProps) => (
    <div className="windowed flex flex-col">
      <Inside item={item} />
    </div>
  ),
  (before, after) => sameItem(before.item, after.item),
)

function Inside({ item }: ItemProps) {
  if (item.kind === 'day') return <Day at={item.at} />
  if (item.kind === 'order') return <OrderNote order={item.order} />
  if (item.kind === 'unsent') return <UnsentBubble entry={item.entry} first={item.first} />
  return <Bubble told={item} />
}

function Day({ at }: { at: string }) {
  const format = useFormats()
  return (
    <h3 className="my-2.5 self-center text-xs text-ink-3">
      <time dateTime={at}>{format.day(at)}</time>
    </h3>
  )
}
