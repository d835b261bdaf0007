import { UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SharedContact } from '../../../../lib/api/types.ts'
import { phoneText } from '../../../../lib/format.ts'
import { safeHref } from '../../../../lib/rich-text.ts'

type PostalAddress = NonNullable<SharedContact['addresses']>[number]

/** What they are, and where they work. */
const work = ({ title, department, organization }: SharedContact): string =>
  [title, department, organization].filter(Boolean).join(' · ')

const placeText = ({ street, zip, city, state, country }: PostalAddress): string =>
  [street, [zip, city].filter(Boolean).join(' '), state, country].filter(Boolean).join(', ')

/** Work, home or any other word of the sender's phone. */
const Kind = ({ of }: { of?: string }) => of && <span className="text-ink-3 lowercase"> · {of}</span>

function Address({ url }: { url: string }) {
  const href = safeHref(url)
  if (!href) return <span className="text-ink-2">{url}</span>
  return (
    <a href={href} target="_blank" rel="noreferrer noopener" className="text-brand underline">
      {url}
    </a>
  )
}

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
            {work(contact) && <div className="people truncate text-sm text-ink-2">{work(contact)}</div>}
            {contact.phones?.map(({ phone, waId }) => (
              <div key={phone ?? waId} dir="ltr" className="num text-sm text-ink-2 rtl:text-end">
                {phoneText(phone ?? waId ?? '')}
              </div>
            ))}
            {contact.emails?.map(email => (
              <div key={email} dir="ltr" className="truncate text-sm text-ink-2">
                {email}
                <Kind of={contact.emailTypes?.[email]} />
              </div>
            ))}
            {contact.urls?.map(({ url, type }) => (
              <div key={url} dir="ltr" className="truncate text-sm">
                <Address url={url} />
                <Kind of={type} />
              </div>
            ))}
            {contact.addresses?.map(address => (
              <div key={placeText(address)} className="people text-sm text-ink-2">
                {placeText(address)}
                <Kind of={address.type} />
              </div>
            ))}
            {contact.birthday && (
              <div className="num text-sm text-ink-2">{t('message.birthday', { date: contact.birthday })}</div>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}
