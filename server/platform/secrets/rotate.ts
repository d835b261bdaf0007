import { setTimeout as wait } from 'node:timers/promises'
import type { Db, SystemTx } from '../db/index.ts'
import { newId, type Uuid } from '../ids/index.ts'
import { classifyFailure } from '../pending/failure.ts'
import type { Logger } from '../telemetry/index.ts'
import {
  finishRotation,
  insertDataKey,
  insertRotation,
  type RotationRow,
  retireKey,
  selectCurrentKey,
  selectRotation,
} from './data-key.sql.ts'
import { headerOf } from './format.ts'
import { CURRENT_MS, type KeyRing } from './key-ring.ts'
import type { SecretBox, SecretOwner } from './port.ts'
import { columnsOf, placeOf, replaceValue, type SealedColumn, type SealedValue, selectOutdated } from './sealed-rows.ts'

export interface RotationPorts {
  db: Db
  ring: KeyRing
  box: SecretBox
  columns: readonly SealedColumn[]
  /** Every business, some at a time. */
  tenants(): AsyncIterable<Uuid>
  log: Logger
}

/** What became of sealed values: sealed anew, or left because they do not open. */
interface Resealed {
  values: number
  closed: number
}

export interface RotationReport extends Resealed {
  /** New keys. */
  keys: number
}

const BATCH = 50
const REASON = 'the keys of all businesses are changed together'

/**
 * Gives every business and the installation a new data key, and seals what they have stored with it, while programs work. Whatever
 * ends it, the next call goes on: which rotation is under way is a row, and what is left to do shows in each value itself.
 *
 * Rows are read and compared, never locked: a program that writes a value meanwhile wins. It may seal with the old key for as long as
 * it remembers that, so all values are looked at again after that time. The old key stays, and opens what is left anywhere.
 *
 * @param settleMs for tests
 */
export async function rotateKeys(ports: RotationPorts, settleMs = CURRENT_MS): Promise<RotationReport> {
  const rotation = await beginRotation(ports.db)
  const report = { keys: 0, values: 0, closed: 0 }
  for await (const owner of owners(ports)) {
    const sealed = await hasOutdated(ports, owner)
    report.keys += await renew(ports, owner, rotation, sealed)
    report.values += (await resealAll(ports, owner)).values
  }
  await wait(settleMs)
  for await (const owner of owners(ports)) {
    const { values, closed } = await resealAll(ports, owner)
    report.values += values
    report.closed += closed
  }
  await ports.db.system(REASON, tx => tx.run(finishRotation(rotation.id)))
  return report
}

/** The installation, then every business. */
export async function* owners({ tenants }: Pick<RotationPorts, 'tenants'>): AsyncGenerator<SecretOwner> {
  yield null
  yield* tenants()
}

/** The rows of an owner, behind the door that shows them. */
export const rowsOf = <R>(db: Db, owner: SecretOwner, work: (tx: SystemTx) => Promise<R>): Promise<R> =>
  owner === null ? db.system('sealed values of the installation belong to no tenant', work) : db.tenant(owner, work)

/** The one under way, or a new one. */
async function beginRotation(db: Db): Promise<RotationRow> {
  return await db.system(REASON, async tx => {
    await tx.run(insertRotation(newId()))
    return await tx.one(selectRotation())
  })
}

/** A key that is older than the rotation is retired. Nothing is made for who never had one, unless something must be sealed. */
async function renew({ db, ring }: RotationPorts, owner: SecretOwner, rotation: RotationRow, always = false) {
  const old = await db.system(REASON, tx => tx.maybe(selectCurrentKey(owner)))
  if (old ? old.createdAt >= rotation.startedAt : !always) return 0
  const made = await ring.make(owner)
  const written = await db.system(REASON, async tx => {
    if (old && (await tx.run(retireKey(old.id))) === 0) return 0
    return await tx.run(insertDataKey(made))
  })
  ring.forget()
  return written
}

async function hasOutdated({ db, columns }: RotationPorts, owner: SecretOwner): Promise<boolean> {
  for (const column of columnsOf(owner, columns)) {
    const found = await rowsOf(db, owner, tx => tx.maybe(selectOutdated(owner, column, Buffer.alloc(0), null, 1)))
    if (found) return true
  }
  return false
}

/** Seals with the key of now what another one sealed. */
async function resealAll(ports: RotationPorts, owner: SecretOwner): Promise<Resealed> {
  const { db, columns } = ports
  const done = { values: 0, closed: 0 }
  const current = await db.system(REASON, tx => tx.maybe(selectCurrentKey(owner)))
  if (!current) return done
  const header = headerOf(current.id)
  for (const column of columnsOf(owner, columns)) {
    for (let after: string | null = null; ; ) {
      const rows: SealedValue[] = await rowsOf(db, owner, tx =>
        tx.rows(selectOutdated(owner, column, header, after, BATCH)),
      )
      const last = rows.at(-1)
      if (!last) break
      for (const row of rows) done[await reseal(ports, owner, column, row)]++
      after = last.id
    }
  }
  return done
}

/** Each value in a transaction of its own: several rows at once could wait in a circle with the program's own work. */
async function reseal(
  { db, box, log }: RotationPorts,
  owner: SecretOwner,
  column: SealedColumn,
  row: SealedValue,
): Promise<keyof Resealed> {
  const place = placeOf(column, owner, row.id)
  try {
    // Outside the transaction: keys may have to be fetched.
    const fresh = await box.seal(owner, await box.open(owner, row.sealed, place), place)
    await rowsOf(db, owner, tx => tx.run(replaceValue(owner, column, row, fresh)))
    return 'values'
  } catch (error) {
    if (classifyFailure(error) !== 'rows') throw error
    log.error({ err: error, tenantId: owner, table: column.table, id: row.id }, 'a sealed value does not open')
    return 'closed'
  }
}
