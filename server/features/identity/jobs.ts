import type { Context } from '../../platform/context.ts'
import { deleteExpired } from './sessions/session.sql.ts'

const HOUR_MS = 3_600_000

/**
 * Removes sessions and refresh tokens that have expired; used tokens stay until then, so that a replay is recognised.
 */
export function sweepExpired({ db, queue }: Context): void {
  queue.every('identity.sweep', HOUR_MS, async () => {
    await db.system('expired sessions of all tenants are removed together', tx => tx.run(deleteExpired()))
  })
}
