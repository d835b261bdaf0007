import type { Context } from '../../../platform/context.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { lockDueSnooze, selectDueSnoozes } from './conversation.sql.ts'
import { patchConversation } from './conversation.ts'

const BATCH = 200

/**
 * Ends the snoozes whose time has come. Lists go by the clock and show such a conversation already; this tells open
 * screens and readers of events.
 */
export async function wakeSnoozed(context: Context): Promise<void> {
  let found = BATCH
  while (found === BATCH) {
    const due = await context.db.system('snoozes of all tenants end', tx => tx.rows(selectDueSnoozes(BATCH)))
    for (const { tenantId, id } of due) await wakeOne(context, tenantId, id)
    found = due.length
  }
}

/** If it was snoozed again or closed in the meantime, it is left alone. */
const wakeOne = ({ db }: Context, tenantId: Uuid, id: Uuid): Promise<void> =>
  db.tenant(tenantId, async tx => {
    const due = await tx.maybe(lockDueSnooze(id))
    if (due) await patchConversation(tx, id, { snoozedUntil: null }, { kind: 'system' })
  })
