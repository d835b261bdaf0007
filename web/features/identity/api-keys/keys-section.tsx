import { useInfiniteQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useTenant } from '../../../lib/session/me.ts'
import { Button } from '../../../ui/button.tsx'
import { More } from '../../../ui/more.tsx'
import { Failed } from '../../../ui/states.tsx'
import { KeyRow } from './key-row.tsx'
import { MakeKey } from './make-key.tsx'
import { keysQuery } from './queries.ts'

/** The keys with which programs call the API for the business. */
export function KeysSection() {
  const { t } = useTranslation()
  const may = useMay('api_keys:read')
  const mayWrite = useMay('api_keys:write')
  const tenant = useTenant()
  const [making, setMaking] = useState(false)
  const query = useInfiniteQuery({ ...keysQuery, enabled: may && Boolean(tenant) })
  if (!may || !tenant) return null
  const keys = query.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <section className="grid gap-3" data-testid="keys-section" aria-labelledby="keys-title">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="keys-title" className="text-lg font-semibold">
          {t('keysRoom.title')}
        </h2>
        {mayWrite && (
          <Button onClick={() => setMaking(true)} data-testid="key-add">
            <Plus aria-hidden className="size-[18px]" strokeWidth={1.7} />
            {t('keysRoom.add')}
          </Button>
        )}
      </div>
      <p className="text-ink-2">{t('keysRoom.about')}</p>
      {query.isError && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.data && keys.length === 0 && (
        <p className="flex items-center gap-2 text-ink-3">
          <KeyRound aria-hidden className="size-4" strokeWidth={1.7} />
          {t('keysRoom.none')}
        </p>
      )}
      <ul className="grid gap-2">
        {keys.map(key => (
          <KeyRow key={key.id} apiKey={key} mayWrite={mayWrite} />
        ))}
      </ul>
      <More hasMore={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
      {making && <MakeKey onClose={() => setMaking(false)} />}
    </section>
  )
}
