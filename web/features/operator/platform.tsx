import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../lib/hooks.ts'
import { Chip } from '../../ui/chip.tsx'
import { Room } from '../../ui/room.tsx'
import { Failed, Waiting } from '../../ui/states.tsx'
import { Announcements } from './announcements.tsx'
import { platformQuery } from './queries.ts'

const TONES = { ok: 'brand', degraded: 'warn', down: 'red' } as const

/** How the platform is doing: checks, queues, processes. */
export function PlatformPage() {
  const { t } = useTranslation()
  const query = useQuery(platformQuery)
  const platform = query.data
  return (
    <Room
      title={t('operator.platform')}
      about={
        <Link to="/operator" className="text-brand underline">
          {t('operator.back')}
        </Link>
      }
    >
      {query.isError && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && (
        <Waiting>
          <div className="skeleton h-24 rounded-lg" />
        </Waiting>
      )}
      {platform && (
        <div className="grid gap-6" data-testid="platform">
          <Checks checks={platform.checks} />
          <Processes processes={platform.processes} sockets={platform.sockets} />
          <Queues queues={platform.queues} />
          <Announcements />
        </div>
      )}
    </Room>
  )
}

type Facts = Record<string, unknown> & { status: keyof typeof TONES }

function Checks({ checks }: { checks: Record<string, Facts> }) {
  const { t } = useTranslation()
  return (
    <section className="grid gap-2">
      <h2 className="text-lg font-semibold">{t('operator.checks')}</h2>
      <ul className="grid gap-2 sm:grid-cols-2">
        {Object.entries(checks).map(([name, { status, ...facts }]) => (
          <li key={name} className="min-w-0 rounded-md border border-line bg-surface p-3">
            <div className="flex items-center justify-between gap-2">
              <code dir="ltr" className="font-mono text-sm">
                {name}
              </code>
              <Chip tone={TONES[status]}>{t(`operator.check.${status}`)}</Chip>
            </div>
            <p dir="ltr" className="num mt-1 text-start text-xs text-ink-3 [overflow-wrap:anywhere]">
              {linesOf(facts).join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Facts as they are; nested ones with their path. */
const linesOf = (facts: object, path = ''): string[] =>
  Object.entries(facts).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null ? linesOf(value, `${path}${name}.`) : [`${path}${name} ${value}`],
  )

interface ProcessesProps {
  processes: Array<{ id: string; works: boolean; startedAt: string; seenAt: string }>
  sockets: number | null
}

function Processes({ processes, sockets }: ProcessesProps) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <section className="grid gap-2">
      <h2 className="text-lg font-semibold">{t('operator.processes')}</h2>
      {sockets !== null && <p className="text-ink-2">{t('operator.sockets', { count: sockets })}</p>}
      <ul className="grid gap-1">
        {processes.map(({ id, works, startedAt, seenAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-2 border-t border-line py-1.5">
            <code dir="ltr" className="font-mono text-sm">
              {id.slice(-12)}
            </code>
            <Chip tone={works ? 'brand' : 'plain'}>{t(works ? 'operator.worker' : 'operator.api')}</Chip>
            <span className="text-sm text-ink-3">
              {t('operator.running', { from: format.dateTime(startedAt), seen: format.time(seenAt) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Queues({ queues }: { queues: Record<string, Record<string, number>> }) {
  const { t } = useTranslation()
  const rows = Object.entries(queues)
  if (rows.length === 0) return null
  return (
    <section className="grid gap-2">
      <h2 className="text-lg font-semibold">{t('operator.queues')}</h2>
      <ul className="grid gap-1">
        {rows.map(([name, states]) => (
          <li key={name} className="flex flex-wrap justify-between gap-2 border-t border-line py-1.5">
            <code dir="ltr" className="font-mono text-sm">
              {name}
            </code>
            <span dir="ltr" className="num text-sm text-ink-2">
              {linesOf(states).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
