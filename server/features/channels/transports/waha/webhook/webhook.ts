import type { Context } from '../../../../../platform/context.ts'
import { AppError } from '../../../../../platform/errors/index.ts'
import { newId, readId } from '../../../../../platform/ids/index.ts'
import { channelLookupOf } from '../../../deliveries/channel-lookup.ts'
import { rawEventStoreOf } from '../../../deliveries/store.ts'
import { CHANNEL_ERRORS } from '../../../errors.ts'
import { MAX_DEPTH, nestsDeeperThan } from '../../../reading/json.ts'
import { noteSeen } from './last-seen.ts'
import { isSignedBy, SIGNATURE_LENGTH } from './signature.ts'

/** One POST from WAHA. */
export interface WahaPost {
  /** The channel in the address, as shown. */
  channel: string
  body: Buffer
  signature: unknown
  /** The algorithm that the sender says it used. */
  algorithm: unknown
  contentType: string | undefined
  userAgent: string | undefined
  requestId: string | undefined
}

const unsigned = () => new AppError(CHANNEL_ERRORS.WEBHOOK_SIGNATURE)

/** The value of `X-Webhook-Hmac-Algorithm`, where it is sent: WAHA knows only this one. */
const ALGORITHM = 'sha512'

/**
 * Verifies an event with the channel's own key and stores it. Resolves once it is committed. Throws the same 401 for a
 * missing, short or wrong signature and for a channel that does not exist, 400, or 503 when it is not stored.
 */
export async function receiveEvent(context: Context, received: WahaPost): Promise<void> {
  const { signature, algorithm = ALGORITHM, body } = received
  if (typeof signature !== 'string' || signature.length !== SIGNATURE_LENGTH) throw unsigned()
  if (algorithm !== ALGORITHM) throw unsigned()
  const id = readId('channel', received.channel)
  const hook = id ? await channelLookupOf(context).signed('waha', { channelId: id }) : undefined
  if (!hook || !isSignedBy(hook.credentials.hmacKey ?? '', body, signature)) throw unsigned()
  if (nestsDeeperThan(body, MAX_DEPTH)) throw new AppError(CHANNEL_ERRORS.WEBHOOK_TOO_DEEP)
  const { tenantId, channelId } = hook
  const headers = JSON.stringify({
    'content-type': received.contentType?.slice(0, 200),
    'user-agent': received.userAgent?.slice(0, 200),
    'x-webhook-request-id': received.requestId?.slice(0, 200),
  })
  await rawEventStoreOf(context).add([
    { id: newId(), tenantId, channelId, provider: 'waha', quarantine: null, headers, body },
  ])
  noteSeen(context, { tenantId, id: channelId })
}
