import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../lib/hooks.ts'
import { useMemberName } from '../../lib/session/members.ts'
import { orderHistoryQuery } from './queries.ts'

/** What happened to an order, newest first, and who did it. */
export function OrderHistory({ id }: { id: string }) {
  const { t } = useTranslation()
  const format = useFormats()
  const nameOf = useMemberName()
  const { data } = useQuery(orderHistoryQuery(id))
  if (!data?.length) return null
  return (
    <section>
      <h3 className="mb-1 text-sm font-semibold text-ink-2">{t('orders.history')}</h3>
      <ol className="text-sm">
        {data.toReversed().map(entry => (
          <li key={entry.id} className="flex justify-between gap-3 py-1">
            <span>
              {t(`orders.status.${entry.to}`)}
              <span className="text-ink-3">
                {' '}
                · {nameOf(entry.actor.id) ?? t(`author.${entry.actor.kind as 'user'}`)}
              </span>
            </span>
            <time className="num shrink-0 text-ink-3">{format.dateTime(entry.at)}</time>
          </li>
        ))}
      </ol>
    </section>
  )
}
