import { variantsOf } from '../../../../contacts/index.ts'
import type { Identity, InboundMessage } from '../../../contract/message.ts'
import { arrayOf, idOf, objectOf, textOf } from '../../../reading/json.ts'
import { isBsuid } from '../../../reading/user-id.ts'

/** How a person is called in one place. */
export interface Names {
  waId: string | undefined
  /** Holds within the business's portfolio. */
  userId: string | undefined
  /** Holds within all portfolios of a parent; it names those who come with nothing else. */
  parentId: string | undefined
}

/** A user id may stand where a number is expected: Meta's first draft put it there, and histories name their threads so. */
export function namesOf(id: unknown, userId: unknown, parentId: unknown): Names {
  const told = idOf(id)
  const bsuid = told !== undefined && isBsuid(told) ? told : undefined
  return { waId: bsuid === undefined ? told : undefined, userId: idOf(userId) ?? bsuid, parentId: idOf(parentId) }
}

export const writerOf = ({ from, from_user_id, from_parent_user_id }: Record<string, unknown>): Names =>
  namesOf(from, from_user_id, from_parent_user_id)

export const recipientOf = ({ to, to_user_id, to_parent_user_id }: Record<string, unknown>): Names =>
  namesOf(to, to_user_id, to_parent_user_id)

/** What a delivery says about people beside its messages: `value.contacts[]`. */
export interface MetaContact extends Names {
  username: string | undefined
  name: string | undefined
}

export const readContacts = (value: unknown): MetaContact[] =>
  arrayOf(value).map(item => {
    const contact = objectOf(item)
    const profile = objectOf(contact?.profile)
    return {
      ...namesOf(contact?.wa_id, contact?.user_id, contact?.parent_user_id),
      username: idOf(profile?.username) ?? idOf(contact?.username),
      name: textOf(profile?.name),
    }
  })

export interface MetaPerson {
  identities: Identity[]
  address: InboundMessage['address']
  profileName?: string
}

/**
 * Who wrote a message, or whom it was written to. `own` are the message's own names; the contact beside it adds what
 * it knows only when it is the same person, or the only one there is and the message names nobody. Undefined: nobody.
 *
 * @param scope the account: a user id holds within its portfolio only
 */
export function personOf(own: Names, contacts: readonly MetaContact[], scope: string): MetaPerson | undefined {
  const contact = contacts.find(candidate => isSame(candidate, own)) ?? onlyOne(own, contacts)
  const waId = own.waId ?? contact?.waId
  const userId = own.userId ?? contact?.userId ?? own.parentId ?? contact?.parentId
  const address = waId ? { kind: 'wa_id' as const, value: waId } : userId && { kind: 'bsuid' as const, value: userId }
  if (!address) return undefined
  const identities: Identity[] = []
  const phone = waId && phoneOf(waId)
  if (phone) identities.push({ kind: 'phone', scope: '', value: phone })
  if (waId) identities.push({ kind: 'wa_id', scope: '', value: waId })
  if (userId) identities.push({ kind: 'bsuid', scope, value: userId })
  if (contact?.username) identities.push({ kind: 'username', scope: '', value: contact.username })
  return { identities, address, ...(contact?.name && { profileName: contact.name }) }
}

/** Brazil, Mexico and Argentina write a number in several ways, and Meta may in one delivery. */
const isSame = (contact: MetaContact, own: Names): boolean =>
  (own.userId !== undefined && contact.userId === own.userId) ||
  (own.parentId !== undefined && contact.parentId === own.parentId) ||
  (own.waId !== undefined &&
    contact.waId !== undefined &&
    (contact.waId === own.waId || variantsOf(own.waId).includes(contact.waId)))

const onlyOne = (own: Names, contacts: readonly MetaContact[]) =>
  isNobody(own) && contacts.length === 1 ? contacts[0] : undefined

export const isNobody = ({ waId, userId, parentId }: Names): boolean => (waId ?? userId ?? parentId) === undefined

/** A WhatsApp id is the phone in E.164 without '+'; one with other characters is no phone. */
export function phoneOf(waId: string): string | undefined {
  const digits = waId.startsWith('+') ? waId.slice(1) : waId
  return /^[1-9]\d{5,14}$/.test(digits) ? `+${digits}` : undefined
}
