import type { Context } from '../../../../../platform/context.ts'
import { sameBytes, sha256 } from '../../../../../platform/crypto/index.ts'
import { AppError } from '../../../../../platform/errors/index.ts'
import { newId, readId, type Uuid } from '../../../../../platform/ids/index.ts'
import type { NamedChange } from '../../../contract/delivery.ts'
import {
  type ChannelLookup,
  channelLookupOf,
  type Owner,
  type SignedChannel,
} from '../../../deliveries/channel-lookup.ts'
import { noteFirstWebhook } from '../../../deliveries/first-webhook.ts'
import type { NewRawEvent } from '../../../deliveries/raw-event.sql.ts'
import type { StoreRawEvents } from '../../../deliveries/store.ts'
import { CHANNEL_ERRORS } from '../../../errors.ts'
import { MAX_DEPTH, nestsDeeperThan } from '../../../reading/json.ts'
import { isSigned, looksSigned } from './signature.ts'
import { type ChangeOwner, type DeliveryPlan, namedChanges, planDelivery } from './split-delivery.ts'

const PROVIDER = 'cloud_api'

/** One POST from Meta. */
export interface MetaPost {
  /** The channel in the address, as shown; undefined for the platform's own app. */
  channel: string | undefined
  body: Buffer
  signature: unknown
  contentType: string | undefined
  userAgent: string | undefined
}

/** Verifies, routes and stores deliveries of Meta. */
export interface MetaWebhook {
  /** Resolves once the delivery is committed. Throws 401 before anything is read, 400, or 503 when it is not stored. */
  receive(received: MetaPost): Promise<void>
  /** The challenge to echo. Throws 403. */
  handshake(channel: string | undefined, query: Readonly<Record<string, unknown>>): Promise<string>
}

const unsigned = () => new AppError(CHANNEL_ERRORS.WEBHOOK_SIGNATURE)

/** @param store what makes a delivery durable; `intakeOf(context).add` in the program */
export function createMetaWebhook(context: Context, store: StoreRawEvents): MetaWebhook {
  const { config, log } = context
  const directory = channelLookupOf(context)
  const platformSecret = missingOnce(config.metaAppSecret, () =>
    log.error('META_APP_SECRET is not set: every delivery to /webhooks/meta is refused with 401'),
  )
  return {
    receive: async received => {
      if (!looksSigned(received.signature)) throw unsigned()
      const hook = await findHook(directory, received.channel)
      // An address that names no channel gets the same answer as a wrong signature, so that nobody learns which
      // channels exist.
      if (received.channel !== undefined && !hook) throw unsigned()
      const secret = hook?.credentials.appSecret ?? platformSecret()
      if (!secret || !isSigned(secret, received.body, received.signature)) throw unsigned()
      if (nestsDeeperThan(received.body, MAX_DEPTH)) throw new AppError(CHANNEL_ERRORS.WEBHOOK_TOO_DEEP)
      const changes = namedChanges(received.body)
      const asked = changes ? ownersOf(directory, changes) : []
      const owners = asked instanceof Promise ? await asked : asked
      const plan = changes ? planFor(hook, changes, owners, config.production) : MALFORMED
      await store(rowsOf(plan, received, hook))
      const given = new Set(plan.accepted.map(({ channelId }) => channelId))
      const first = [hook, ...owners.filter(owner => owner && given.has(owner.channelId))]
      if (first.some(channel => channel?.heard === false)) await noteFirstWebhook(context, first)
    },
    handshake: async (channel, query) => {
      const hook = await findHook(directory, channel)
      const expected = channel === undefined ? config.metaVerifyToken : hook?.credentials.verifyToken
      const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = query
      const right = typeof token === 'string' && expected !== undefined && sameBytes(sha256(token), sha256(expected))
      if (mode !== 'subscribe' || !right || typeof challenge !== 'string') {
        throw new AppError(CHANNEL_ERRORS.WEBHOOK_VERIFY_TOKEN)
      }
      await noteFirstWebhook(context, [hook])
      return challenge
    },
  }
}

const MALFORMED: DeliveryPlan = { accepted: [], quarantined: { reason: 'malformed' } }

/** Returns a setting, and complains once when it is needed and missing. */
function missingOnce<T>(value: T | undefined, complain: () => void): () => T | undefined {
  let complained = false
  return () => {
    if (value === undefined && !complained) {
      complained = true
      complain()
    }
    return value
  }
}

async function findHook(directory: ChannelLookup, shownId: string | undefined): Promise<SignedChannel | undefined> {
  const id = shownId === undefined ? null : readId('channel', shownId)
  return id ? directory.signed(PROVIDER, { channelId: id }) : undefined
}

type Owners = ReadonlyArray<Owner | undefined>

/** Not a promise when all are known. */
function ownersOf(directory: ChannelLookup, changes: readonly NamedChange[]): Owners | Promise<Owners> {
  const first = directory.owners(PROVIDER, changes)
  return changes.some(({ listedUnder }) => listedUnder !== undefined) ? orListed(directory, changes, first) : first
}

async function orListed(
  directory: ChannelLookup,
  changes: readonly NamedChange[],
  first: Owners | Promise<Owners>,
): Promise<Owners> {
  const found = await first
  const listed = changes.map(({ listedUnder, ...change }) => ({ ...change, account: listedUnder ?? change.account }))
  const second = await directory.owners(PROVIDER, listed)
  return found.map((owner, at) => owner ?? second[at])
}

/**
 * The platform's app may deliver for every number, but naming a number does not prove owning it: in production it
 * delivers only to channels that the provider has confirmed. Elsewhere tokens are made up and nobody could confirm
 * them. A channel's own app may deliver only for its tenant's numbers, because that tenant knows the secret: what names
 * another's number is quarantined and never processed.
 */
function planFor(
  hook: SignedChannel | undefined,
  changes: readonly NamedChange[],
  owners: Owners,
  provenOnly: boolean,
): DeliveryPlan {
  const verdicts = changes.map((change, at): ChangeOwner => {
    const owner = owners[at]
    const accounts = [change.account, change.listedUnder].filter(account => account !== undefined)
    if (hook?.account && change.number === undefined && accounts.includes(hook.account)) {
      return newsFor(hook, owner)
    }
    if (!owner) return 'unknown_number'
    if (hook) return owner.tenantId === hook.tenantId ? owner : 'foreign_number'
    return owner.proven || !provenOnly ? owner : 'unproven_number'
  })
  return planDelivery(changes, verdicts)
}

/**
 * What a channel's own app says about its account goes to the channel, and to the tenant's other channels of the
 * account.
 */
function newsFor({ tenantId, channelId }: SignedChannel, owner: Owner | undefined): ChangeOwner {
  if (owner?.tenantId !== tenantId) return { tenantId, channelId }
  return { tenantId, channelId, others: [owner, ...(owner.others ?? [])] }
}

function rowsOf(plan: DeliveryPlan, received: MetaPost, hook: SignedChannel | undefined): NewRawEvent[] {
  const base = { provider: PROVIDER, body: received.body }
  const rows: NewRawEvent[] = plan.accepted.map(({ tenantId, channelId, places }) => {
    const headers = headersOf(received, places)
    return { ...base, id: newId(), tenantId, channelId, quarantine: null, headers }
  })
  if (plan.quarantined) {
    const headers = headersOf(received, plan.quarantined.places, hook?.channelId)
    const quarantine = plan.quarantined.reason
    rows.push({ ...base, id: newId(), tenantId: null, channelId: null, quarantine, headers })
  }
  return rows
}

let lastType: string | undefined
let lastAgent: string | undefined
let lastHeaders = '{}'

/** JSON of the headers worth keeping. Nearly every delivery has the same ones, and then they are not written again. */
function headersOf(received: MetaPost, places?: readonly string[], door?: Uuid): string {
  const { contentType, userAgent } = received
  if (!places && !door && contentType === lastType && userAgent === lastAgent) return lastHeaders
  const headers = JSON.stringify({
    'content-type': contentType,
    'user-agent': userAgent?.slice(0, 200),
    'x-tawsil-places': places?.join(' '),
    'x-tawsil-door': door,
  })
  if (places || door) return headers
  lastType = contentType
  lastAgent = userAgent
  lastHeaders = headers
  return headers
}
