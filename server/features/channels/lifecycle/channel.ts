import type { Context } from '../../../platform/context.ts'
import { type Kept, keptAll, type Tx } from '../../../platform/db/index.ts'
import { AppError, notFound } from '../../../platform/errors/index.ts'
import { type Actor, emit, newEvent } from '../../../platform/events/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { countedBy, describedBy, mustHaveRoom } from '../../tenancy/index.ts'
import { allTransports, rehearsalProviders, transportFor } from '../contract/provider-lookup.ts'
import type { ChannelCheck, Credentials, Provider } from '../contract/transport.ts'
import { channelLookupOf } from '../deliveries/channel-lookup.ts'
import {
  deleteRoutes,
  insertNumberRoute,
  replaceAccountRoute,
  takeNumberRoute,
} from '../deliveries/number-route.sql.ts'
import { CHANNEL_ERRORS } from '../errors.ts'
import { CHANNEL_EVENTS } from '../events.ts'
import type { ChannelPace } from './channel.sql.ts'
import {
  type Channel,
  type ChannelKind,
  countByStatus,
  countChannels,
  insertChannel,
  insertStarter,
  removeChannel as removeChannelRow,
  selectChannel,
  selectChannels,
  selectKinds,
  selectOwnNumber,
  selectSealedChannel,
  selectSkills,
  setChannelStatus,
  updateChannel as updateChannelRow,
} from './channel.sql.ts'
import { runSoon } from './channel-jobs.ts'
import { settleConflict, takeOverClaim } from './claim.ts'
import { parseCredentials, sealCredentials, unsealCredentials } from './credentials.ts'
import { insertCleanup } from './removal-cleanup.sql.ts'

/** One channel of the tenant. Throws NOT_FOUND, also for one that was removed. */
export const getChannel = (tx: Tx, id: Uuid): Promise<Channel> => tx.one(selectChannel(id))

const KIND: Kept<ChannelKind> = { version: 'channels', tables: ['channel'], most: 10_000 }

/** Which provider a channel has. Throws NOT_FOUND, also for one that was removed. */
export async function getChannelKind(tx: Tx, id: Uuid): Promise<ChannelKind> {
  const [kind] = await kindsOf(tx, [id])
  if (!kind) throw notFound()
  return kind
}

/** The provider of each of these channels; a channel that was removed is missing, because conversations outlive it. */
export const providersOf = async (tx: Tx, ids: readonly Uuid[]): Promise<Map<Uuid, Provider>> =>
  new Map((await kindsOf(tx, ids)).map(({ id, provider }) => [id, provider]))

/** The error of whoever sends on a channel that was removed. */
export const channelRemoved = (): AppError => new AppError(CHANNEL_ERRORS.CHANNEL_REMOVED)

async function kindsOf(tx: Tx, ids: readonly Uuid[]): Promise<ChannelKind[]> {
  const load = async (missing: readonly Uuid[]) =>
    new Map((await tx.rows(selectKinds(missing))).map(row => [row.id, row] as const))
  return ids.length > 0 ? [...(await keptAll(tx, KIND, ids, load)).values()] : []
}

/** What somebody needs to be given conversations of these channels; those that ask for nothing are missing. */
export const skillsFor = async (tx: Tx, ids: readonly Uuid[]): Promise<Map<Uuid, string[]>> =>
  new Map((await tx.rows(selectSkills(ids))).map(({ id, skills }) => [id, skills]))

/** The tenant's channels, oldest first; all of them unless a page or some providers are asked for. */
export const listChannels = (
  tx: Tx,
  page: { after?: Uuid | null; limit?: number; providers?: readonly Provider[] | undefined } = {},
): Promise<Channel[]> => tx.rows(selectChannels(page.after ?? null, page.limit ?? 1000, page.providers))

/** A channel with its opened credentials, for one call. Throws NOT_FOUND or CHANNEL_REMOVED. */
export async function openChannel(
  context: Context,
  tx: Tx,
  id: Uuid,
): Promise<{ channel: Channel; credentials: Credentials; provenAt: Date | null; claimLostAt: Date | null }> {
  const { credentials: sealed, removedAt, provenAt, claimLostAt, ...channel } = await tx.one(selectSealedChannel(id))
  if (removedAt) throw new AppError(CHANNEL_ERRORS.CHANNEL_REMOVED)
  const credentials = sealed ? await unsealCredentials(context.secrets, channel.tenantId, id, sealed) : {}
  return { channel, credentials, provenAt, claimLostAt }
}

export interface ConnectInput {
  provider: Provider
  name: string
  /** As the caller sent them. */
  credentials: unknown
}

/**
 * Connects a channel. Throws VALIDATION, CHANNEL_PROVIDER_UNAVAILABLE, CHANNEL_NUMBER_TAKEN, PLAN_BOUND_REACHED, or a
 * refusal of the provider's own way of connecting.
 *
 * A number that another business has is connected all the same, without its deliveries: who has proven nothing yet learns
 * nothing of others. The check that follows decides whose it is. A linked session is refused instead, because linking
 * changes it at the provider; to name one, its server and its key must be known.
 */
export async function connectChannel(
  context: Context,
  tenantId: Uuid,
  input: ConnectInput,
  actor: Actor,
): Promise<{ channel: Channel; verifyToken?: string }> {
  const transport = transportFor(input.provider)
  const id = newId()
  const given = parseCredentials(transport.credentials, input.credentials)
  // Outside the transaction, because completing them may call other servers.
  const credentials = transport.prepare ? await transport.prepare(context, { id, tenantId }, given) : given
  const store = () => context.db.tenant(tenantId, tx => storeChannel(context, tx, { ...input, id, credentials }, actor))
  return store().catch(async (error: unknown) => {
    if (!transport.linking || !isTaken(error)) throw error
    const { number: externalId, account: externalAccountId } = transport.route(credentials)
    const newcomer = { provider: input.provider, id, tenantId, externalId, externalAccountId }
    if (!(await takeOverClaim(context, newcomer, credentials))) throw error
    return store()
  })
}

const isTaken = (error: unknown): boolean =>
  error instanceof AppError && error.code === CHANNEL_ERRORS.CHANNEL_NUMBER_TAKEN.code

async function storeChannel(
  context: Context,
  tx: Tx,
  input: { id: Uuid; provider: Provider; name: string; credentials: Credentials },
  actor: Actor,
): Promise<{ channel: Channel; verifyToken?: string }> {
  const rehearsal = transportFor(input.provider).rehearsal === true
  await mustHaveRoom(tx, rehearsal ? 'simulator_channels' : 'channels', () => countOf(tx, rehearsal))
  const { id, credentials } = input
  const { number, account, phoneNumber = null } = transportFor(input.provider).route(credentials)
  // No other connects for this tenant meanwhile: the bound above lets them wait.
  const own = number === null ? undefined : await tx.maybe(selectOwnNumber(input.provider, number))
  if (own) throw new AppError(CHANNEL_ERRORS.CHANNEL_NUMBER_TAKEN)
  const sealed = await sealCredentials(context.secrets, tx.tenantId, id, credentials)
  const channel = await tx.one(
    insertChannel(tx.tenantId, {
      id,
      provider: input.provider,
      name: input.name,
      externalId: number,
      externalAccountId: account,
      credentials: sealed,
      // A number counts as connected when the provider has confirmed it; a channel without a provider is connected at
      // once.
      status: number === null ? 'connected' : 'connecting',
      phoneNumber,
    }),
  )
  await claimRoutes(tx, channel, number, account)
  await emit(tx, [newEvent(CHANNEL_EVENTS['channel.connected'], channel.id, actor, namesOf(channel))])
  forgetAfter(context, tx)
  return { channel, verifyToken: credentials.verifyToken }
}

/** Phones of the simulator, or real numbers. */
const countOf = async (tx: Tx, rehearsal: boolean): Promise<number> =>
  (await tx.one(countChannels(rehearsalProviders(), rehearsal))).count

countedBy('channels', tx => countOf(tx, false))
countedBy('simulator_channels', tx => countOf(tx, true))

describedBy('channels', async tx => {
  const rows = await tx.rows(countByStatus(rehearsalProviders()))
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
})

async function claimRoutes(tx: Tx, channel: Channel, number: string | null, account: string | null): Promise<void> {
  const to = { tenantId: channel.tenantId, channelId: channel.id }
  if (number !== null) {
    const claimed = await tx.run(insertNumberRoute(channel.provider, number, to))
    if (claimed === 0 && transportFor(channel.provider).linking) throw new AppError(CHANNEL_ERRORS.CHANNEL_NUMBER_TAKEN)
  }
  if (account !== null) await tx.run(replaceAccountRoute(channel.provider, account, to))
}

export interface ChannelChange {
  name?: string | undefined
  /** Only the changed ones; the others stay. */
  credentials?: Record<string, unknown> | undefined
  sending?: ChannelPace | null | undefined
  skills?: readonly string[] | undefined
}

/** Throws NOT_FOUND, VALIDATION, or CHANNEL_NUMBER_FIXED when other credentials name another number. */
export async function updateChannel(
  context: Context,
  tx: Tx,
  id: Uuid,
  change: ChannelChange,
  actor: Actor,
): Promise<Channel> {
  const before = await getChannel(tx, id)
  const replaced = change.credentials && (await replaceCredentials(context, tx, before, change.credentials))
  const channel = await tx.one(
    updateChannelRow(id, {
      name: change.name ?? null,
      credentials: replaced?.sealed ?? null,
      externalAccountId: replaced?.account ?? null,
      pace: change.sending,
      skills: change.skills ?? null,
    }),
  )
  const data = {
    before: { name: before.name, ...(change.skills && { skills: before.skills }) },
    changed: {
      ...{ name: channel.name, credentials: Object.keys(change.credentials ?? {}) },
      ...(change.skills && { skills: channel.skills }),
    },
  }
  await emit(tx, [newEvent(CHANNEL_EVENTS['channel.updated'], channel.id, actor, data)])
  forgetAfter(context, tx)
  return channel
}

async function replaceCredentials(context: Context, tx: Tx, channel: Channel, given: Record<string, unknown>) {
  const transport = transportFor(channel.provider)
  const { credentials: old } = await openChannel(context, tx, channel.id)
  const credentials = transport.prepare
    ? await transport.prepare(context, channel, parseCredentials(transport.credentials, given), old)
    : parseCredentials(transport.credentials, { ...old, ...given })
  const { number, account } = transport.route(credentials)
  if (number !== channel.externalId) throw new AppError(CHANNEL_ERRORS.CHANNEL_NUMBER_FIXED)
  await claimRoutes(tx, channel, null, account)
  return { sealed: await sealCredentials(context.secrets, channel.tenantId, channel.id, credentials), account }
}

/** Takes the channel out of use: no deliveries, no sending, no secrets. Its conversations stay. Throws NOT_FOUND. */
export async function removeChannel(context: Context, tx: Tx, id: Uuid, actor: Actor): Promise<void> {
  const channel = await getChannel(tx, id)
  if (transportFor(channel.provider).linking) await tx.run(insertCleanup(channel.tenantId, id))
  if ((await tx.run(removeChannelRow(id))) === 0) throw notFound()
  await tx.run(deleteRoutes(channel.tenantId, id))
  await emit(tx, [newEvent(CHANNEL_EVENTS['channel.removed'], channel.id, actor, namesOf(channel))])
  forgetAfter(context, tx)
  tx.afterCommit(() => runSoon(context, 'farewell', channel))
}

/** Asks the provider whether the channel works, and stores the answer as its status. Throws NOT_FOUND. */
export async function testChannel(context: Context, tenantId: Uuid, id: Uuid, actor: Actor): Promise<Channel> {
  const opened = await context.db.tenant(tenantId, tx => openListed(context, tx, id))
  const { channel, credentials, claimLostAt } = opened
  // What the provider says of the credentials does not bring the number back.
  if (claimLostAt) return channel
  const found = await transportFor(channel.provider).check(context, channel, credentials)
  const store = () => storeCheck(context, opened, found, actor)
  return store().catch(async (error: unknown) => {
    if (!isTaken(error)) throw error
    if (await settleConflict(context, channel)) return store()
    return context.db.tenant(tenantId, tx => getChannel(tx, id))
  })
}

/** Throws CHANNEL_NUMBER_TAKEN when the provider confirms the channel, but another has its number. */
function storeCheck(
  context: Context,
  { channel, provenAt }: { channel: Channel; provenAt: Date | null },
  found: ChannelCheck,
  actor: Actor,
): Promise<Channel> {
  const { tenantId, id } = channel
  const change = found.ok
    ? setChannelStatus(channel, 'connected', null, found.phoneNumber ?? null)
    : setChannelStatus(channel, found.status ?? 'error', found)
  return context.db.tenant(tenantId, async tx => {
    const tested = await tx.maybe(change)
    // It got another account in the meantime, and that has a check of its own.
    if (!tested) return getChannel(tx, id)
    if (found.ok) await mustHaveNumber(tx, channel)
    if (tested.status !== channel.status) {
      const data = { before: { status: channel.status }, changed: { status: tested.status } }
      await emit(tx, [newEvent(CHANNEL_EVENTS['channel.updated'], tested.id, actor, data)])
    }
    if (found.ok) forgetAfter(context, tx)
    if (found.ok && !provenAt) tx.afterCommit(() => runSoon(context, 'give', channel))
    return tested
  })
}

async function mustHaveNumber(tx: Tx, { provider, externalId, tenantId, id }: Channel): Promise<void> {
  if (externalId === null) return
  const { held } = await tx.one(takeNumberRoute(provider, externalId, { tenantId, channelId: id }))
  if (!held) throw new AppError(CHANNEL_ERRORS.CHANNEL_NUMBER_TAKEN)
}

async function openListed(context: Context, tx: Tx, id: Uuid) {
  await getChannel(tx, id)
  return openChannel(context, tx, id)
}

/** Gives a new tenant the channels that need no input from it; once, however often this is called. */
export async function makeStarters(tx: Tx, locale: string): Promise<void> {
  for (const { provider, starterName } of allTransports()) {
    if (!starterName) continue
    const made = await tx.maybe(insertStarter(tx.tenantId, { id: newId(), provider, name: starterName(locale) }))
    if (!made) continue
    await emit(tx, [newEvent(CHANNEL_EVENTS['channel.connected'], made.id, { kind: 'system' }, namesOf(made))])
  }
}

const namesOf = ({ provider, name }: Channel) => ({ provider, name })

function forgetAfter(context: Context, tx: Tx): void {
  tx.afterCommit(() => channelLookupOf(context).changed())
}
