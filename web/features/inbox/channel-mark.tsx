import type { Channel } from '../../lib/api/types.ts'
import { CARDS, useChannels } from '../channels/index.ts'

/** The channel of a conversation; undefined when the business has only one, because then it tells nothing. */
export function useTellingChannel(channelId: string): Channel | undefined {
  const channels = useChannels().data?.items ?? []
  return channels.length > 1 ? channels.find(channel => channel.id === channelId) : undefined
}

/** The channel of a conversation, as a small mark. */
export function ChannelMark({ channelId }: { channelId: string }) {
  const channel = useTellingChannel(channelId)
  if (!channel) return null
  const Icon = CARDS[channel.provider].icon
  return (
    <span title={channel.name} className="shrink-0 self-center text-ink-3">
      <Icon aria-hidden className="size-3.5" strokeWidth={1.7} />
      <span className="sr-only">{channel.name}</span>
    </span>
  )
}
