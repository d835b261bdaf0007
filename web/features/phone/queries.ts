import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { api, data, type Page } from '../../lib/api/client.ts'
import { useErrorText } from '../../lib/api/error-text.ts'
import { rowsOf } from '../../lib/api/pages.ts'
import type { Channel, Conversation } from '../../lib/api/types.ts'
import { randomId } from '../../lib/ids.ts'
import { toast } from '../../ui/toast.tsx'
import { channelsQuery } from '../channels/index.ts'
import { conversationsQuery } from '../inbox/index.ts'
import type { Customer } from './customer.ts'

const simulatorsOf = ({ items }: Page<Channel>) => items.filter(channel => channel.abilities.rehearsal)

/** The channels a phone can write to. */
export function useSimulators(): { channels: Channel[]; isPending: boolean; error: unknown; retry: () => void } {
  // A new business gets its simulator a moment after it was created.
  const query = useQuery({
    ...channelsQuery,
    refetchInterval: ({ state }) => (state.data && !simulatorsOf(state.data).length ? 1_000 : false),
  })
  return {
    channels: query.data ? simulatorsOf(query.data) : [],
    isPending: query.isPending,
    error: query.error,
    retry: () => void query.refetch(),
  }
}

/** The conversation that a customer has with a channel, once there is one. Live events bring new ones into the list. */
export function useCustomerConversation(channelId: string, { from }: Customer): Conversation | undefined {
  const { data: pages } = useInfiniteQuery(conversationsQuery({ channelId, sort: 'recent', limit: 100 }))
  const recent = rowsOf(pages).find(row => row.contact?.phone === from)
  const { data: found } = useInfiniteQuery({
    ...conversationsQuery({ channelId, q: from, limit: 5 }),
    enabled: Boolean(pages) && !recent,
  })
  return recent ?? rowsOf(found).find(row => row.contact?.phone === from)
}

/** What a customer can send from the drawn phone. */
export type Sent =
  | { type: 'text'; text: { body: string } }
  | { type: 'location'; location: { latitude: number; longitude: number; name?: string } }
  | { type: 'call'; call: { outcome: 'missed' | 'answered'; seconds?: number } }
  | { type: 'image'; media: { link: string; caption?: string } }
  | {
      type: 'interactive'
      interactive:
        | { type: 'button_reply'; button_reply: { id: string; title: string } }
        | { type: 'list_reply'; list_reply: { id: string; title: string; description?: string } }
      contextMessageId?: string
    }

/** Sends as the customer. */
export function usePhoneSend(channelId: string, customer: Customer) {
  const text = useErrorText()
  return useMutation({
    mutationFn: (sent: Sent) =>
      data(
        api.POST('/api/v1/simulator/messages', {
          body: { channelId, from: customer.from, name: customer.name, ...sent },
          headers: { 'idempotency-key': randomId() },
        }),
      ),
    onError: error => toast(text(error), 'red'),
  })
}

/** Tells the business that the customer has read a message. */
export async function tellRead(channelId: string, messageId: string): Promise<void> {
  await data(api.POST('/api/v1/simulator/statuses', { body: { channelId, messageId, status: 'read' } }))
}

/** Reads a number in E.164; only the server reads numbers. */
export const readNumber = async (written: string): Promise<string> =>
  (await data(api.GET('/api/v1/phone-numbers', { params: { query: { written } } }))).phone
