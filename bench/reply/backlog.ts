import { setTimeout as wait } from 'node:timers/promises'
import { QUEUE, SEED_THREADS } from '../send/seed.sql.ts'
import { numberAt } from './numbers.ts'
import type { Side } from './side.ts'

export const BACKLOG = 50_000
/** Conversations of the backlog have numbers from here on. */
const FROM = 2_000_000
/** It arrives as one insert; the statistics of the tables follow within seconds. */
const ARRIVAL_MS = 6_000

/** The business behind the last number announces something to 50,000 people at once. */
export async function queueBacklog({ owner }: Side, business: number): Promise<void> {
  const { rows } = await owner.query<{ id: string; tenant_id: string }>(
    'select id, tenant_id from channel where external_id = $1',
    [numberAt(business).phoneNumberId],
  )
  const { id, tenant_id: tenantId } = rows[0]!
  await owner.query(SEED_THREADS, [tenantId, id, BACKLOG, FROM])
  await owner.query(QUEUE, [id])
  await wait(ARRIVAL_MS)
}
