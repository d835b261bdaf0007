import type { Channel } from '../../lib/api/types.ts'
import { CARDS, useChannels } from '../channels/index.ts'

/** The channel of a conversation, where a business has several and its conversations would look alike. */
export function useTellingChannel(channelId: string): Channel | undefined {
  const channels = useChannels().data?.items ?? []
  return channels.length > 1 ? channels.find(channel => channel.id === channelId) : undefined
}

/** By which channel somebody writes, in the space of a letter. */
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
