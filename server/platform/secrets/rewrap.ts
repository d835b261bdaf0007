import type { Db } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'
import { type DataKeyRow, deleteKeysOf, replaceWrapped, selectForeignKeys } from './data-key.sql.ts'
import type { Masters } from './masters/index.ts'

const BATCH = 50
const REASON = 'the keys of all businesses are wrapped anew together'

/**
 * Wraps every data key with the master key of now. What the keys sealed stays as it is. Can be repeated, and goes on where it was
 * ended. Programs must know both master keys meanwhile.
 *
 * @throws KeyServiceError when a key's master is not known or does not answer; the keys before it are done
 */
export async function rewrapKeys({ db, masters }: { db: Db; masters: Masters }): Promise<number> {
  const { current } = masters
  let changed = 0
  for (let after: Uuid | null = null; ; ) {
    const rows: DataKeyRow[] = await db.system(REASON, tx => tx.rows(selectForeignKeys(current.id, after, BATCH)))
    const last = rows.at(-1)
    if (!last) return changed
    for (const row of rows) {
      const key = await masters.of(row.master).unwrap(row.wrapped, row)
      const wrapped = await current.wrap(key, row)
      changed += await db.system(REASON, tx => tx.run(replaceWrapped(row, wrapped, current.id)))
    }
    after = last.id
  }
}

/**
 * Deletes every data key of a business, old ones too: nothing that it had sealed can be opened again. A program forgets a key that it
 * has in memory within the hour; backups made before still hold it. What is sealed afterwards gets a new key.
 */
export const destroyKeysOf = (db: Db, tenantId: Uuid): Promise<number> =>
  db.system('the keys of a business that asks to be forgotten are deleted', tx => tx.run(deleteKeysOf(tenantId)))
