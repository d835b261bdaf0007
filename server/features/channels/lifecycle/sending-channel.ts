import type { Context } from '../../../platform/context.ts'
import { type Kept, keptAll, type Tx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Meaning } from '../contract/meaning.ts'
import type { ProviderError } from '../contract/message.ts'
import { transportFor } from '../contract/provider-lookup.ts'
import type { Credentials, Pace, Provider, SendingChannel } from '../contract/transport.ts'
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

/** Sealed rows, never opened ones: secrets are opened only for one call. */
const SENDER: Kept<SealedSendingChannel> = { version: 'channels', tables: ['channel'], most: 10_000 }

/**
 * Opens channels of one tenant for sending: one statement for all that this process does not have, none when it has all. A
 * channel that cannot be opened gives an error, for the messages that need it.
 */
export async function openSendingChannels(
  context: Context,
  tx: Tx,
  ids: readonly Uuid[],
): Promise<Map<Uuid, SendingChannelOpened | ProviderError>> {
  const distinct = [...new Set(ids)]
  const rows = await keptAll(tx, SENDER, distinct, async missing => {
    const found = await tx.rows(selectSenders(missing as Uuid[]))
    return new Map(found.map(row => [row.id, row]))
  })
  return new Map(await Promise.all(distinct.map(async id => [id, await open(context, rows.get(id))] as const)))
}

async function open(
  { secrets, log }: Context,
  row: SealedSendingChannel | undefined,
): Promise<SendingChannelOpened | ProviderError> {
  if (!row || row.removedAt) return errorOf(CHANNEL_ERRORS.CHANNEL_REMOVED, 'channel_removed')
  const { id, tenantId, provider, externalId, externalAccountId, credentials: sealed } = row
  try {
    const transport = transportFor(provider)
    return {
      channel: { id, tenantId, provider, externalId, externalAccountId },
      credentials: sealed ? await unsealCredentials(secrets, tenantId, id, sealed) : {},
      sealed,
      pace: { ...transport.pace, ...row.pace },
      stopped: row.stopped,
      shownAway: row.shownAway,
    }
  } catch (error) {
    if (error instanceof AppError) return errorOf(error, 'cannot_be_opened')
    // Another key sealed them.
    log.error(
      { err: error, tenantId, channelId: id },
      'the credentials of a channel do not open; check MASTER_KEY and ENCRYPTION_KEY',
    )
    return errorOf(CHANNEL_ERRORS.CHANNEL_CREDENTIALS_CLOSED, 'cannot_be_opened')
  }
}

const errorOf = ({ code, message }: { code: string; message: string }, meaning: Meaning): ProviderError => {
  return { code, meaning, title: message }
}
