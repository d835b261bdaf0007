import { sql } from 'kysely'
import type { Tx } from './tx.ts'

/**
 * A part of a transaction that succeeds or fails alone. When `work` throws, what it wrote is undone, what it wanted done after the
 * commit is forgotten, its error is thrown, and the transaction is as it was before. For many rows in one commit.
 */
export async function nested<T>(tx: Tx, work: (inner: Tx) => Promise<T>): Promise<T> {
  await tx.run(sql`savepoint nested`)
  const { inner, finish, adopt } = within(tx)
  try {
    const result = await work(inner)
    await finish()
    await tx.run(sql`release savepoint nested`)
    adopt()
    return result
  } catch (error) {
    // Without a connection this fails as well, and says less about why.
    await tx.run(sql`rollback to savepoint nested`).catch(() => {
      throw error
    })
    await tx.run(sql`release savepoint nested`)
    throw error
  }
}

/** The same transaction, with a memory of its own for what is done later. */
function within(tx: Tx) {
  const owned = new Map<object, unknown>()
  const last: Array<() => Promise<unknown>> = []
  const later: Array<() => void> = []
  const inner: Tx = {
    ...tx,
    afterCommit: action => void later.push(() => tx.afterCommit(action)),
    wake: (queue, afterMs) => void later.push(() => tx.wake(queue, afterMs)),
    announce: channel => void later.push(() => tx.announce(channel)),
    beforeCommit: action => void last.push(action),
    own: <T>(key: object, make: () => T) => {
      if (!owned.has(key)) owned.set(key, make())
      return owned.get(key) as T
    },
  }
  return {
    inner,
    finish: async () => {
      for (let action = last.shift(); action; action = last.shift()) await action()
    },
    adopt: () => {
      for (const action of later) action()
    },
  }
}
