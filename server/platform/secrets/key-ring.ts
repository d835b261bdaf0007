import { randomBytes } from 'node:crypto'
import type { Db } from '../db/index.ts'
import { AppError } from '../errors/index.ts'
import { newId, type Uuid } from '../ids/index.ts'
import type { Logger } from '../telemetry/index.ts'
import { type DataKeyRow, insertDataKey, selectCurrentKey, selectDataKey } from './data-key.sql.ts'
import { SECRETS_ERRORS } from './errors.ts'
import type { Masters } from './masters/index.ts'
import { KeyServiceError, type SecretOwner } from './port.ts'

/** A data key, unwrapped. */
export interface DataKey {
  id: Uuid
  owner: SecretOwner
  bytes: Buffer
}

/** The data keys that this process has in memory. */
export interface KeyRing {
  /** The key that seals for an owner; made at the first call. */
  current(owner: SecretOwner): Promise<DataKey>
  byId(id: Uuid): Promise<DataKey>
  /** Makes a key that is not stored yet, wrapped by the current master. */
  make(owner: SecretOwner): Promise<DataKeyRow>
  forget(): void
}

/** A key is in memory for so long at most, however often the key service does not answer. */
const KEEP_MS = 60 * 60_000
/** A key that is used is read again in the background after so long: one that was deleted is forgotten then. */
const REFRESH_MS = 15 * 60_000
/** A key that was retired seals for so long at most; rotation waits for that. */
export const CURRENT_MS = 30_000
const MOST = 5_000
const REASON = 'data keys belong to businesses, and are read by nobody else'
/** Callers seal while they hold a connection of the system. When all hold one, a second of the same would never come. */
const APART = { plans: 'once' } as const

export interface RingPorts {
  db: Db
  masters: Masters
  log: Logger
}

export function createKeyRing({ db, masters, log }: RingPorts): KeyRing {
  const keys = new Map<Uuid, { key: DataKey; at: number }>()
  const currents = new Map<SecretOwner, { id: Uuid; at: number }>()
  const loading = new Map<string, Promise<DataKey>>()

  const once = (name: string, load: () => Promise<DataKey>): Promise<DataKey> => {
    const running = loading.get(name)
    if (running) return running
    const begun = load().finally(() => loading.delete(name))
    loading.set(name, begun)
    return begun
  }
  const unwrap = async (row: DataKeyRow): Promise<DataKey> => {
    const { id, owner, wrapped } = row
    const bytes = await masters.of(row.master).unwrap(wrapped, { id, owner })
    const key = { id, owner, bytes }
    trim(keys)
    keys.set(id, { key, at: performance.now() })
    return key
  }
  const load = (id: Uuid) =>
    once(id, async () => {
      const row = await db.system(REASON, tx => tx.maybe(selectDataKey(id)), APART)
      if (row) return await unwrap(row).catch(unavailable(log, row))
      keys.delete(id)
      throw new Error('the data key of a sealed value does not exist')
    })
  const held = (id: Uuid): DataKey | undefined => {
    const kept = keys.get(id)
    if (!kept) return undefined
    const age = performance.now() - kept.at
    if (age > KEEP_MS) return undefined
    if (age > REFRESH_MS) load(id).catch(err => log.warn({ err }, 'a data key could not be read again'))
    return kept.key
  }
  return {
    current: async owner => {
      const kept = currents.get(owner)
      const known = kept && performance.now() - kept.at < CURRENT_MS ? held(kept.id) : undefined
      if (known) return known
      return await once(`current ${owner}`, async () => {
        const row = await findOrMake({ db, masters, log }, owner)
        const key = held(row.id) ?? (await unwrap(row).catch(unavailable(log, row)))
        trim(currents)
        currents.set(owner, { id: row.id, at: performance.now() })
        return key
      })
    },
    byId: async id => held(id) ?? (await load(id)),
    make: owner => makeKey(masters, owner),
    forget: () => {
      keys.clear()
      currents.clear()
    },
  }
}

async function makeKey({ current }: Masters, owner: SecretOwner): Promise<DataKeyRow> {
  const place = { id: newId(), owner }
  const made = await current.make?.(place)
  const wrapped = made?.wrapped ?? (await current.wrap(randomBytes(32), place))
  return { ...place, wrapped, master: current.id }
}

/** Several processes may make one at once: that of the first counts. */
async function findOrMake({ db, masters, log }: RingPorts, owner: SecretOwner): Promise<DataKeyRow> {
  const find = () => db.system(REASON, tx => tx.maybe(selectCurrentKey(owner)), APART)
  const found = await find()
  if (found) return found
  const made = await makeKey(masters, owner).catch(unavailable(log, { owner, master: masters.current.id }))
  await db.system(REASON, tx => tx.run(insertDataKey(made)), APART)
  return (await find()) ?? made
}

/** The oldest makes room. */
function trim(map: Map<unknown, unknown>): void {
  if (map.size >= MOST) map.delete(map.keys().next().value)
}

/** What an operator can mend becomes a coded error that callers may wait out; bytes that do not open stay what they are. */
const unavailable =
  (log: Logger, { owner, master }: Pick<DataKeyRow, 'owner' | 'master'>) =>
  (error: unknown): never => {
    if (!(error instanceof KeyServiceError) || error.problem === 'wrong') throw error
    log.error({ err: error, tenantId: owner, master, problem: error.problem }, 'a master key cannot be used')
    throw new AppError(SECRETS_ERRORS.SECRETS_UNAVAILABLE, { cause: error })
  }
