import type { Tx } from '../../../platform/db/index.ts'
import type { NewMessage } from '../messages/message.sql.ts'
import { applyEdits, type EditTarget, type MessageEdit, parkEdits, takeParkedEdits } from './edits.sql.ts'

/**
 * Edits and deletions change what is shown of a message; its first words are kept. A change that comes before its
 * message is parked. The conversations are locked, so that a message and its change cannot miss each other.
 */
export async function editMessages(tx: Tx, messages: readonly NewMessage[]): Promise<void> {
  const early = await tx.rows(takeParkedEdits(messages.map(originalOf)))
  const changes = [...early, ...messages.flatMap(changeIn)]
  if (changes.length === 0) return
  const joined = [...Map.groupBy(changes, keyOf).values()].map(of => of.reduce(join))
  const applied = new Set((await tx.rows(applyEdits(joined))).map(row => row.no))
  const waiting = joined.filter((_, no) => !applied.has(no))
  if (waiting.length > 0) await tx.run(parkEdits(tx.tenantId, waiting))
}

const originalOf = ({ channelId, conversationId, direction, providerMessageId }: EditTarget): EditTarget => ({
  channelId,
  conversationId,
  direction,
  providerMessageId,
})

const keyOf = (change: EditTarget): string => JSON.stringify(Object.values(originalOf(change)))

/** The changes that a message makes to another message: nearly always none. */
function changeIn(message: NewMessage): MessageEdit[] {
  const { type, content, providerAt: at } = message
  const { original } = content
  if (!original || (type !== 'edit' && type !== 'revoke')) return []
  const of = originalOf({ ...message, providerMessageId: original.providerMessageId })
  if (type === 'revoke') return [{ ...of, edited: null, revokedAt: at }]
  const text = original.text ?? content.text?.body ?? content.media?.caption ?? null
  return [{ ...of, edited: { text, at: at.toISOString() }, revokedAt: null }]
}

/** Joins two changes of one message: the newest edit counts, and the first deletion. */
function join(one: MessageEdit, other: MessageEdit): MessageEdit {
  const [edited] = [one.edited, other.edited].filter(edit => edit !== null).sort((a, b) => b.at.localeCompare(a.at))
  const [revokedAt] = [one.revokedAt, other.revokedAt]
    .filter(at => at !== null)
    .sort((a, b) => a.getTime() - b.getTime())
  return { ...one, edited: edited ?? null, revokedAt: revokedAt ?? null }
}
