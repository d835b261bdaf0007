import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, CircleHelp, CircleX, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../lib/api/errors.ts'
import { cx } from '../../lib/cx.ts'
import { useMay, useMe } from '../../lib/session/me.ts'
import { Room } from '../../ui/room.tsx'
import { Failed, Waiting } from '../../ui/states.tsx'
import { Business } from './business.tsx'
import { type Check, type CheckState, readHealth } from './checks.ts'
import { healthQuery } from './queries.ts'

const LOOKS: Record<CheckState, { icon: LucideIcon; tone: string }> = {
  ok: { icon: CircleCheck, tone: 'text-brand' },
  degraded: { icon: CircleAlert, tone: 'text-saffron' },
  down: { icon: CircleX, tone: 'text-red' },
  off: { icon: CircleHelp, tone: 'text-ink-3' },
}

/** What of the business does not work; and, for who runs the installation, how all of it is doing. */
export function HealthPage() {
  const { t } = useTranslation()
  const may = useMay('operations:read')
  const systemAdmin = useMe()?.user.systemAdmin
  if (!may) return <Failed page error={new ApiError('FORBIDDEN', 403, '')} retry={() => {}} />
  return (
    <Room title={t('health.title')}>
      <div className="grid grid-cols-1 gap-8">
        <Business />
        {systemAdmin && <Installation />}
      </div>
    </Room>
  )
}

const LIST = 'max-w-[640px] divide-y divide-line rounded-lg border border-line bg-surface'

function Installation() {
  const { t } = useTranslation()
  const query = useQuery(healthQuery)
  if (query.isError && !query.data) return <Failed error={query.error} retry={() => void query.refetch()} />
  if (!query.data) {
    return (
      <Waiting>
        <div className="skeleton h-40 rounded-lg" />
      </Waiting>
    )
  }
  const { state, checks } = readHealth(query.data)
  return (
    <section className="grid gap-2">
      <h2 className="text-lg font-semibold">{t('health.installation')}</h2>
      <p className="text-ink-2">{t(`health.overall.${state}`)}</p>
      <ul className={LIST}>
        {checks.map(check => (
          <CheckRow key={check.name} check={check} />
        ))}
      </ul>
    </section>
  )
}

const NAMED = [
  'database',
  'queue',
  'cache',
  'whatsapp',
  'clock',
  'memory',
  'storage',
  'realtime',
  'intake',
  'disk',
  'deadLetters',
  'partitions',
] as const
type Named = (typeof NAMED)[number]

function CheckRow({ check }: { check: Check }) {
  const { t } = useTranslation()
  const { icon: Icon, tone } = LOOKS[check.state]
  const named = NAMED.includes(check.name as Named)
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <Icon aria-hidden className={cx('mt-px size-5 shrink-0', tone)} strokeWidth={1.7} />
      <div className="min-w-0 flex-1">
        <div className="font-medium">{named ? t(`health.check.${check.name as Named}`) : check.name}</div>
        {check.facts.length > 0 && (
          <dl className="num flex flex-wrap gap-x-4 text-sm text-ink-3">
            {check.facts.map(([name, value]) => (
              <div key={name} dir="ltr" className="flex gap-1.5">
                <dt>{name}</dt>
                <dd className="text-ink-2">{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      {check.latencyMs !== null && (
        <span dir="ltr" className="num text-sm text-ink-3">
          {check.latencyMs} ms
        </span>
      )}
      <span className={cx('min-w-16 text-end text-sm font-medium', tone)}>{t(`health.state.${check.state}`)}</span>
    </li>
  )
}
