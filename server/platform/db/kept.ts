import { sql } from 'kysely'
import type { Kept, Versions } from './kept-store.ts'
import type { Statement, Tx } from './tx.ts'

/**
 * Values of the tenant that seldom change: from this process's memory when nothing has changed since they were read, else from
 * `load`. They are as fresh as the versions, which the transaction reads once, at its first call. What the transaction itself has
 * written it always reads.
 *
 * The values are shared: they are frozen, to their depth. That something does not exist is not kept.
 *
 * @param keys which of them; the tenant is always part of a key
 * @param load finds those that are missing; gives all its statements at once, before it waits for anything
 */
export async function keptAll<T>(
  tx: Tx,
  what: Kept<T>,
  keys: readonly string[],
  load: (missing: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): Promise<Map<string, T>> {
  const { store, written } = tx.kept
  const isWritten = () => what.tables.some(table => written.has(table))
  const versions = isWritten() ? undefined : await versionsOf(tx)
  const version = versions?.tenantId === tx.tenantId ? versions[what.version] : null
  // Asked again, because another branch of the transaction may have written meanwhile.
  if (version === null || isWritten()) return new Map(await load(keys))
  const placeOf = (key: string) => `${tx.tenantId} ${key}`
  const values = new Map<string, T>()
  for (const key of keys) {
    const known = store.find(what, placeOf(key), version)
    if (known) values.set(key, known.value)
  }
  const missing = keys.filter(key => !values.has(key))
  if (missing.length === 0) return values
  for (const [key, value] of await load(missing)) {
    store.put(what, placeOf(key), version, value)
    values.set(key, value)
  }
  return values
}

/** The same for one value. */
export async function kept<T>(tx: Tx, what: Kept<T>, key: string, load: () => Promise<T>): Promise<T>
export async function kept<T>(
  tx: Tx,
  what: Kept<T>,
  key: string,
  load: () => Promise<T | undefined>,
): Promise<T | undefined>
export async function kept<T>(tx: Tx, what: Kept<T>, key: string, load: () => Promise<T | undefined>) {
  const found = await keptAll(tx, what, [key], async () => {
    const value = await load()
    return new Map(value === undefined ? [] : [[key, value]])
  })
  return found.get(key)
}

/** Asks for the versions, so that they travel with the statements that follow. */
export function askVersions(tx: Tx): void {
  // Whoever needs them gets the error.
  versionsOf(tx).catch(() => undefined)
}

function versionsOf(tx: Tx): Promise<Versions> {
  const { versions } = tx.kept
  const known = versions.get(tx.tenantId)
  if (known) return known
  const asked = tx.one(selectVersions())
  versions.set(tx.tenantId, asked)
  // After a savepoint the transaction may go on.
  asked.catch(() => versions.delete(tx.tenantId))
  return asked
}

/** The tenant is the one whose rows the transaction sees. */
const selectVersions = (): Statement<Versions> => {
  const of = (kind: string) => sql`
    case when bool_or(kind = ${sql.lit(kind)} and own) then null
      else coalesce(string_agg(id, ' ' order by id) filter (where kind = ${sql.lit(kind)}), '') end`
  return sql<Versions>`
    select app_tenant() as "tenantId", ${of('tenant')} as tenant, ${of('channels')} as channels, ${of('catalogue')} as catalogue,
      (select coalesce(string_agg(id::text, ' ' order by id), '') from plan_version) as plans
    from (select kind, id::text as id, coalesce(xmin = pg_current_xact_id_if_assigned()::xid, false) as own
      from tenant_version where tenant_id = (select app_tenant())) v`
}
