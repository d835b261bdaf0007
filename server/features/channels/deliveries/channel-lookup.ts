import { createLookupBatch } from '../../../platform/batching/lookup-batch.ts'
import type { Context } from '../../../platform/context.ts'
import { AppError, COMMON_ERRORS } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { perContext } from '../../../platform/services.ts'
import type { Destination, NamedChange } from '../contract/delivery.ts'
import type { Credentials, Provider } from '../contract/transport.ts'
import { unsealCredentials } from '../lifecycle/credentials.ts'
import { findRoutes, findSignedById, findSignedByNumber, type SignedRow } from './number-route.sql.ts'

/** A channel, with what is needed to check the deliveries of its provider. */
export interface SignedChannel extends Destination {
  /** By the provider's ids. */
  number: string | null
  account: string | null
  /** The credentials that hold the secret of the signature. */
  credentials: Credentials
  /** The provider has called the webhook before. */
  heard: boolean
}

/**
 * Knows the owner of each number, and the secret that a channel's webhooks are signed with. Kept in memory, so that a
 * delivery costs no query. A change is told to every process at once; the time to live is for a message that got lost.
 * "Not found" is never kept: a number that was connected a moment ago must not be quarantined.
 */
export interface ChannelLookup {
  /** The owner of each change's number, or of its account when it names no number; not a promise when all are known. */
  owners(provider: Provider, changes: readonly NamedChange[]): Owners | Promise<Owners>
  /** The channel that has a number at a provider, or the one that a webhook's address names. */
  signed(provider: Provider, by: { number: string } | { channelId: Uuid }): Promise<SignedChannel | undefined>
  /** Forgets everything, here and in the other processes. Called after a change of a channel was committed. */
  changed(): void
}

/** The owner of a number, and whether the provider has confirmed it. */
export interface Owner extends Destination {
  proven: boolean
  /** The provider has called the webhook before. */
  heard: boolean
  /** Further channels of the same tenant that get the news of an account. */
  others?: Destination[]
}

type Owners = ReadonlyArray<Owner | undefined>

/** Sent to every process when a channel was changed. */
export const CHANNELS_CHANGED = 'channels.changed'
const TTL_MS = 15_000
const MOST = 20_000

interface Kept<T> {
  value: T
  until: number
}

/** The directory of this process. */
export const channelLookupOf = perContext(createDirectory)

function createDirectory(context: Context): ChannelLookup {
  const routes: Map<string, Kept<Owner>> = new Map()
  const signed: Map<string, Kept<SignedChannel>> = new Map()
  const byNumber = new Map<Provider, ReturnType<typeof createLookupBatch<SignedRow>>>()
  // A result that was read before a change must not be kept after it.
  let generation = 0
  const forget = () => {
    generation++
    routes.clear()
    signed.clear()
  }
  context.pubsub
    .subscribe(CHANNELS_CHANGED, forget)
    .catch(error => context.log.warn({ err: error }, 'this process learns of changed channels late'))

  const numberOwner = (provider: Provider, number: string) => {
    const look = byNumber.get(provider) ?? numberLookup(context, provider)
    byNumber.set(provider, look)
    return look(number)
  }
  const ask = async (provider: Provider, changes: readonly NamedChange[]): Promise<Owners> => {
    const asked = generation
    const found = await loadRoutes(context, provider, changes)
    if (asked === generation) for (const [key, owner] of found) keep(routes, key, owner)
    return changes.map(change => found.get(keyOf(provider, change)))
  }
  const remember = async <T>(map: Map<string, Kept<T>>, key: string, load: () => Promise<T | undefined>) => {
    const kept = fresh(map, key)
    if (kept) return kept
    const asked = generation
    const found = await load()
    if (found && asked === generation) keep(map, key, found)
    return found
  }
  return {
    owners: (provider, changes) => {
      const known = changes.map(change => fresh(routes, keyOf(provider, change)))
      return known.every(owner => owner !== undefined) ? known : ask(provider, changes)
    },
    signed: (provider, by) =>
      remember(signed, `${provider} ${'number' in by ? by.number : by.channelId}`, async () => {
        const row =
          'number' in by ? await numberOwner(provider, by.number) : await loadById(context, provider, by.channelId)
        return row && { ...row, credentials: await opened(context, row.tenantId, row.channelId, row.credentials) }
      }),
    changed: () => {
      forget()
      context.pubsub
        .publish(CHANNELS_CHANGED, {})
        .catch(error => context.log.warn({ err: error }, 'other processes learn of a changed channel late'))
    },
  }
}

const keyOf = (provider: Provider, { number, account }: NamedChange): string =>
  number === undefined ? `${provider} account ${account ?? ''}` : `${provider} number ${number}`

async function loadRoutes(
  context: Context,
  provider: Provider,
  changes: readonly NamedChange[],
): Promise<Map<string, Owner>> {
  const numbers = new Set<string>()
  const accounts = new Set<string>()
  for (const { number, account } of changes) {
    if (number !== undefined) numbers.add(number)
    else if (account !== undefined) accounts.add(account)
  }
  const find = findRoutes(provider, [...numbers], [...accounts])
  const rows = await context.db.system('find the channels a delivery names', tx => tx.rows(find))
  const owners = new Map<string, Owner>()
  for (const { kind, externalId, ...owner } of rows) {
    const key = `${provider} ${kind} ${externalId}`
    const first = owners.get(key)
    if (!first) owners.set(key, owner)
    else first.others = [...(first.others ?? []), owner]
  }
  return owners
}

const loadById = (context: Context, provider: Provider, channelId: Uuid): Promise<SignedRow | undefined> =>
  context.db.system('find the channel of a webhook address', tx => tx.maybe(findSignedById(provider, channelId)))

/** Used before anybody has proven anything, so even many look-ups must cost little. */
const numberLookup = (context: Context, provider: Provider) =>
  createLookupBatch<SignedRow>(async numbers => {
    const find = findSignedByNumber(provider, numbers)
    const rows = await context.db.system('find the channels that deliveries name', tx => tx.rows(find))
    return new Map(rows.map(row => [row.number ?? '', row]))
  })

async function opened(context: Context, tenantId: Uuid, channelId: Uuid, sealed: Buffer): Promise<Credentials> {
  try {
    return await unsealCredentials(context.secrets, tenantId, channelId, sealed)
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    // Another key sealed them: the provider keeps trying until that is corrected.
    context.log.error(
      { err: cause, channelId },
      'the credentials of a channel do not open; check MASTER_KEY and ENCRYPTION_KEY',
    )
    throw new AppError(COMMON_ERRORS.UNAVAILABLE, { cause })
  }
}

function fresh<T>(map: Map<string, Kept<T>>, key: string): T | undefined {
  const kept = map.get(key)
  return kept && kept.until > performance.now() ? kept.value : undefined
}

function keep<T>(map: Map<string, Kept<T>>, key: string, value: T): void {
  if (map.size >= MOST) map.clear()
  map.set(key, { value, until: performance.now() + TTL_MS })
}
