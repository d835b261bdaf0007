import type { NamedGroup, NamedPerson } from '../../../contract/message.ts'
import { arrayOf, idOf, objectOf, textOf } from '../../../reading/json.ts'
import { namesOf, personOf, userNameOf } from './identity.ts'
import { timeOf } from './time.ts'

type Json = Record<string, unknown>

/**
 * The names that the business's phone gives people (`smb_app_state_sync`). A person who is taken off its list keeps the
 * name here.
 */
export function namedPeople(value: Json | undefined, account: string): NamedPerson[] {
  return arrayOf(value?.state_sync).flatMap(item => {
    const said = objectOf(item)
    const contact = objectOf(said?.contact)
    const name = wordsOf(contact?.full_name) ?? wordsOf(contact?.first_name, contact?.last_name)
    if (!contact || name === undefined || textOf(said?.action)?.toLowerCase() === 'remove') return []
    const names = namesOf(contact.phone_number ?? contact.wa_id, contact.user_id, contact.parent_user_id)
    const person = personOf(names, [{ ...names, username: userNameOf(contact.username), name }], account)
    return person ? [{ identities: person.identities, profileName: name }] : []
  })
}

/** The parts of a name that say anything. */
const wordsOf = (...parts: unknown[]): string | undefined =>
  parts.flatMap(part => textOf(part)?.trim() || []).join(' ') || undefined

const GROUP_FIELDS = new Set(['group_lifecycle_update', 'group_settings_update'])

/** The names of groups that were created or renamed. A renaming that failed does not count. */
export function namedGroups(field: string | undefined, value: Json | undefined, at: Date): NamedGroup[] {
  if (field === undefined || !GROUP_FIELDS.has(field)) return []
  return arrayOf(value?.groups).flatMap(item => {
    const group = objectOf(item)
    const subject = objectOf(group?.subject) ?? objectOf(group?.group_subject)
    const isDone = String(subject?.update_successful) !== 'false' && arrayOf(group?.errors).length === 0
    const id = idOf(group?.group_id)
    const name = wordsOf(group?.subject) ?? wordsOf(subject?.text)
    return id !== undefined && name !== undefined && isDone ? [{ id, name, at: timeOf(group?.timestamp, at) }] : []
  })
}
