import type { Tx } from '../../../platform/db/index.ts'
import { notFound } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { selectBelongingOfMedia, selectBelongingOfMessage, selectBelongings } from './visibility.sql.ts'
import { type Belonging, sees, type Viewer } from './visibility.ts'

/** What somebody names when they mean a conversation, or something in one. */
export type BoundKind = 'conversation' | 'message' | 'media'

/**
 * Answers like an unknown id when a person does not see the conversation: NOT_FOUND. For who sees all nothing is read.
 * What was merged is seen by who sees it and the one that goes on.
 */
export async function mustSee(tx: Tx, viewer: Viewer, kind: BoundKind, id: Uuid): Promise<void> {
  if (!viewer.visibility) return
  const found = await find(tx, kind, id)
  if (!found || (found.id !== null && !sees(viewer, found))) throw notFound()
  if (found.id !== null && found.mergedInto) await mustSee(tx, viewer, 'conversation', found.mergedInto)
}

async function find(tx: Tx, kind: BoundKind, id: Uuid) {
  if (kind === 'media') return await tx.maybe(selectBelongingOfMedia(id))
  return await (kind === 'message' ? tx.maybe(selectBelongingOfMessage(id)) : tx.maybe(selectBelongings([id])))
}

/** Whose these conversations are, by their ids; those that do not exist are missing. */
export async function belongingsOf(tx: Tx, ids: readonly Uuid[]): Promise<Map<Uuid, Belonging>> {
  return new Map((await tx.rows(selectBelongings([...new Set(ids)]))).map(row => [row.id, row]))
}
