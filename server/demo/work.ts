import { setTimeout as wait } from 'node:timers/promises'
import { drainIntake, drainSends } from '../features/messaging/index.ts'
import type { Context } from '../platform/context.ts'
import { drainEvents } from '../platform/events/index.ts'
import type { Uuid } from '../platform/ids/index.ts'
import { selectUnfinished } from './demo.sql.ts'

const LONGEST_MS = 30_000
const PAUSE_MS = 10

/** Until all that customers wrote is filed and answered; the answers may still wait to be sent. */
export const untilAnswered = (context: Context, tenantIds: readonly Uuid[]): Promise<void> =>
  untilDone(context, tenantIds, false)

/** Until nothing is left to do, sends and what their provider says of them included. */
export const untilDelivered = (context: Context, tenantIds: readonly Uuid[]): Promise<void> =>
  untilDone(context, tenantIds, true)

/** Another process may be at it too, so an empty claim proves nothing: what counts is that no work is left. */
async function untilDone(context: Context, tenantIds: readonly Uuid[], sends: boolean): Promise<void> {
  const deadline = performance.now() + LONGEST_MS
  for (;;) {
    if (sends) await drainSends(context)
    await drainIntake(context)
    await drainEvents(context)
    const left = await Promise.all(tenantIds.map(id => context.db.tenant(id, tx => tx.one(selectUnfinished()))))
    const work = left.reduce((sum, { incoming, outgoing }) => sum + incoming + (sends ? outgoing : 0), 0)
    if (work === 0) return
    if (performance.now() > deadline) throw new Error(`the demo data still has ${work} pieces of work to do`)
    await wait(PAUSE_MS)
  }
}
