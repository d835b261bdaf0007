import type { Context } from '../../../platform/context.ts'
import { sha256 } from '../../../platform/crypto/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { AppError, notFound } from '../../../platform/errors/index.ts'
import { type Actor, emit, newEvent } from '../../../platform/events/index.ts'
import { actorOf, type Permission, type Principal } from '../../../platform/http/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { countedBy, mustHaveFeature, mustHaveRoom } from '../../tenancy/index.ts'
import { identityOf } from '../identity.ts'
import {
  type ApiKey,
  countKeys,
  insertKey,
  lockKey,
  revokeRow,
  rotateRow,
  selectKey,
  selectKeyNames,
  selectKeys,
} from './api-key.sql.ts'
import { API_KEY_ERRORS } from './errors.ts'
import { API_KEY_EVENTS } from './events.ts'
import { makeKey, prefixOf } from './key-text.ts'
import type { KeyInput } from './schema.ts'

/** A key with its secret, which nobody can read again later. */
export interface MadeKey {
  row: ApiKey
  key: string
}

/** The keys of the tenant, newest first; at most `limit`, older than the given one. */
export const listKeys = (tx: Tx, page: { before: Uuid | null; limit: number }): Promise<ApiKey[]> =>
  tx.rows(selectKeys(page.before, page.limit))

/** The key that somebody calls with. Throws NOT_FOUND for a person, who has none. */
export async function currentKey(tx: Tx, { kind, id }: Pick<Principal, 'kind' | 'id'>): Promise<ApiKey> {
  const key = kind === 'api' ? await tx.maybe(selectKey(id)) : undefined
  if (!key) throw notFound()
  return key
}

/** The names of the tenant's keys by id. */
export async function keyNames(tx: Tx, ids: readonly Uuid[]): Promise<Map<Uuid, string>> {
  if (ids.length === 0) return new Map()
  return new Map((await tx.rows(selectKeyNames([...new Set(ids)]))).map(row => [row.id, row.name]))
}

const countOf = async (tx: Tx): Promise<number> => (await tx.one(countKeys())).count

countedBy('api_keys', countOf)

/** Makes a key. Throws API_KEY_PERMISSIONS for what its maker may not do, PLAN_FEATURE_MISSING, or PLAN_BOUND_REACHED. */
export async function createKey(
  tx: Tx,
  input: KeyInput,
  maker: Pick<Principal, 'kind' | 'id' | 'permissions'>,
): Promise<MadeKey> {
  mustMayAll(maker, input.permissions)
  // The simulator is everybody's to try things with.
  if (input.mode === 'live') await mustHaveFeature(tx, 'api_access')
  await mustHaveRoom(tx, 'api_keys', () => countOf(tx))
  const key = makeKey(input.mode)
  const row = await tx.one(
    insertKey(tx.tenantId, {
      id: newId(),
      name: input.name,
      mode: input.mode,
      prefix: prefixOf(key),
      hash: sha256(key),
      permissions: [...new Set(input.permissions)].sort(),
      allowedAddresses: [...new Set(input.allowedAddresses)],
      createdBy: maker.id,
      expiresAt: input.expiresAt ? new Date(input.expiresAt) : null,
    }),
  )
  const { permissions, allowedAddresses, expiresAt } = row
  const data = { ...namesOf(row), permissions, allowedAddresses, expiresAt: expiresAt?.toISOString() ?? null }
  await emit(tx, [newEvent(API_KEY_EVENTS['api_key.created'], row.id, { kind: maker.kind, id: maker.id }, data)])
  return { row, key }
}

function mustMayAll({ permissions }: Pick<Principal, 'permissions'>, wanted: readonly string[]): void {
  const refused = wanted.filter(permission => !permissions.has(permission as Permission))
  if (refused.length > 0) throw new AppError(API_KEY_ERRORS.API_KEY_PERMISSIONS, { details: { permissions: refused } })
}

/** Gives a key another secret; the one before is accepted for `overlapMinutes` more. Throws NOT_FOUND, API_KEY_PERMISSIONS. */
export async function rotateKey(
  context: Context,
  tx: Tx,
  id: Uuid,
  overlapMinutes: number,
  by: Principal,
): Promise<MadeKey> {
  const { mode, permissions } = await tx.one(lockKey(id))
  // The new secret is the caller's to use.
  mustMayAll(by, permissions)
  const key = makeKey(mode)
  const row = await tx.one(rotateRow(id, { prefix: prefixOf(key), hash: sha256(key), overlapMinutes }))
  const data = { ...namesOf(row), previousUntil: row.previousUntil?.toISOString() ?? null }
  await emit(tx, [newEvent(API_KEY_EVENTS['api_key.rotated'], id, actorOf(by), data)])
  forgetAfter(context, tx, id)
  return { row, key }
}

/** From the commit on the key is refused, in every process. Throws NOT_FOUND. */
export async function revokeKey(context: Context, tx: Tx, id: Uuid, actor: Actor): Promise<void> {
  const row = await tx.one(lockKey(id))
  await tx.run(revokeRow(id))
  await emit(tx, [newEvent(API_KEY_EVENTS['api_key.revoked'], id, actor, namesOf(row))])
  forgetAfter(context, tx, id)
}

const namesOf = ({ name, mode, prefix }: ApiKey) => ({ name, mode, prefix })

function forgetAfter(context: Context, tx: Tx, keyId: Uuid): void {
  tx.afterCommit(() => void identityOf(context).sessions.end({ keyId }))
}
