import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Download, Upload, Users } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/api/error-text.ts'
import { rowsOf } from '../../lib/api/pages.ts'
import { useMay } from '../../lib/session/me.ts'
import { Button } from '../../ui/button.tsx'
import { More } from '../../ui/more.tsx'
import { Room } from '../../ui/room.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Failed, State, Waiting } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { exportContacts } from './changes.ts'
import { ContactRow } from './contact-row.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { contactsQuery } from './queries.ts'

/** The people who write to the business; brought in from a file and taken out as one. */
export function ContactsPage() {
  const { t } = useTranslation()
  const { q = '' } = useSearch({ from: '/shell/contacts' })
  const navigate = useNavigate()
  const query = useInfiniteQuery(contactsQuery(useDeferredValue(q)))
  const rows = rowsOf(query.data)
  const search = (text: string) => void navigate({ to: '/contacts', search: text ? { q: text } : {}, replace: true })
  return (
    <Room title={t('contacts.title')} about={t('contacts.about')} end={<Actions q={q} />}>
      <SearchField value={q} onChange={search} label={t('contacts.search')} className="mb-4 max-w-[420px]" />
      {query.isError && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && (
        <Waiting>
          <div className="skeleton h-24 rounded-lg" />
        </Waiting>
      )}
      {query.data && rows.length === 0 && (
        <State
          icon={Users}
          title={t(q ? 'contacts.noneFound' : 'contacts.none')}
          about={t(q ? 'contacts.noneFoundAbout' : 'contacts.noneAbout')}
        />
      )}
      <ul className="divide-y divide-line" data-pane data-testid="contact-list">
        {rows.map(contact => (
          <ContactRow key={contact.id} contact={contact} />
        ))}
      </ul>
      <More hasMore={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
    </Room>
  )
}

function Actions({ q }: { q: string }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const may = useMay('contacts:write')
  const [open, setOpen] = useState(false)
  const save = useMutation({ mutationFn: () => exportContacts(q), onError: error => toast(text(error), 'red') })
  return (
    <div className="flex flex-wrap gap-2">
      <Button busy={save.isPending} onClick={() => save.mutate()} data-testid="contacts-export">
        <Download aria-hidden className="size-4" strokeWidth={1.7} />
        {t('contacts.export')}
      </Button>
      {may && (
        <Button look="primary" onClick={() => setOpen(true)} data-testid="contacts-import">
          <Upload aria-hidden className="size-4" strokeWidth={1.7} />
          {t('contacts.import')}
        </Button>
      )}
      {open && <ImportDialog onClose={() => setOpen(false)} />}
    </div>
  )
}
