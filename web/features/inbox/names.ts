import { phoneText } from '../../lib/format.ts'
import type { Conversation } from '../../lib/types.ts'

/** What to call a contact: the name, else number, user name; the id when nothing else is known. */
export function nameOf({ contact }: Pick<Conversation, 'contact'>): string {
  return (
    contact.name ||
    (contact.phone && phoneText(contact.phone)) ||
    (contact.username && `@${contact.username}`) ||
    contact.id
  )
}

/** The line under a name: the number, or the user name. */
export function addressOf({ contact }: Pick<Conversation, 'contact'>): string {
  return contact.phone ? phoneText(contact.phone) : contact.username ? `@${contact.username}` : ''
}
