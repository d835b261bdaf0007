import type { Context } from '../../platform/context.ts'
import { deleteOldLinks } from './account/one-time-link.ts'
import { deleteOldInvitations } from './invitations/invitation.sql.ts'
import { deleteExpired } from './sessions/session.sql.ts'
import { deleteOldChallenges } from './two-factor/two-factor.sql.ts'

const HOUR_MS = 3_600_000
/** Invitations are kept for so long after they have expired. */
const KEPT_DAYS = 90

/**
 * Removes sessions and refresh tokens that have expired; used tokens stay until then, so that a replay is recognised.
 */
export function sweepExpired({ db, queue }: Context): void {
  queue.every('identity.sweep', HOUR_MS, async () => {
    await db.system('expired sessions of all tenants are removed together', async tx => {
      await tx.run(deleteExpired())
      await tx.run(deleteOldLinks())
      await tx.run(deleteOldChallenges())
      await tx.run(deleteOldInvitations(KEPT_DAYS))
    })
  })
}
