import { countKeys, type KeyCount, selectCurrentKey, selectRotation } from './data-key.sql.ts'
import { headerOf } from './format.ts'
import { owners, type RotationPorts, rowsOf } from './rotate.ts'
import { columnsOf, countOutdated } from './sealed-rows.ts'

export interface KeysStatus {
  keys: KeyCount[]
  /** When the rotation that is under way began. */
  rotating: Date | undefined
  /** Values that another key than their owner's current one sealed, by table and column. */
  outdated: Record<string, number>
}

export async function keysStatus({ db, columns, tenants }: Pick<RotationPorts, 'db' | 'columns' | 'tenants'>) {
  const { keys, rotation } = await db.system('data keys of all businesses are counted', async tx => ({
    keys: await tx.rows(countKeys()),
    rotation: await tx.maybe(selectRotation()),
  }))
  const outdated: Record<string, number> = {}
  for await (const owner of owners({ tenants })) {
    const current = await db.system('data keys belong to businesses', tx => tx.maybe(selectCurrentKey(owner)))
    const header = current ? headerOf(current.id) : Buffer.alloc(0)
    for (const column of columnsOf(owner, columns)) {
      const { count } = await rowsOf(db, owner, tx => tx.one(countOutdated(owner, column, header)))
      const name = `${column.table}.${column.column}`
      outdated[name] = (outdated[name] ?? 0) + count
    }
  }
  return { keys, rotating: rotation?.startedAt, outdated } satisfies KeysStatus
}
