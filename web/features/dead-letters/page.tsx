import { useInfiniteQuery } from '@tanstack/react-query'
import { CircleCheck, RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../lib/api/errors.ts'
import { useMay } from '../../lib/session/me.ts'
import { Button } from '../../ui/button.tsx'
import { More } from '../../ui/more.tsx'
import { Room } from '../../ui/room.tsx'
import { Failed, State, Waiting } from '../../ui/states.tsx'
import { LetterRow } from './letter-row.tsx'
import { deadLettersQuery, uncertainQuery, useRedrive } from './queries.ts'
import { UncertainList } from './uncertain-list.tsx'

/** What failed: messages nobody knows the end of, and what was given up. */
export function DeadLettersPage() {
  const may = useMay('operations:read')
  return may ? <Letters /> : <Failed page error={new ApiError('FORBIDDEN', 403, '')} retry={() => {}} />
}

function Letters() {
  const { t } = useTranslation()
  const may = useMay('operations:write')
  const redrive = useRedrive()
  const query = useInfiniteQuery(deadLettersQuery)
  const uncertain = useInfiniteQuery(uncertainQuery).data?.pages.some(page => page.items.length > 0)
  const letters = query.data?.pages.flatMap(page => page.items) ?? []
  const all = may && letters.length > 1 && (
    <Button busy={redrive.isPending} onClick={() => redrive.mutate({ all: true })} data-testid="redrive-all">
      <RotateCcw aria-hidden className="size-4" strokeWidth={1.7} />
      {t('deadLetters.all')}
    </Button>
  )
  return (
    <Room title={t('deadLetters.title')} about={t('deadLetters.about')} end={all}>
      <UncertainList />
      {query.isError && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && (
        <Waiting>
          <div className="skeleton h-24 rounded-lg" />
        </Waiting>
      )}
      {query.data && letters.length === 0 && !query.hasNextPage && !uncertain && (
        <State icon={CircleCheck} title={t('deadLetters.none')} about={t('deadLetters.noneAbout')} />
      )}
      <ul className="grid gap-3" data-pane>
        {letters.map(letter => (
          <LetterRow key={letter.id} letter={letter} onRedrive={() => redrive.mutate({ ids: [letter.id] })} />
        ))}
      </ul>
      <More hasMore={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
    </Room>
  )
}
