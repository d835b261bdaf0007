import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from '../platform/feature.ts'
import type { Uuid } from '../platform/ids/index.ts'
import { selectUnfinished } from './demo.sql.ts'

const LONGEST_MS = 30_000
const PAUSE_MS = 10

/** Drains until a tenant has no work left; another process may be at it too, so an empty claim proves nothing. */
export async function untilDone(context: Context, tenantId: Uuid, drain: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + LONGEST_MS
  for (;;) {
    await drain()
    const { left } = await context.db.tenant(tenantId, tx => tx.one(selectUnfinished()))
    if (left === 0) return
    if (performance.now() > deadline) throw new Error(`the demo data still has ${left} pieces of work to do`)
    await wait(PAUSE_MS)
  }
}
