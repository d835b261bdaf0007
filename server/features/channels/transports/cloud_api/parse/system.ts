import type { Identity } from '../../../contract/message.ts'
import { arrayOf, objectOf, textOf, withoutMarks } from '../../../reading/json.ts'
import { bsuidOf, isBsuid } from '../../../reading/user-id.ts'
import {
  isNobody,
  lineOf,
  type MetaContact,
  type MetaPerson,
  type Names,
  namesOf,
  personOf,
  writerOf,
} from './identity.ts'

type Json = Record<string, unknown>

/** What a system message says about somebody who changed a number or an id. */
export interface SystemChange {
  newWaId: string | undefined
  newUserId: string | undefined
  oldUserId: string | undefined
  /** The same, valid in all portfolios of a parent; it may be all that is told. */
  newParentId: string | undefined
  oldParentId: string | undefined
}

export function changeOf(system: Json): SystemChange {
  const kind = textOf(system.type) ?? ''
  const isNumber = kind.endsWith('_changed_number')
  const before = namesOf(undefined, system.previous_user_id, system.previous_parent_user_id)
  const isOther = isNumber || kind.endsWith('_changed_user_id') || !isNobody(before)
  // Until v11 the new id had a field of its own and the event another name; `wa_id` is the new one only when a number
  // changed.
  const newId = system.new_wa_id ?? (isNumber ? system.wa_id : undefined)
  const after = isOther ? namesOf(undefined, system.user_id, system.parent_user_id) : undefined
  return {
    newWaId: namesOf(newId, undefined, undefined).waId,
    newUserId: after?.userId,
    newParentId: after?.parentId,
    oldUserId: before.userId,
    oldParentId: before.parentId,
  }
}

/**
 * The person an inbound message is from. A system message is from the person it is about, by their old names; the new
 * user id follows these. Undefined: nobody is named.
 */
export function personBehind(message: Json, contacts: readonly MetaContact[], scope: string): MetaPerson | undefined {
  const writer = writerOf(message)
  const system = (textOf(message.type) ?? 'system') === 'system' ? objectOf(message.system) : undefined
  if (!system) {
    const person = personOf(writer, contacts, scope)
    return person && addRequestedPhone(person, message)
  }
  const change = changeOf(system)
  const { newWaId, oldUserId, oldParentId } = change
  const newUserId = change.newUserId ?? change.newParentId
  const told = isNews(writer, change) ? toldOf(system) : undefined
  const known = { ...writer, userId: oldUserId ?? writer.userId, parentId: oldParentId ?? writer.parentId }
  const person = personOf(told && !isNobody(told) ? told : known, contacts, scope)
  if (!person) return undefined
  for (const value of [writer.userId, change.newUserId, writer.parentId, change.newParentId]) {
    addUserId(person.identities, scope, value)
  }
  // A number that was given up without a new one can get no answers.
  const isGivenUp = newWaId === undefined && textOf(system.type)?.endsWith('_changed_number')
  return isGivenUp && newUserId !== undefined ? { ...person, address: { kind: 'bsuid', value: newUserId } } : person
}

/** The phone in a shared contact is the sender's own, when the business had asked for it. */
function addRequestedPhone(person: MetaPerson, message: Json): MetaPerson {
  const [card] = arrayOf(message.contacts).map(objectOf)
  if (card?.origin !== 'contact_request') return person
  const [phone] = arrayOf(card.phones).map(objectOf)
  const { waId } = namesOf(phone?.wa_id ?? phone?.phone, undefined, undefined)
  const added = waId === undefined ? [] : lineOf(waId).filter(one => !has(person.identities, one))
  return added.length > 0 ? { ...person, identities: [...person.identities, ...added] } : person
}

const has = (identities: readonly Identity[], { kind, value }: Pick<Identity, 'kind' | 'value'>): boolean =>
  identities.some(identity => identity.kind === kind && identity.value === value)

/** Whether the sender has only new names, or none: then the rest of the message says who they were. */
const isNews = ({ waId, userId, parentId }: Names, { newWaId, newUserId, newParentId }: SystemChange): boolean =>
  (waId ?? newWaId) === newWaId && (userId ?? newUserId) === newUserId && (parentId ?? newParentId) === newParentId

function addUserId(identities: Identity[], scope: string, value: string | undefined): void {
  if (value !== undefined && !has(identities, { kind: 'bsuid', value })) identities.push(bsuidOf(value, scope))
}

/** The person a system message is about: by the old names, and only when there are none by the new ones. */
function toldOf(system: Json): Names {
  const before = namesOf(system.customer, system.previous_user_id, system.previous_parent_user_id)
  if (!isNobody(before)) return before
  const old = namesOf(oldIdIn(withoutMarks(textOf(system.body) ?? '')), undefined, undefined)
  return isNobody(old) ? namesOf(system.wa_id, system.user_id, system.parent_user_id) : old
}

/** A number may be written with spaces between its digits. */
const OLD_ID = /\bchanged from (\+?\d[\d\s().-]{5,30}\d|\S{1,200}) to (?:\+?\d[\d\s().-]{5,30}|\S{1,200})\s*$/

/** The customer chooses the name before these words, so only the end of the sentence is trusted. */
function oldIdIn(body: string): string | undefined {
  const old = OLD_ID.exec(body.slice(-500))?.[1]
  return old !== undefined && (isBsuid(old) || /^\d{7,15}$/.test(old.replace(/[\s().+-]/g, ''))) ? old : undefined
}
