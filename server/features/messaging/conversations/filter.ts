import type { Uuid } from '../../../platform/ids/index.ts'
import type { ConversationQuery } from './conversation.schema.ts'
import type { ListQuery } from './conversation.ts'
import type { Reader } from './unread-counts.ts'

/** What of a list's query says which conversations are meant. */
type Asked = Partial<
  Pick<ConversationQuery, 'status' | 'assigneeId' | 'teamId' | 'channelId' | 'contactId' | 'unread' | 'q' | 'snoozed'>
>

/** The filter of a list for whoever reads it: `me` becomes a person, and what is put aside is left out where it would be in the way. */
export function filterFor(
  asked: Asked,
  sort: ConversationQuery['sort'],
  reader: Reader,
): Omit<ListQuery, 'sort' | 'place' | 'limit'> {
  const { assigneeId, teamId, snoozed, ...rest } = asked
  const hidden = snoozed === undefined ? isToDo(asked, sort) : snoozed === 'false'
  return {
    ...rest,
    reader,
    ...(assigneeId !== undefined && { assigneeId: personNamed(assigneeId, reader) }),
    ...(teamId !== undefined && { teamId: teamId === 'none' ? null : teamId }),
    ...(hidden && { snoozed: false }),
    ...(snoozed === 'true' && { snoozed: true }),
  }
}

/**
 * Whether this is a list that somebody works through. A search looks everywhere, and a program that walks the whole
 * list wants all of it.
 */
function isToDo({ status, unread, q }: Asked, sort: ConversationQuery['sort']): boolean {
  if (q !== undefined || sort === 'created') return false
  return status === 'open' || status === 'pending' || unread === true || sort === 'waiting' || sort === 'urgent'
}

function personNamed(assigneeId: string, reader: Reader): Uuid | null {
  if (assigneeId === 'none') return null
  return assigneeId === 'me' ? reader.id : assigneeId
}
