import type { Conversation } from '../../lib/api/types.ts'
import { phoneText } from '../../lib/format.ts'

type Named = Pick<Conversation, 'contact' | 'group'>

/** What to call a conversation: the contact (the API gives the number for somebody without a name), or the group. */
export const nameOf = ({ contact, group }: Named): string =>
  contact ? phoneText(contact.name) : (group?.name ?? group?.id.split('@')[0] ?? '')

/** The line under a name: the number; '' when it is not known, and in groups. */
export const addressOf = ({ contact }: Pick<Named, 'contact'>): string =>
  contact?.phone ? phoneText(contact.phone) : ''
