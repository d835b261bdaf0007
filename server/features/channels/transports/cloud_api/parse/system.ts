import type { Identity } from '../../../contract/message.ts'
import { idOf, objectOf, textOf } from '../../../reading/json.ts'
import { isBsuid } from '../../../reading/user-id.ts'
import { isNobody, type MetaContact, type MetaPerson, type Names, namesOf, personOf, writerOf } from './identity.ts'

type Json = Record<string, unknown>

/** What a system message says of somebody who changed a number or an id. */
export interface SystemChange {
  newWaId: string | undefined
  newUserId: string | undefined
  oldUserId: string | undefined
}

export function changeOf({ type, wa_id, new_wa_id, user_id, previous_user_id }: Json): SystemChange {
  const kind = textOf(type) ?? ''
  const isNumber = kind.endsWith('_changed_number')
  const oldUserId = idOf(previous_user_id)
  const isOther = isNumber || kind.endsWith('_changed_user_id') || oldUserId !== undefined
  return {
    // Until v11 the new id had a field of its own and the event another name; `wa_id` is the new one in changes of number alone.
    newWaId: textOf(new_wa_id) ?? (isNumber ? textOf(wa_id) : undefined),
    newUserId: isOther ? idOf(user_id) : undefined,
    oldUserId,
  }
}

/**
 * Whom an inbound message is from. A system message is from the person it tells of, by the names of before; the new user id
 * stands after them. Undefined: nobody.
 */
export function personBehind(message: Json, contacts: readonly MetaContact[], scope: string): MetaPerson | undefined {
  const writer = writerOf(message)
  const system = (textOf(message.type) ?? 'system') === 'system' ? objectOf(message.system) : undefined
  if (!system) return personOf(writer, contacts, scope)
  const change = changeOf(system)
  const { newWaId, newUserId, oldUserId } = change
  const told = isNews(writer, change) ? toldOf(system) : undefined
  const names = told && !isNobody(told) ? told : { ...writer, userId: oldUserId ?? writer.userId }
  const person = personOf(names, contacts, scope)
  if (!person) return undefined
  for (const value of [writer.userId, newUserId]) addUserId(person.identities, scope, value)
  // A number that was given up without another takes no answers.
  const isGivenUp = newWaId === undefined && textOf(system.type)?.endsWith('_changed_number')
  return isGivenUp && newUserId !== undefined ? { ...person, address: { kind: 'bsuid', value: newUserId } } : person
}

/** Whether a sender is called by new names alone, or by none: then the rest of the message says who it was. */
const isNews = ({ waId, userId, parentId }: Names, { newWaId, newUserId }: SystemChange): boolean =>
  (waId ?? newWaId) === newWaId && (userId ?? newUserId) === newUserId && parentId === undefined

function addUserId(identities: Identity[], scope: string, value: string | undefined): void {
  const isThere = identities.some(identity => identity.kind === 'bsuid' && identity.value === value)
  if (value !== undefined && !isThere) identities.push({ kind: 'bsuid', scope, value })
}

/** The person whom a system message tells of: the names of before, and only without any the new ones. */
function toldOf({ customer, previous_user_id, body, wa_id, user_id }: Json): Names {
  const before = namesOf(customer, previous_user_id, undefined)
  if (!isNobody(before)) return before
  const old = namesOf(oldIdIn(textOf(body) ?? ''), undefined, undefined)
  return isNobody(old) ? namesOf(wa_id, user_id, undefined) : old
}

/** The name before these words is the customer's own choice, so that only the end of the sentence counts. */
function oldIdIn(body: string): string | undefined {
  const old = /\bchanged from \+?(\S{1,200}) to \S{1,200}\s*$/.exec(body.slice(-500))?.[1]
  return old !== undefined && (isBsuid(old) || /^\d{7,15}$/.test(old)) ? old : undefined
}
