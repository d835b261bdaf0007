import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleAlert, CircleCheck, CircleX } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { rowsOf } from '../../lib/api/pages.ts'
import { cx } from '../../lib/cx.ts'
import { Chip } from '../../ui/chip.tsx'
import { Failed, Waiting } from '../../ui/states.tsx'
import { shownStatus, useChannels } from '../channels/index.ts'
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
        {query.data.items.length === 0 && <Line tone="warn">{t('health.noChannels')}</Line>}
        {query.data.items.map(channel => {
          const { tone, text } = shownStatus(channel)
          return (
            <Line key={channel.id} tone={tone}>
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
    <Line tone={count === 0 ? 'brand' : 'red'}>
      <Link to="/dead-letters" className="font-medium hover:underline">
        {text}
        {hasNextPage && '+'}
      </Link>
    </Line>
  )
}

const LOOKS = {
  brand: { icon: CircleCheck, colour: 'text-brand' },
  warn: { icon: CircleAlert, colour: 'text-saffron' },
  red: { icon: CircleX, colour: 'text-red' },
} as const

function Line({ tone, children }: { tone: keyof typeof LOOKS; children: ReactNode }) {
  const { icon: Icon, colour } = LOOKS[tone]
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Icon aria-hidden className={cx('size-5 shrink-0', colour)} strokeWidth={1.7} />
      {children}
    </li>
  )
}
