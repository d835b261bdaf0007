import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Inbox, ListChecks, SearchX } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rowsOf } from '../../../lib/api/pages.ts'
import { useKeys, useQuiet } from '../../../lib/hooks.ts'
import { useMay } from '../../../lib/session/me.ts'
import { Button } from '../../../ui/button.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { Failed, State, Waiting } from '../../../ui/states.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { CatalogueNotice } from '../../orders/index.ts'
import { conversationsQuery } from '../queries.ts'
import { INBOX_TABS, type InboxTab } from '../search.ts'
import { BulkBar } from './bulk-bar.tsx'
import { filterOf, WAITING_FILTER } from './filter.ts'
import { Rows } from './rows.tsx'
import { type Selection, useSelection } from './selection.ts'
import { SortMenu } from './sort-menu.tsx'

/** The list pane: title, search, tabs, and the conversations. */
export function ConversationList({ openId }: { openId?: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const search = useSearch({ from: '/shell/inbox' })
  const [text, setText] = useState('')
  const q = useQuiet(text.trim())
  const find = useRef<HTMLInputElement>(null)
  const look = () => find.current?.select()
  useKeys({ '/': look, 'ctrl+k': look })
  const waiting = useWaitingCount()
  const { selection, start, end } = useSelection()
  const tabs = INBOX_TABS.map(value => ({
    value,
    label: t(`inbox.tab.${value}`),
    ...(value === 'waiting' && waiting && { count: waiting }),
  }))
  const show = (change: { tab?: InboxTab; sort?: 'recent' | undefined; team?: string | undefined }) => {
    // Another list: what was chosen in this one is not there.
    end()
    void navigate({ to: '.', search: before => ({ ...before, ...change }) })
  }
  return (
    <section
      aria-label={t('inbox.title')}
      className="flex w-full shrink-0 flex-col border-line bg-surface md:w-[300px] md:border-e lg:w-[348px]"
    >
      <header className="flex items-center justify-between gap-2 px-4 pt-3.5 pb-2">
        <h1 className="text-xl font-[650] tracking-tight">{t('inbox.title')}</h1>
        <div className="flex items-center">
          <SortMenu
            sort={search.tab === 'waiting' ? null : (search.sort ?? 'urgent')}
            onSort={sort => show({ sort })}
            team={search.team}
            onTeam={team => show({ team })}
          />
          <SelectButton on={selection !== undefined} onToggle={selection ? end : start} />
        </div>
      </header>
      <SearchField
        ref={find}
        value={text}
        onChange={setText}
        label={t('inbox.search')}
        keys="Ctrl K"
        className="mx-4 mb-2.5"
      />
      <div className="border-b border-line px-3 pb-2">
        <Tabs label={t('inbox.title')} tabs={tabs} value={search.tab ?? 'open'} onChange={tab => show({ tab })} />
      </div>
      <CatalogueNotice className="mx-4 mt-2.5" />
      <Conversations q={q} openId={openId} selection={selection} />
      {selection && <BulkBar filter={filterOf(search, q)} selection={selection} onEnd={end} />}
    </section>
  )
}

function SelectButton({ on, onToggle }: { on: boolean; onToggle: () => void }) {
  const { t } = useTranslation()
  if (!useMay('conversations:write')) return null
  return (
    <Button
      look="quiet"
      small
      icon
      aria-label={t('inbox.bulk.title')}
      title={t('inbox.bulk.title')}
      aria-pressed={on}
      className={on ? 'bg-sunken' : undefined}
      onClick={onToggle}
      data-testid="inbox-select"
    >
      <ListChecks aria-hidden className="size-[18px]" strokeWidth={1.7} />
    </Button>
  )
}

interface ConversationsProps {
  q: string
  openId: string | undefined
  selection: Selection | undefined
}

function Conversations({ q, openId, selection }: ConversationsProps) {
  const search = useSearch({ from: '/shell/inbox' })
  const query = useInfiniteQuery(conversationsQuery(filterOf(search, q)))
  if (query.isError && !query.data) return <Failed error={query.error} retry={() => void query.refetch()} />
  if (query.isPending) return <Waiting>{<Skeletons />}</Waiting>
  const rows = rowsOf(query.data)
  // Answered rows leave a page that was read; the next pages then bring new ones.
  if (!rows.length && !query.hasNextPage) return <NoConversations q={q} tab={search.tab ?? 'open'} />
  return (
    <Rows
      rows={rows}
      openId={openId}
      selection={selection}
      hasMore={query.hasNextPage}
      busy={query.isFetchingNextPage}
      onMore={() => void query.fetchNextPage()}
    />
  )
}

/** How many wait for a person; undefined when nobody does. */
function useWaitingCount(): string | undefined {
  const { data, hasNextPage } = useInfiniteQuery(conversationsQuery(WAITING_FILTER))
  const count = data?.pages[0]?.items.length ?? 0
  return count > 0 ? `${count}${hasNextPage ? '+' : ''}` : undefined
}

function NoConversations({ q, tab }: { q: string; tab: InboxTab }) {
  const { t } = useTranslation()
  if (q) return <State icon={SearchX} title={t('inbox.noMatch')} about={t('inbox.noMatchAbout')} />
  return (
    <State icon={Inbox} title={t(`inbox.none.${tab}`)} about={t(`inbox.noneAbout.${tab}`)}>
      {(tab === 'open' || tab === 'all') && (
        <Link
          to="/phone"
          className="inline-flex h-8 items-center rounded-sm border border-brand bg-brand px-3 font-medium text-brand-ink"
        >
          {t('inbox.openPhone')}
        </Link>
      )}
    </State>
  )
}

const Skeletons = () => (
  <div className="overflow-hidden">
    {[1, 2, 3, 4, 5, 6, 7].map(row => (
      <div key={row} className="flex gap-[11px] border-b border-line/55 px-4 py-[11px]">
        <div className="skeleton size-[38px] rounded-full" />
        <div className="grid flex-1 content-center gap-2">
          <div className="skeleton h-3 w-1/2" />
          <div className="skeleton h-3 w-4/5" />
        </div>
      </div>
    ))}
  </div>
)
