import type { PostalAddress, SharedContact } from '../../../contract/message.ts'
import { arrayOf, objectOf, present, textOf } from '../../../reading/json.ts'

type Json = Record<string, unknown>

/** One card of a message of type `contacts`. */
export function sharedContact(item: unknown): SharedContact {
  const contact = objectOf(item) ?? {}
  const name = objectOf(contact.name)
  const org = objectOf(contact.org)
  const mails = rowsOf(contact.emails).flatMap(({ email, type }) => {
    const address = textOf(email)
    return address === undefined ? [] : [{ address, type: textOf(type) }]
  })
  const types = mails.flatMap(({ address, type }) => (type === undefined ? [] : [[address, type] as const]))
  return present({
    name: textOf(name?.formatted_name) ?? ([name?.first_name, name?.last_name].flatMap(shown).join(' ') || undefined),
    organization: textOf(org?.company),
    department: textOf(org?.department),
    title: textOf(org?.title),
    birthday: textOf(contact.birthday),
    phones: arrayOf(contact.phones).map(entry => {
      const phone = objectOf(entry)
      return present({ phone: textOf(phone?.phone), waId: textOf(phone?.wa_id), type: textOf(phone?.type) })
    }),
    emails: some(mails.map(({ address }) => address)),
    emailTypes: types.length > 0 ? Object.fromEntries(types) : undefined,
    urls: some(
      rowsOf(contact.urls).flatMap(row => {
        const url = textOf(row.url)
        return url === undefined ? [] : [present({ url, type: textOf(row.type) })]
      }),
    ),
    addresses: some(rowsOf(contact.addresses).flatMap(postalAddress)),
  })
}

function postalAddress(row: Json): PostalAddress[] {
  const address = present({
    street: textOf(row.street),
    city: textOf(row.city),
    state: textOf(row.state),
    zip: textOf(row.zip),
    country: textOf(row.country),
    countryCode: textOf(row.country_code),
    type: textOf(row.type),
  })
  return Object.keys(address).some(key => key !== 'type') ? [address] : []
}

const rowsOf = (value: unknown): Json[] =>
  arrayOf(value)
    .map(objectOf)
    .filter(row => row !== undefined)
const some = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined)
const shown = (value: unknown): string[] => [textOf(value)?.trim() ?? ''].filter(Boolean)
