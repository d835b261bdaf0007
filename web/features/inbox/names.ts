import type { Conversation } from '../../lib/api/types.ts'
import { phoneText } from '../../lib/format.ts'
import { isVisible } from '../../lib/visible.ts'

type Named = Pick<Conversation, 'contact' | 'group'>

/** The title of a conversation: the contact (the API gives the number for a contact without a name), or the group. */
export const nameOf = ({ contact, group }: Named): string =>
  contact ? personName(contact) : (group?.name ?? group?.id.split('@')[0] ?? '')

/** The number says more than a name without visible characters. */
const personName = ({ name, phone }: NonNullable<Named['contact']>): string =>
  isVisible(name) ? phoneText(name) : phone ? phoneText(phone) : '#'

/** The line under a name: the number; '' when it is not known, and in groups. */
export const addressOf = ({ contact }: Pick<Named, 'contact'>): string =>
  contact?.phone ? phoneText(contact.phone) : ''
