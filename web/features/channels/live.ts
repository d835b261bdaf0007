import type { QueryClient } from '@tanstack/react-query'
import type { LiveEvent } from '../../lib/api/types.ts'
import { channelsQuery } from './queries.ts'

/** Lets an event of the log change what is shown about channels; there are few, so all are read again. */
export function applyChannelEvent(client: QueryClient, event: LiveEvent): void {
  if (!event.type.startsWith('channel.')) return
  if (event.type === 'channel.notified') {
    void client.invalidateQueries({ queryKey: ['channel', event.aggregate.id, 'notices'] })
    return
  }
  void client.invalidateQueries({ queryKey: channelsQuery.queryKey })
  if (event.type !== 'channel.removed') void client.invalidateQueries({ queryKey: ['channel', event.aggregate.id] })
}
