import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Actor } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { createBulk } from '../../../platform/long-jobs/index.ts'
import { perContext } from '../../../platform/services.ts'
import { withVisibility } from '../../identity/index.ts'
import { mustSee } from '../visibility/must-see.ts'
import { type BulkChange, type BulkFilter, bulkChange, bulkFilter, conversationPlace } from './conversation.schema.ts'
import { conversationIds, patchConversation } from './conversation.ts'
import { filterFor } from './filter.ts'
import { readInTx } from './read-receipt.ts'
import { unreadConversation } from './reader.ts'
import type { Reader } from './unread-counts.ts'

/** One change to many conversations. */
export const conversationBulk = perContext((context: Context) =>
  createBulk<BulkFilter, BulkChange>({
    kind: 'conversations.bulk',
    ids: 'conversation',
    access: 'conversations:write',
    filter: bulkFilter,
    change: bulkChange,
    find: async (tx, filter, actor, place, most) => {
      const from = place === null ? null : conversationPlace.parse(place)
      // As they were opened: there no change moves one to another page.
      const query = {
        ...filterFor(filter, 'recent', readerOf(actor)),
        sort: 'created' as const,
        place: from,
        limit: most,
      }
      const { ids, next } = await conversationIds(tx, query)
      return { ids, place: next && { sort: 'created', ...next } }
    },
    apply: async (tx, id, change, actor) => {
      await mustSee(tx, actor, 'conversation', id)
      return await applyChange(context, tx, id, change, readerOf(actor))
    },
    present: withVisibility,
  }),
)

/** Only a person or a program makes such a change, and both have an id. */
const readerOf = ({ kind, id, visibility }: Actor): Reader => ({
  kind: kind === 'user' ? 'user' : 'api',
  id: id!,
  ...(visibility && { visibility }),
})

async function applyChange(context: Context, tx: Tx, id: Uuid, change: BulkChange, reader: Reader): Promise<unknown> {
  switch (change.operation) {
    case 'read':
      return await readInTx(context, tx, id, reader)
    case 'unread':
      return await unreadConversation(tx, id, reader)
    case 'status':
      return await patchConversation(tx, id, { status: change.status }, reader)
    case 'assign':
      return await patchConversation(tx, id, { assigneeId: change.assigneeId }, reader)
    case 'update':
      return await patchConversation(tx, id, change.updates, reader)
  }
}
