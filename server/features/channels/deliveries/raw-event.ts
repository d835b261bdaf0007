import type { SystemTx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { withMeaning } from '../contract/error-class.ts'
import type { ParsedDelivery, ProviderError } from '../contract/message.ts'
import { transportFor } from '../contract/provider-lookup.ts'
import type { Transport } from '../contract/transport.ts'
import { CHANNEL_ERRORS } from '../errors.ts'
import { type RawEventRow, selectRawEvents } from './raw-event.sql.ts'

/** One accepted delivery, with what parsing needs to know about its channel. */
export type RawEvent = RawEventRow

/**
 * Reads deliveries of any tenant, oldest first, in one statement. For the system door; through a tenant's door it sees
 * only the tenant's own.
 */
export const readRawEvents = (tx: SystemTx, ids: readonly Uuid[]): Promise<RawEvent[]> => tx.rows(selectRawEvents(ids))

/**
 * What a delivery says to its channel. Pure. Throws RAW_EVENT_UNREADABLE (not retryable) when the bytes are no delivery
 * at all; a part that cannot be understood is returned as unknown beside its neighbours.
 */
export function parseRawEvent(raw: RawEvent): ParsedDelivery {
  const channel = { id: raw.channelId, externalId: raw.externalId, externalAccountId: raw.externalAccountId }
  const transport = transportFor(raw.provider)
  try {
    return withMeanings(transport.parse(raw, channel), transport)
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new AppError(CHANNEL_ERRORS.RAW_EVENT_UNREADABLE, { cause })
    throw cause
  }
}

/** Every error in a delivery is stored with the name of its meaning, for readers who do not know the provider. */
function withMeanings(parsed: ParsedDelivery, { meaning }: Pick<Transport, 'meaning'>): ParsedDelivery {
  const named = <T extends { errors?: ProviderError[] }>(part: T): T =>
    part.errors ? { ...part, errors: part.errors.map(error => withMeaning(error, meaning)) } : part
  return {
    ...parsed,
    messages: parsed.messages.map(message => ({ ...message, content: named(message.content) })),
    statuses: parsed.statuses.map(named),
  }
}
