import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { Download, ScrollText } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/api/error-text.ts'
import { ApiError } from '../../lib/api/errors.ts'
import { useMay } from '../../lib/session/me.ts'
import { Button } from '../../ui/button.tsx'
import { Field, SelectField } from '../../ui/field.tsx'
import { More } from '../../ui/more.tsx'
import { Room } from '../../ui/room.tsx'
import { Failed, State, Waiting } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { AuditRow } from './audit-row.tsx'
import { type AuditFilters, auditQuery, peopleQuery, saveCsv } from './queries.ts'

const NOTHING: AuditFilters = { actor: '', type: '', from: '', to: '' }
/** What people look for most. */
const TYPES = [
  'order.*',
  'conversation.*',
  'contact.*',
  'item.*',
  'branch.*',
  'channel.*',
  'tenant.*',
  'sign_in.*',
  'password.*',
  'session.*',
  'two_factor.*',
  'passkey.*',
  'webhook_endpoint.*',
]

/** Who did what. */
export function AuditPage() {
  const may = useMay('audit:read')
  return may ? <Trail /> : <Failed page error={new ApiError('FORBIDDEN', 403, '')} retry={() => {}} />
}

function Trail() {
  const { t } = useTranslation()
  const text = useErrorText()
  const [filters, setFilters] = useState(NOTHING)
  const query = useInfiniteQuery(auditQuery(filters))
  const rows = query.data?.pages.flatMap(page => page.items) ?? []
  const save = useMutation({ mutationFn: () => saveCsv(filters), onError: error => toast(text(error), 'red') })
  const download = (
    <Button busy={save.isPending} onClick={() => save.mutate()} data-testid="audit-csv">
      <Download aria-hidden className="size-4" strokeWidth={1.7} />
      {t('audit.csv')}
    </Button>
  )
  return (
    <Room title={t('audit.title')} about={t('audit.about')} end={download}>
      <Filters filters={filters} onChange={setFilters} />
      {query.isError && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && (
        <Waiting>
          <div className="skeleton h-24 rounded-lg" />
        </Waiting>
      )}
      {query.data && rows.length === 0 && (
        <State icon={ScrollText} title={t('audit.none')} about={t('audit.noneAbout')} />
      )}
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface empty:hidden" data-pane>
        {rows.map(row => (
          <AuditRow key={row.id} row={row} />
        ))}
      </ul>
      <More hasMore={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
    </Room>
  )
}

function Filters({ filters, onChange }: { filters: AuditFilters; onChange: (filters: AuditFilters) => void }) {
  const { t } = useTranslation()
  const { data: people = [] } = useQuery(peopleQuery)
  const set = (name: keyof AuditFilters) => (event: { target: { value: string } }) =>
    onChange({ ...filters, [name]: event.target.value })
  return (
    <div className="mb-4 grid grid-cols-2 gap-3 sm:grid-cols-4">
      <SelectField label={t('audit.who')} value={filters.actor} onChange={set('actor')}>
        <option value="">{t('audit.everybody')}</option>
        {people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField label={t('audit.what')} value={filters.type} onChange={set('type')} data-testid="audit-type">
        <option value="">{t('audit.everything')}</option>
        {TYPES.map(type => (
          <option key={type} value={type}>
            {type}
          </option>
        ))}
      </SelectField>
      <Field type="date" label={t('audit.from')} value={filters.from} onChange={set('from')} />
      <Field type="date" label={t('audit.to')} value={filters.to} onChange={set('to')} />
    </div>
  )
}
