import type { Tx } from '../../../platform/db/index.ts'
import type { Actor } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Conversation } from './conversation.sql.ts'
import { selectReads } from './reader.sql.ts'
import { unreadFor } from './rules.ts'

/**
 * Who looks at conversations: a person, who has unread marks of their own and may see some conversations only, or a
 * program, which sees what waits for any person.
 */
export type Reader = Pick<Actor, 'kind' | 'visibility'> & { id: Uuid }

/** How many messages of each conversation are unread for this reader; one statement, however many conversations. */
export async function unreadCounts(
  tx: Tx,
  reader: Reader,
  conversations: readonly Conversation[],
): Promise<Map<Uuid, number>> {
  const unanswered = conversations.filter(row => row.unreadCount > 0)
  const reads =
    reader.kind === 'user' && unanswered.length > 0
      ? await tx.rows(
          selectReads(
            reader.id,
            unanswered.map(row => row.id),
          ),
        )
      : []
  const readCounts = new Map(reads.map(row => [row.conversationId, row.readCount]))
  return new Map(conversations.map(row => [row.id, unreadFor(row, reader.id, readCounts.get(row.id))]))
}
