import { json, sql, type Tx } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

export const UNCERTAIN_TABLE = 'uncertain_pending'

/** How soon after a lost answer the provider is first asked; its own report may come earlier. */
const FIRST_LOOK_SECONDS = 5

/**
 * Notes sends of unknown outcome, so that the provider is asked about them: for each message only about the newest
 * attempt.
 */
export async function insertUncertain(
  tx: Tx,
  attempts: ReadonlyArray<{ messageId: Uuid; no: number; conversationId: Uuid }>,
): Promise<void> {
  if (attempts.length === 0) return
  const rows = attempts.map(({ messageId, no, conversationId }) => ({ messageId, no, conversationId }))
  await tx.run(sql`
    insert into uncertain_pending (tenant_id, id, lane, ref, next_try_at)
    select ${tx.tenantId}::uuid, "messageId", "conversationId", no::text, now() + ${FIRST_LOOK_SECONDS} * interval '1 second'
    from jsonb_to_recordset(${json(rows)}) as g("messageId" uuid, no smallint, "conversationId" uuid)
    on conflict (tenant_id, id) do update set ref = excluded.ref, attempts = 0, next_try_at = excluded.next_try_at
      where uncertain_pending.ref <> excluded.ref`)
}
