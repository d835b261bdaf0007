import { UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SharedContact } from '../../../../lib/api/types.ts'
import { phoneText } from '../../../../lib/format.ts'

/** People whose cards were sent. */
export function ContactsCard({ contacts }: { contacts: SharedContact[] }) {
  const { t } = useTranslation()
  return (
    <ul className="grid grid-cols-1 gap-2" data-testid="contacts-card">
      {contacts.map((contact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the cards of one message never move
        <li key={index} className="flex gap-3 py-0.5">
          <span className="grid size-10 shrink-0 place-items-center rounded-sm bg-sunken text-ink-2">
            <UserRound aria-hidden className="size-5" strokeWidth={1.7} />
          </span>
          <div className="min-w-0">
            <div className="people truncate font-medium">{contact.name || t('type.contact')}</div>
            {contact.organization && <div className="people truncate text-sm text-ink-2">{contact.organization}</div>}
            {contact.phones?.map(({ phone, waId }) => (
              <div key={phone ?? waId} dir="ltr" className="num text-sm text-ink-2 rtl:text-end">
                {phoneText(phone ?? waId ?? '')}
              </div>
            ))}
            {contact.emails?.map(email => (
              <div key={email} dir="ltr" className="truncate text-sm text-ink-2">
                {email}
              </div>
            ))}
          </div>
        </li>
      ))}
    </ul>
  )
}
