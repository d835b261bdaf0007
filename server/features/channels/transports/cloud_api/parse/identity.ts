import { asciiDigits } from '../../../../../platform/text/index.ts'
import { variantsOf } from '../../../../contacts/index.ts'
import type { Identity, InboundMessage } from '../../../contract/message.ts'
import { arrayOf, idOf, objectOf, textOf } from '../../../reading/json.ts'
import { bsuidOf, isBsuid, isParentId } from '../../../reading/user-id.ts'

/** The names of a person in one place of a delivery. */
export interface Names {
  waId: string | undefined
  /** Valid within the business's portfolio. */
  userId: string | undefined
  /** Valid in all portfolios of a parent. */
  parentId: string | undefined
}

/**
 * A user id may stand where a number is expected: Meta's first draft put it there, and histories name their
 * conversations that way.
 */
export function namesOf(id: unknown, userId: unknown, parentId: unknown): Names {
  const told = idOf(id)
  const userIds = [idOf(userId), told !== undefined && isBsuid(told) ? told : undefined]
  return {
    waId: told !== undefined && !isBsuid(told) ? bareNumber(told) : undefined,
    userId: userIds.find(value => value !== undefined && !isParentId(value)),
    parentId: idOf(parentId) ?? userIds.find(value => value !== undefined && isParentId(value)),
  }
}

/** A number in digits alone, however it is written; an id that is no number stays unchanged. */
const bareNumber = (id: string): string => {
  const written = asciiDigits(id)
  return /^\+?[\d\s().-]*\d$/.test(written) ? written.replace(/\D/g, '').replace(/^00(?=[1-9])/, '') : id
}

export const writerOf = ({ from, from_user_id, from_parent_user_id }: Record<string, unknown>): Names =>
  namesOf(from, from_user_id, from_parent_user_id)

export const recipientOf = ({ to, to_user_id, to_parent_user_id }: Record<string, unknown>): Names =>
  namesOf(to, to_user_id, to_parent_user_id)

/** The person a status is about: in a group one of its members. Both names of the parent's id are published. */
export function addresseeOf(status: Record<string, unknown>): Names {
  const isGroup = status.recipient_type === 'group' || status.recipient_participant_id !== undefined
  if (isGroup) {
    return namesOf(
      status.recipient_participant_id,
      status.recipient_participant_user_id,
      status.recipient_participant_parent_user_id,
    )
  }
  const parentId = status.parent_recipient_user_id ?? status.recipient_parent_user_id
  return namesOf(status.recipient_id, status.recipient_user_id, parentId)
}

/** What a delivery says about people besides its messages: `value.contacts[]`. */
export interface MetaContact extends Names {
  username: string | undefined
  name: string | undefined
}

/** @param named all people whom the change names besides the contacts: if it is one, all contacts that fit are that person */
export function readContacts(value: unknown, named: readonly Names[]): MetaContact[] {
  const contacts = (objectOf(value) ? [value] : arrayOf(value)).map(readContact)
  const person = onlyPerson(named)
  const names = new Set(contacts.flatMap(({ name }) => name ?? []))
  const isOnePerson = person && names.size <= 1 && !contacts.some(contact => contradicts(contact, person))
  return isOnePerson && contacts.length > 0 ? [contacts.reduce(joinedContact, { ...NOBODY, ...person })] : contacts
}

const NOBODY: MetaContact = {
  waId: undefined,
  userId: undefined,
  parentId: undefined,
  username: undefined,
  name: undefined,
}

/** What several places say of one person; the message's own names come first. */
const joinedContact = (one: MetaContact, other: MetaContact): MetaContact => ({
  ...joined(one, other),
  username: one.username ?? other.username,
  name: one.name ?? other.name,
})

function readContact(item: unknown): MetaContact {
  const contact = objectOf(item)
  const profile = objectOf(contact?.profile)
  return {
    ...namesOf(contact?.wa_id, contact?.user_id, contact?.parent_user_id),
    username: userNameOf(profile?.username) ?? userNameOf(contact?.username),
    name: textOf(profile?.name),
  }
}

/** A user name is the same with and without its leading sign. */
export const userNameOf = (value: unknown): string | undefined => idOf(value)?.replace(/^@/, '') || undefined

const joined = (one: Names, other: Names): Names => ({
  waId: one.waId ?? other.waId,
  userId: one.userId ?? other.userId,
  parentId: one.parentId ?? other.parentId,
})

/** All names of the one person who is named, perhaps by several messages; undefined when several people are named. */
function onlyPerson(named: readonly Names[]): Names | undefined {
  const count = (names: Names) => Object.values(names).filter(name => name !== undefined).length
  let person: Names = { waId: undefined, userId: undefined, parentId: undefined }
  for (const names of named.toSorted((one, other) => count(other) - count(one))) {
    if (!isNobody(names) && !isNobody(person) && !isSame(names, person)) return undefined
    person = joined(person, names)
  }
  return person
}

/** Two numbers, or two user ids, when nothing shows that they are one person. */
const contradicts = (one: Names, other: Names): boolean =>
  !isSame(one, other) &&
  (['waId', 'userId', 'parentId'] as const).some(
    name => one[name] !== undefined && other[name] !== undefined && one[name] !== other[name],
  )

export interface MetaPerson {
  identities: Identity[]
  address: InboundMessage['address']
  profileName?: string
}

/**
 * The writer of a message, or its recipient. `own` are the message's own names. The contact beside it adds names only
 * when it is the same person, or when it is the only contact and the message names nobody. Undefined: nobody is named.
 *
 * @param scope the account: a user id is valid only within its portfolio
 */
export function personOf(own: Names, contacts: readonly MetaContact[], scope: string): MetaPerson | undefined {
  const contact = contacts.find(candidate => isSame(candidate, own)) ?? onlyOne(own, contacts)
  const { waId, userId, parentId } = contact ? joined(own, contact) : own
  const shown = userId ?? parentId
  const address = waId ? { kind: 'wa_id' as const, value: waId } : shown && { kind: 'bsuid' as const, value: shown }
  if (!address) return undefined
  const identities: Identity[] = waId === undefined ? [] : lineOf(waId)
  for (const value of [userId, parentId]) if (value) identities.push(bsuidOf(value, scope))
  if (contact?.username) identities.push({ kind: 'username', scope: '', value: contact.username })
  return { identities, address, ...(contact?.name && { profileName: contact.name }) }
}

/** The identities that a number gives: WhatsApp's id, and the phone behind it. */
export function lineOf(waId: string): Identity[] {
  const phone = phoneOf(waId)
  const own: Identity = { kind: 'wa_id', scope: '', value: waId }
  return phone ? [{ kind: 'phone', scope: '', value: phone }, own] : [own]
}

/** Brazil, Mexico and Argentina write a number in several ways, and Meta may use two of them in one delivery. */
const isSame = (one: Names, other: Names): boolean =>
  (one.userId !== undefined && one.userId === other.userId) ||
  (one.parentId !== undefined && one.parentId === other.parentId) ||
  (one.waId !== undefined &&
    other.waId !== undefined &&
    (one.waId === other.waId || variantsOf(other.waId).includes(one.waId)))

const onlyOne = (own: Names, contacts: readonly MetaContact[]) =>
  isNobody(own) && contacts.length === 1 ? contacts[0] : undefined

export const isNobody = ({ waId, userId, parentId }: Names): boolean => (waId ?? userId ?? parentId) === undefined

/** A WhatsApp id is the phone in E.164 without '+'; one with other characters is no phone. */
export function phoneOf(waId: string): string | undefined {
  const digits = bareNumber(waId)
  return /^[1-9]\d{5,14}$/.test(digits) ? `+${digits}` : undefined
}
