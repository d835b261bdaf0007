import { links, shown } from '../../../platform/http/index.ts'
import { DEAD_LETTER_KINDS } from '../../../platform/pending/index.ts'
import type { Meaning } from '../../channels/index.ts'
import type { Letter } from './letter.sql.ts'
import type { OpenedLetter } from './letter.ts'
import type { LetterDetail, LetterView } from './schema.ts'

export function viewLetter(letter: Letter): LetterView {
  const { source, sourceId, lane, ref, channelId } = letter
  const id = shown('deadLetter', letter.id)
  const conversationId = source === 'send_pending' ? shown('conversation', lane) : null
  return {
    id,
    kind: DEAD_LETTER_KINDS[source],
    state: letter.dismissedAt ? 'dismissed' : letter.redrivenAt ? 'redriven' : 'open',
    resolved: letter.resolved,
    channelId: channelId && shown('channel', channelId),
    conversationId,
    messageId: source === 'send_pending' ? shown('message', sourceId) : null,
    subscriber: source === 'event_pending' && ref ? ref.slice(0, ref.lastIndexOf(':')) : null,
    cause: { code: letter.code, meaning: meaningOf(letter), message: letter.message },
    attempts: letter.attempts,
    firstAt: letter.firstAt.toISOString(),
    lastAt: letter.lastAt.toISOString(),
    redrivenAt: letter.redrivenAt?.toISOString() ?? null,
    redrivenBy: redrivenBy(letter),
    dismissedAt: letter.dismissedAt?.toISOString() ?? null,
    _links: links({
      self: ['dead-letters', id],
      ...(conversationId && { conversation: ['conversations', conversationId] }),
    }),
  }
}

/** Work of our own fails in few ways that people can tell apart; the code and the words say the rest. */
function meaningOf({ source, code, meaning }: Letter): string {
  if (source === 'send_pending') return meaning ?? ('refused' satisfies Meaning)
  return (code === 'RAW_EVENT_UNREADABLE' ? 'unreadable' : 'processing_failed') satisfies Meaning
}

function redrivenBy({ redrivenByKind: kind, redrivenById: id }: Letter): LetterView['redrivenBy'] {
  if (!kind) return null
  return { kind, id: kind === 'user' && id ? shown('user', id) : null }
}

export const viewOpened = ({ letter, payload, history }: OpenedLetter): LetterDetail => ({
  ...viewLetter(letter),
  payload,
  history,
})
