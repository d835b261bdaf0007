import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { perContext } from '../../../platform/services.ts'
import type { Meaning } from '../contract/meaning.ts'
import type { ProviderError } from '../contract/message.ts'
import { transportFor } from '../contract/provider-lookup.ts'
import type { Credentials, Pace, Provider, SendingChannel } from '../contract/transport.ts'
import { CHANNELS_CHANGED } from '../deliveries/channel-lookup.ts'
import { CHANNEL_ERRORS } from '../errors.ts'
import { unsealCredentials } from './credentials.ts'
import { type SealedSendingChannel, selectSenders } from './sending-channel.sql.ts'

/** A channel that is ready for one call. */
export interface SendingChannelOpened {
  channel: SendingChannel & { provider: Provider }
  credentials: Credentials
  /** The credentials as they are stored: a refusal is about these, not about later ones. */
  sealed: Buffer | null
  pace: Pace
  /** It sends nothing until the provider has confirmed it again. */
  stopped: boolean
  /** People see that its provider is away. */
  shownAway: boolean
}

/** Sealed rows, never opened ones: secrets are kept only for one call. */
interface Kept {
  row: SealedSendingChannel
  until: number
}

const TTL_MS = 15_000
const MOST = 10_000

/** The channels that this process has sent on recently; forgotten when any channel changes. */
const cacheOf = perContext(({ pubsub, log }: Context) => {
  const kept = new Map<Uuid, Kept>()
  pubsub
    .subscribe(CHANNELS_CHANGED, () => kept.clear())
    .catch(error => log.warn({ err: error }, 'this process learns of changed channels late'))
  return kept
})

/**
 * Opens channels of one tenant for sending: one statement for all that are not cached, none when all are. A channel
 * that cannot be opened gives an error, for the messages that need it.
 */
export async function openSendingChannels(
  context: Context,
  tx: Tx,
  ids: readonly Uuid[],
): Promise<Map<Uuid, SendingChannelOpened | ProviderError>> {
  const cache = cacheOf(context)
  const now = performance.now()
  const known = (id: Uuid) => {
    const kept = cache.get(id)
    return kept && kept.until > now && kept.row.tenantId === tx.tenantId ? kept.row : undefined
  }
  const distinct = [...new Set(ids)]
  const missing = distinct.filter(id => !known(id))
  if (missing.length > 0) {
    if (cache.size > MOST) cache.clear()
    for (const row of await tx.rows(selectSenders(missing))) cache.set(row.id, { row, until: now + TTL_MS })
  }
  return new Map(distinct.map(id => [id, open(context, cache.get(id)?.row)]))
}

function open({ secrets, log }: Context, row: SealedSendingChannel | undefined): SendingChannelOpened | ProviderError {
  if (!row || row.removedAt) return errorOf(CHANNEL_ERRORS.CHANNEL_REMOVED, 'channel_removed')
  const { id, tenantId, provider, externalId, externalAccountId, credentials: sealed } = row
  try {
    const transport = transportFor(provider)
    return {
      channel: { id, tenantId, provider, externalId, externalAccountId },
      credentials: sealed ? unsealCredentials(secrets, tenantId, id, sealed) : {},
      sealed,
      pace: { ...transport.pace, ...row.pace },
      stopped: row.stopped,
      shownAway: row.shownAway,
    }
  } catch (error) {
    if (error instanceof AppError) return errorOf(error, 'cannot_be_opened')
    // ENCRYPTION_KEY is not the one that sealed them.
    log.error({ err: error, tenantId, channelId: id }, 'the credentials of a channel do not open; check ENCRYPTION_KEY')
    return errorOf(CHANNEL_ERRORS.CHANNEL_CREDENTIALS_CLOSED, 'cannot_be_opened')
  }
}

const errorOf = ({ code, message }: { code: string; message: string }, meaning: Meaning): ProviderError => {
  return { code, meaning, title: message }
}
