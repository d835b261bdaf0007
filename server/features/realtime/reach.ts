import type { Context } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/index.ts'
import { showId } from '../../platform/ids/index.ts'
import { listChannels, rehearsalProviders } from '../channels/index.ts'
import { conversationsOn } from '../messaging/index.ts'
import type { LiveEvent } from './schema.ts'

/** What a socket may hear of, besides what its permissions say. */
export interface Reach {
  /** Before the first event. */
  load(): Promise<void>
  has(event: Pick<LiveEvent, 'type' | 'data'>): boolean
}

const EVERYTHING: Reach = { load: async () => undefined, has: () => true }
/** Nouns of events that are about a channel, or about a conversation on one. */
const OF_CHANNELS = /^(message|conversation|channel|dead_letter)\./

/** A test key hears of channels of the simulator and of conversations on them; everybody else of all. */
export function reachOf({ db }: Context, { tenantId, simulatorOnly }: Principal): Reach {
  if (!simulatorOnly) return EVERYTHING
  const known = new Set<string>()
  return {
    load: () =>
      db.tenant(tenantId, async tx => {
        const channels = (await listChannels(tx, { providers: rehearsalProviders() })).map(({ id }) => id)
        for (const id of channels) known.add(showId('channel', id))
        for (const id of await conversationsOn(tx, channels)) known.add(showId('conversation', id))
      }),
    has: ({ type, data }) => {
      if (!OF_CHANNELS.test(type)) return true
      const { channelId, conversationId } = data as { channelId?: unknown; conversationId?: unknown }
      const reached = [channelId, conversationId].some(id => typeof id === 'string' && known.has(id))
      // A conversation that began after the socket did.
      if (reached && typeof conversationId === 'string') known.add(conversationId)
      return reached
    },
  }
}
