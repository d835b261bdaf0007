import { useQuery } from '@tanstack/react-query'
import { Gauge, WifiOff } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../lib/cx.ts'
import { useFormats, useLasting } from '../lib/hooks.ts'
import { realtime } from '../lib/realtime.ts'
import { usageQuery, useMay } from '../lib/session/me.ts'

/** People are warned from this share of the plan on; the server says when (`usage.warned`). */
const WARN_AT = 0.8

/** How much of the plan's messages is used this month, once that matters. */
export function UsageBanner() {
  const { t } = useTranslation()
  const format = useFormats()
  const may = useMay('tenant:read')
  const { data: tenant } = useQuery({ ...usageQuery, enabled: may })
  const { used, limit, resetsAt } = tenant?.usage.messages ?? { used: 0, limit: null, resetsAt: '' }
  if (limit === null || used < limit * WARN_AT) return null
  const reached = used >= limit
  return (
    <div
      role={reached ? 'alert' : 'status'}
      data-testid="usage-banner"
      className={cx(
        'flex items-center justify-center gap-2 px-4 py-1.5 text-center text-sm',
        reached ? 'bg-red-soft text-red' : 'bg-saffron-soft text-saffron',
      )}
    >
      <Gauge aria-hidden className="size-4 shrink-0" strokeWidth={1.7} />
      {t(reached ? 'state.planReached' : 'state.planNearlyReached', { used, limit, at: format.day(resetsAt) })}
    </div>
  )
}

const GIGABYTE = 1024 ** 3

/** The plan has no room for files of customers: their messages come without them. */
export function FilesBanner() {
  const { t, i18n } = useTranslation()
  const may = useMay('tenant:read')
  const { data: tenant } = useQuery({ ...usageQuery, enabled: may })
  const files = tenant?.usage.receivedBytes
  if (!files?.full) return null
  const size = new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'gigabyte', maximumFractionDigits: 1 })
  return (
    <div
      role="alert"
      data-testid="files-banner"
      className="flex items-center justify-center gap-2 bg-red-soft px-4 py-1.5 text-center text-sm text-red"
    >
      <Gauge aria-hidden className="size-4 shrink-0" strokeWidth={1.7} />
      {t('state.filesFull', { limit: size.format(files.limit / GIGABYTE) })}
    </div>
  )
}

/** Says that the screen may show old data, once the connection has been lost long enough to matter. */
export function Banner() {
  const { t } = useTranslation()
  const line = useSyncExternalStore(realtime.onState, realtime.state)
  const lasting = useLasting(line === 'offline', 1_500)
  if (!lasting) return null
  return (
    <div
      role="status"
      data-testid="offline-banner"
      className="flex items-center justify-center gap-2 bg-saffron-soft px-4 py-1.5 text-center text-sm text-saffron"
    >
      <WifiOff aria-hidden className="size-4 shrink-0" strokeWidth={1.7} />
      {t('state.banner')}
    </div>
  )
}
