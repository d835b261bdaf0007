import type { Tx } from '../../platform/db/index.ts'
import { applyChanges, type NewMessage, type OriginalChange } from './message.sql.ts'

/** Edits and deletions change what is shown of the messages they speak of; the words as they were first stay. */
export async function changeOriginals(tx: Tx, messages: readonly NewMessage[]): Promise<void> {
  const changes = new Map<string, OriginalChange>()
  for (const message of messages.toSorted((a, b) => a.providerAt.getTime() - b.providerAt.getTime())) {
    const { type, content, conversationId, channelId, direction, providerAt: at } = message
    const { original } = content
    if (!original || (type !== 'edit' && type !== 'revoke')) continue
    const { providerMessageId } = original
    const of = { channelId, conversationId, direction, providerMessageId }
    const key = JSON.stringify(of)
    const { edited, revokedAt } = changes.get(key) ?? { edited: null, revokedAt: null }
    const text = original.text ?? content.text?.body ?? content.media?.caption ?? null
    if (type === 'edit') changes.set(key, { ...of, edited: { text, at: at.toISOString() }, revokedAt })
    else changes.set(key, { ...of, edited, revokedAt: revokedAt ?? at })
  }
  if (changes.size > 0) await tx.run(applyChanges([...changes.values()]))
}
