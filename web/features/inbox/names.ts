import { phoneText } from '../../lib/format.ts'
import type { Conversation } from '../../lib/types.ts'

/** What to call a contact. The API gives the number, or whatever they write from, for somebody without a name. */
export const nameOf = ({ contact }: Pick<Conversation, 'contact'>): string => phoneText(contact.name)

/** The line under a name: the number; '' when it is not known. */
export const addressOf = ({ contact }: Pick<Conversation, 'contact'>): string =>
  contact.phone ? phoneText(contact.phone) : ''
