import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Building2, ServerCog } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats, useQuiet } from '../../lib/hooks.ts'
import { More } from '../../ui/more.tsx'
import { Room } from '../../ui/room.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Failed, State, Waiting } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { type TenantSearch, tenantsQuery } from './queries.ts'
import { StatusChip } from './status-chip.tsx'

/** All businesses, for the operators of the platform. */
export function OperatorPage() {
  const { t } = useTranslation()
  const [search, setSearch] = useState<TenantSearch>({ q: '', status: '' })
  const query = useInfiniteQuery(tenantsQuery({ ...search, q: useQuiet(search.q.trim()) }))
  const tenants = query.data?.pages.flatMap(({ items }) => items) ?? []
  const statuses = (['', 'active', 'trial', 'suspended'] as const).map(value => ({
    value,
    label: t(value === '' ? 'operator.all' : `operator.status.${value}`),
  }))
  const platform = (
    <Link
      to="/operator/platform"
      className="inline-flex h-8 items-center gap-1.5 rounded-sm border border-line-strong bg-surface px-3 font-medium hover:bg-sunken"
      data-testid="operator-platform"
    >
      <ServerCog aria-hidden className="size-[18px]" strokeWidth={1.7} />
      {t('operator.platform')}
    </Link>
  )
  return (
    <Room title={t('operator.title')} about={t('operator.about')} end={platform}>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <SearchField
          value={search.q}
          onChange={q => setSearch(before => ({ ...before, q }))}
          label={t('operator.search')}
          className="min-w-0 flex-1 basis-64"
        />
        <Tabs
          label={t('operator.statusFilter')}
          tabs={statuses}
          value={search.status}
          onChange={status => setSearch(before => ({ ...before, status }))}
        />
      </div>
      {query.isError && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && (
        <Waiting>
          <div className="skeleton h-24 rounded-lg" />
        </Waiting>
      )}
      {query.data && tenants.length === 0 && (
        <State icon={Building2} title={t('operator.none')} about={t('operator.noneAbout')} />
      )}
      <ul className="grid gap-2" data-pane>
        {tenants.map(tenant => (
          <TenantRow key={tenant.id} tenant={tenant} />
        ))}
      </ul>
      <More hasMore={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
    </Room>
  )
}

interface Listed {
  id: string
  name: string
  status: 'active' | 'trial' | 'suspended'
  plan: string
  members: number
  owner: { email: string } | null
  createdAt: string
}

function TenantRow({ tenant: { id, name, status, plan, members, owner, createdAt } }: { tenant: Listed }) {
  const { t } = useTranslation()
  const format = useFormats()
  const facts = [owner?.email, t('operator.people', { count: members }), format.dateTime(createdAt)].filter(Boolean)
  return (
    <li>
      <Link
        to="/operator/$tenantId"
        params={{ tenantId: id }}
        className="grid gap-1 rounded-md border border-line bg-surface p-3 hover:bg-sunken"
        data-testid="tenant-row"
      >
        <span className="flex flex-wrap items-center gap-2">
          <span className="people font-medium">{name}</span>
          <StatusChip status={status} />
          <span className="text-sm text-ink-2">{t(`plan.name.${plan}`, { defaultValue: plan })}</span>
        </span>
        <span className="text-sm text-ink-3 [overflow-wrap:anywhere]">{facts.join(' · ')}</span>
      </Link>
    </li>
  )
}
