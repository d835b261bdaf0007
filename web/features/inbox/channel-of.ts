import { useQuery } from '@tanstack/react-query'
import type { Channel } from '../../lib/api/types.ts'
import { useChannel } from '../channels/index.ts'
import { conversationQuery } from './queries.ts'

/** The channel of an open conversation; undefined until both are read. */
export function useChannelOf(conversationId: string): Channel | undefined {
  const { data } = useQuery({ ...conversationQuery(conversationId), enabled: false })
  return useChannel(data?.channelId ?? '')
}
