import { useInfiniteQuery } from '@tanstack/react-query'
import { Bug, Plus, Webhook } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../lib/api/errors.ts'
import { useMay } from '../../lib/session/me.ts'
import { Button } from '../../ui/button.tsx'
import { More } from '../../ui/more.tsx'
import { Room } from '../../ui/room.tsx'
import { Failed, State, Waiting } from '../../ui/states.tsx'
import { AddEndpoint } from './add.tsx'
import { Debugger } from './debugger.tsx'
import { EndpointCard } from './endpoint-card.tsx'
import { endpointsQuery } from './queries.ts'

/** Addresses that get events as they happen. */
export function WebhooksPage() {
  const may = useMay('webhooks:read')
  return may ? <Endpoints /> : <Failed page error={new ApiError('FORBIDDEN', 403, '')} retry={() => {}} />
}

/** What is open over the page; an address: it is filled in. */
type Opened = { kind: 'add'; url: string } | { kind: 'debugger' } | null

function Endpoints() {
  const { t } = useTranslation()
  const may = useMay('webhooks:write')
  const [opened, setOpened] = useState<Opened>(null)
  const query = useInfiniteQuery(endpointsQuery)
  const endpoints = query.data?.pages.flatMap(page => page.items) ?? []
  const close = () => setOpened(null)
  const add = () => setOpened({ kind: 'add', url: '' })
  const actions = may && (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => setOpened({ kind: 'debugger' })} data-testid="webhook-debugger">
        <Bug aria-hidden className="size-4" strokeWidth={1.7} />
        {t('webhooks.debugger')}
      </Button>
      <Button look="primary" onClick={add} data-testid="webhook-add">
        <Plus aria-hidden className="size-4" strokeWidth={1.7} />
        {t('webhooks.add')}
      </Button>
    </div>
  )
  return (
    <Room title={t('webhooks.title')} about={t('webhooks.about')} end={actions}>
      {query.isError && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && (
        <Waiting>
          <div className="skeleton h-24 rounded-lg" />
        </Waiting>
      )}
      {query.data && endpoints.length === 0 && (
        <State icon={Webhook} title={t('webhooks.none')} about={t('webhooks.noneAbout')} />
      )}
      <ul className="grid gap-3" data-pane>
        {endpoints.map(endpoint => (
          <EndpointCard key={endpoint.id} endpoint={endpoint} />
        ))}
      </ul>
      <More hasMore={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
      {opened?.kind === 'add' && <AddEndpoint url={opened.url} onClose={close} />}
      {opened?.kind === 'debugger' && <Debugger onClose={close} onUse={url => setOpened({ kind: 'add', url })} />}
    </Room>
  )
}
