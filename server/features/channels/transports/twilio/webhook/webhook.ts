import type { Context } from '../../../../../platform/context.ts'
import { AppError } from '../../../../../platform/errors/index.ts'
import { newId, readId, type Uuid } from '../../../../../platform/ids/index.ts'
import type { QuarantineReason } from '../../../contract/delivery.ts'
import { type ChannelLookup, channelLookupOf, type SignedChannel } from '../../../deliveries/channel-lookup.ts'
import { noteFirstWebhook } from '../../../deliveries/first-webhook.ts'
import type { StoreRawEvents } from '../../../deliveries/store.ts'
import { CHANNEL_ERRORS } from '../../../errors.ts'
import { accountOf, type TwilioAccount } from '../account/account.ts'
import { type BusinessSide, businessSideOf, type Params, paramsOf, sidOf } from './params.ts'
import { isSigned, looksSigned } from './signature.ts'

/** One POST from Twilio. */
export interface TwilioPost {
  /** The channel in the address, as shown; undefined: the address that all channels share. */
  channel: string | undefined
  /** Path and query exactly as they came: they are signed. */
  target: string
  body: Buffer
  signature: unknown
  userAgent: string | undefined
  /** `I-Twilio-Idempotency-Token`: the same on repetitions. */
  token: string | undefined
}

const unsigned = () => new AppError(CHANNEL_ERRORS.WEBHOOK_SIGNATURE)

/** The owner of a signed delivery. */
type Verdict = SignedChannel | QuarantineReason

/**
 * Verifies, routes and stores a delivery. Resolves once it is committed. Throws 401 for every delivery that is not
 * signed by somebody we know, whatever the cause, and 503 when it is not stored.
 *
 * Twilio signs with the secret of the account that has the number. So the number is read first, and it counts only if
 * the account of exactly this number has signed: a business that names another's number is refused like a stranger.
 */
export async function receiveTwilio(context: Context, store: StoreRawEvents, received: TwilioPost): Promise<void> {
  if (!looksSigned(received.signature)) throw unsigned()
  const directory = channelLookupOf(context)
  const params = paramsOf(received.body)
  const named = params ? businessSideOf(params) : undefined
  const sender = await findSender(directory, received.channel, named)
  const account = signerOf(context, received.channel, sender, named)
  const url = `${context.config.publicUrl}${received.target}`
  if (!account || !isSigned(account.token, received.signature, url, received.body)) throw unsigned()
  const verdict = await judge(directory, sender, params, named)
  await store([rowOf(verdict, received, sender?.channelId)])
  await noteFirstWebhook(context, [sender, typeof verdict === 'string' ? undefined : verdict])
}

async function findSender(
  directory: ChannelLookup,
  shownId: string | undefined,
  named: BusinessSide | undefined,
): Promise<SignedChannel | undefined> {
  if (shownId !== undefined) {
    const channelId = readId('channel', shownId)
    return channelId ? directory.signed('twilio', { channelId }) : undefined
  }
  return named?.number ? directory.signed('twilio', { number: named.number }) : undefined
}

/**
 * Who must have signed: the channel's account, or the operator's when nobody has connected the number. Undefined when
 * the delivery names another account.
 */
function signerOf(
  { config }: Context,
  shownId: string | undefined,
  sender: SignedChannel | undefined,
  named: BusinessSide | undefined,
): TwilioAccount | undefined {
  // An address that names no channel gets the same answer as a wrong signature, so that nobody learns which channels
  // exist.
  if (!sender && shownId !== undefined) return undefined
  const account = sender ? accountOf(config, sender.credentials) : config.twilioMaster
  return named?.account === undefined || named.account === account?.sid ? account : undefined
}

async function judge(
  directory: ChannelLookup,
  sender: SignedChannel | undefined,
  params: Params | undefined,
  named: BusinessSide | undefined,
): Promise<Verdict> {
  if (!params || !named?.number || sidOf(params) === undefined) return 'malformed'
  if (!sender) return 'unknown_number'
  if (sender.number === named.number) return sender
  const owner = await directory.signed('twilio', { number: named.number })
  if (!owner) return 'unknown_number'
  return owner.tenantId === sender.tenantId ? owner : 'foreign_number'
}

function rowOf(verdict: Verdict, { target, body, userAgent, token }: TwilioPost, door: Uuid | undefined) {
  const refused = typeof verdict === 'string'
  const query = target.indexOf('?')
  return {
    id: newId(),
    provider: 'twilio' as const,
    tenantId: refused ? null : verdict.tenantId,
    channelId: refused ? null : verdict.channelId,
    quarantine: refused ? verdict : null,
    // Undefined keys are not written. The name of our attempt comes in the query.
    headers: JSON.stringify({
      'user-agent': userAgent?.slice(0, 200),
      'i-twilio-idempotency-token': token?.slice(0, 200),
      'x-tawsil-query': query === -1 ? undefined : target.slice(query + 1, query + 2_001).toWellFormed(),
      'x-tawsil-door': refused ? door : undefined,
    }),
    body,
  }
}
