import { queryOptions, useQuery } from '@tanstack/react-query'
import { Megaphone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../lib/api/client.ts'
import { cx } from '../../lib/cx.ts'
import { useFormats } from '../../lib/hooks.ts'
import { useMe } from '../../lib/session/me.ts'

export const announcementsQuery = queryOptions({
  queryKey: ['announcements'] as const,
  queryFn: () => data(api.GET('/api/v1/announcements')),
  refetchInterval: 60_000,
})

/** What the operator of the platform tells everybody now, in the language of the interface. */
export function AnnouncementBanner() {
  const { t, i18n } = useTranslation()
  const format = useFormats()
  const me = useMe()
  const { data: announcements = [] } = useQuery({ ...announcementsQuery, enabled: Boolean(me) })
  const language = i18n.language.slice(0, 2)
  return announcements.map(({ id, texts, maintenance, endsAt }) => (
    <div
      key={id}
      role="status"
      data-testid="announcement"
      className={cx(
        'flex items-center justify-center gap-2 px-4 py-1.5 text-center text-sm',
        maintenance ? 'bg-saffron-soft text-saffron' : 'bg-blue-soft text-blue',
      )}
    >
      <Megaphone aria-hidden className="size-4 shrink-0" strokeWidth={1.7} />
      <span>
        {language === 'fr' ? texts.fr : language === 'ar' ? texts.ar : texts.en}
        {maintenance && ` ${t('operator.maintenanceUntil', { at: format.short(endsAt) })}`}
      </span>
    </div>
  ))
}
