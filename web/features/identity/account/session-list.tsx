import { type UseInfiniteQueryResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../../lib/api/client.ts'
import { useErrorText } from '../../../lib/api/error-text.ts'
import type { OwnSession } from '../../../lib/api/types.ts'
import { useFormats } from '../../../lib/hooks.ts'
import { Button } from '../../../ui/button.tsx'
import { More } from '../../../ui/more.tsx'
import { Failed } from '../../../ui/states.tsx'
import { toast } from '../../../ui/toast.tsx'
import { nameOfDevice } from './device-name.ts'
import { sessionsQuery } from './queries.ts'

type Pages = { pages: Array<{ items: OwnSession[] }> }

/** Where the person is signed in, and the ways to end that. */
export function SessionList({ query }: { query: UseInfiniteQueryResult<Pages> }) {
  const { t } = useTranslation()
  const sessions = query.data?.pages.flatMap(page => page.items) ?? []
  const others = useEnd(() => data(api.POST('/api/v1/auth/sessions/revoke-others')))
  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />
  return (
    <section className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-lg font-semibold">{t('account.sessions')}</h2>
        {sessions.length > 1 && (
          <Button busy={others.isPending} onClick={() => others.mutate()} data-testid="end-others">
            {t('account.endOthers')}
          </Button>
        )}
      </div>
      <ul className="grid gap-2" data-testid="sessions">
        {sessions.map(one => (
          <SessionRow key={one.id} session={one} />
        ))}
      </ul>
      <More hasMore={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
    </section>
  )
}

function SessionRow({ session }: { session: OwnSession }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { id, device, address, lastUsedAt, current } = session
  const end = useEnd(() => data(api.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } })))
  return (
    <li className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-surface p-3">
      <div className="min-w-0 flex-1 basis-48">
        <p className="truncate font-medium" title={device}>
          <bdi>{nameOfDevice(device) || t('account.unknownDevice')}</bdi>
        </p>
        <p className="text-sm text-ink-2">
          <bdi dir="ltr">{address}</bdi> · {t('account.lastUsed', { at: format.dateTime(lastUsedAt) })}
        </p>
      </div>
      {current ? (
        <span className="text-sm text-ink-2">{t('account.current')}</span>
      ) : (
        <Button busy={end.isPending} onClick={() => end.mutate()}>
          {t('account.end')}
        </Button>
      )}
    </li>
  )
}

function useEnd(end: () => Promise<unknown>) {
  const text = useErrorText()
  const client = useQueryClient()
  return useMutation({
    mutationFn: end,
    onError: error => toast(text(error), 'red'),
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  })
}
