import type { Context } from '../../../platform/context.ts'
import { emit, newEvent } from '../../../platform/events/index.ts'
import type { StatusCause } from '../contract/meaning.ts'
import { askedProviders, transportFor } from '../contract/provider-lookup.ts'
import type { Credentials, Provider, SendingChannel } from '../contract/transport.ts'
import { channelLookupOf } from '../deliveries/channel-lookup.ts'
import { deleteRoutes } from '../deliveries/number-route.sql.ts'
import { CHANNEL_EVENTS } from '../events.ts'
import { type Claim, loseClaim, selectExpiredClaims, selectUnprovenClaim } from './claim.sql.ts'

const MOST = 100

const TAKEN: StatusCause = {
  meaning: 'number_claimed',
  reason:
    'The provider confirmed this number for another business, and never for this channel. If it is yours, remove the channel and connect it again with credentials that the provider accepts.',
}
const CONFIRMED_ELSEWHERE: StatusCause = {
  meaning: 'number_confirmed_elsewhere',
  reason:
    'The provider confirms this number, but it is connected to another business here, for which it was confirmed before. Remove it there, then remove this channel and connect the number again; or ask support.',
}
const EXPIRED: StatusCause = {
  meaning: 'claim_expired',
  reason:
    'The provider did not confirm this number within a day, so it is free again. Remove the channel and connect the number again with credentials that the provider accepts.',
}

/**
 * Frees a number that somebody claims without the provider's word, for a channel that has it: before it is stored, the provider
 * is asked about its credentials. Whoever claimed it is told.
 *
 * @returns whether the number is free now
 */
export async function takeOverClaim(
  context: Context,
  newcomer: SendingChannel & { provider: Provider },
  credentials: Credentials,
): Promise<boolean> {
  const held = await unprovenClaim(context, newcomer)
  if (!held) return false
  const found = await transportFor(newcomer.provider).check(context, newcomer, credentials)
  return found.ok && (await endClaim(context, held, TAKEN))
}

/**
 * Frees the number of a channel that the provider has confirmed, when another has it: from somebody who only claims it. Else
 * the channel loses it, and says so: whoever was confirmed first keeps it.
 *
 * @returns whether the number is free now
 */
export async function settleConflict(context: Context, confirmed: Named): Promise<boolean> {
  const held = await unprovenClaim(context, confirmed)
  if (held && (await endClaim(context, held, TAKEN))) return true
  await endClaim(context, { tenantId: confirmed.tenantId, channelId: confirmed.id }, CONFIRMED_ELSEWHERE)
  return false
}

type Named = Pick<SendingChannel, 'tenantId' | 'id' | 'externalId'> & { provider: Provider }

/** The channel of another tenant that has this number without the provider's word. */
async function unprovenClaim(context: Context, { provider, externalId, tenantId }: Named): Promise<Claim | undefined> {
  if (externalId === null) return undefined
  const held = await context.db.system('who claims a number is known across tenants', tx =>
    tx.maybe(selectUnprovenClaim(provider, externalId)),
  )
  return held && held.tenantId !== tenantId ? held : undefined
}

/** Ends the claims that nobody has confirmed in time. */
export async function expireClaims(context: Context): Promise<void> {
  // A developer has numbers that no provider knows.
  if (!context.config.production) return
  const expired = selectExpiredClaims(askedProviders(), MOST)
  const claims = await context.db.system('unproven claims of all tenants end after a day', tx => tx.rows(expired))
  for (const claim of claims) await endClaim(context, claim, EXPIRED)
}

function endClaim(context: Context, { tenantId, channelId }: Claim, cause: StatusCause): Promise<boolean> {
  return context.db.tenant(tenantId, async tx => {
    const lost = await tx.maybe(loseClaim(channelId, cause))
    if (!lost) return false
    await tx.run(deleteRoutes(tenantId, channelId))
    const data = {
      before: { status: lost.before },
      changed: { status: 'error', statusReason: cause.reason, statusMeaning: cause.meaning },
    }
    await emit(tx, [newEvent(CHANNEL_EVENTS['channel.updated'], channelId, { kind: 'system' }, data)])
    tx.afterCommit(() => channelLookupOf(context).changed())
    return true
  })
}
