import { type Statement, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** Returns no row when it was noted before. */
export const noteWebhook = (id: Uuid): Statement<{ id: Uuid }> => sql<{ id: Uuid }>`
  update channel set webhook_at = now(), updated_at = now()
  where id = ${id} and webhook_at is null and removed_at is null returning id`
