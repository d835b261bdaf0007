import { type IdKind, showId } from '../../platform/ids/index.ts'

/** Keys of event data that hold ids, and of what. Everything that leaves the program shows ids with their prefix. */
const IDS: Record<string, IdKind> = {
  tenantId: 'tenant',
  userId: 'user',
  assigneeId: 'user',
  channelId: 'channel',
  contactId: 'contact',
  conversationId: 'conversation',
  messageId: 'message',
  mediaId: 'media',
  replyToMessageId: 'message',
  orderId: 'order',
  categoryId: 'category',
  itemId: 'item',
  branchId: 'branch',
  deadLetterId: 'deadLetter',
  mergeId: 'merge',
  keptId: 'contact',
  mergedId: 'contact',
  mergedIntoId: 'conversation',
}
/** Objects of the shape `{kind, id}`; of other kinds the id is left as it is. */
const PEOPLE: Record<string, IdKind> = { user: 'user', contact: 'contact' }
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** What people and providers wrote is passed on as it is: a customer's text may well have a key of ours. */
const FOREIGN = new Set(['content', 'raw'])

/** Event data with every id in its shown form. */
export function showIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(showIds)
  if (typeof value !== 'object' || value === null) return value
  const object = value as Record<string, unknown>
  const entries = Object.entries(object).map(([key, inner]) => [key, showEntry(object, key, inner)])
  return Object.fromEntries(entries)
}

function showEntry(object: Record<string, unknown>, key: string, inner: unknown): unknown {
  if (FOREIGN.has(key)) return inner
  const kind = IDS[key] ?? (key === 'id' ? PEOPLE[String(object.kind)] : undefined)
  if (typeof inner === 'string' && UUID.test(inner)) return kind ? showId(kind, inner) : inner
  return showIds(inner)
}

const AGGREGATES: Record<string, IdKind> = {
  tenant: 'tenant',
  user: 'user',
  channel: 'channel',
  contact: 'contact',
  conversation: 'conversation',
  order: 'order',
  category: 'category',
  item: 'item',
  branch: 'branch',
  deadLetter: 'deadLetter',
}

/** The id of what an event is about. */
export function showAggregate(kind: string, id: string): string {
  const idKind = AGGREGATES[kind]
  return idKind ? showId(idKind, id) : id
}
