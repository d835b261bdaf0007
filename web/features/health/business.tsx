import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck, CircleX } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { rowsOf } from '../../lib/api/pages.ts'
import { cx } from '../../lib/cx.ts'
import { Chip } from '../../ui/chip.tsx'
import { Failed, Waiting } from '../../ui/states.tsx'
import { isBroken, shownStatus, useChannels } from '../channels/index.ts'
import { deadLettersQuery } from '../dead-letters/index.ts'

/** The business's own channels, and what of its work failed for good. */
export function Business() {
  const { t } = useTranslation()
  const query = useChannels()
  if (query.isError && !query.data) return <Failed error={query.error} retry={() => void query.refetch()} />
  if (!query.data) {
    return (
      <Waiting>
        <div className="skeleton h-40 rounded-lg" />
      </Waiting>
    )
  }
  return (
    <section className="grid gap-2" data-testid="business-health">
      <h2 className="text-lg font-semibold">{t('health.business')}</h2>
      <ul className="max-w-[640px] divide-y divide-line rounded-lg border border-line bg-surface">
        {query.data.items.length === 0 && <Line well={false}>{t('health.noChannels')}</Line>}
        {query.data.items.map(channel => {
          const { tone, text } = shownStatus(channel)
          return (
            <Line key={channel.id} well={!isBroken(channel)}>
              <Link to="/channels" className="people min-w-0 flex-1 truncate font-medium hover:underline">
                {channel.name}
              </Link>
              <Chip tone={tone}>{t(text)}</Chip>
            </Line>
          )
        })}
        <GivenUp />
      </ul>
    </section>
  )
}

function GivenUp() {
  const { t } = useTranslation()
  const { data, hasNextPage } = useInfiniteQuery(deadLettersQuery)
  if (!data) return null
  const count = rowsOf(data).length
  const text = count > 0 ? t('health.failed', { count }) : t('health.noneFailed')
  return (
    <Line well={count === 0}>
      <Link to="/dead-letters" className="font-medium hover:underline">
        {text}
        {hasNextPage && '+'}
      </Link>
    </Line>
  )
}

function Line({ well, children }: { well: boolean; children: ReactNode }) {
  const Icon = well ? CircleCheck : CircleX
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Icon aria-hidden className={cx('size-5 shrink-0', well ? 'text-brand' : 'text-red')} strokeWidth={1.7} />
      {children}
    </li>
  )
}
