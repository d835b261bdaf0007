import { useTranslation } from 'react-i18next'
import type { AuditEvent } from '../../lib/api/types.ts'
import { useFormats } from '../../lib/hooks.ts'

/** One thing that was done: by whom, when, from where, and what it changed. */
export function AuditRow({ row }: { row: AuditEvent }) {
  const { t } = useTranslation()
  const format = useFormats()
  const kind = row.actor.kind as 'user' | 'api' | 'system' | 'bot' | 'contact' | 'campaign'
  return (
    <li className="px-4 py-3" data-testid="audit-row">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <span className="people font-medium">{row.actor.name ?? t(`audit.actor.${kind}`)}</span>
        <bdi dir="ltr" className="font-mono text-sm">
          {row.type}
        </bdi>
        <span className="num ms-auto text-sm text-ink-3">{format.dateTime(row.at)}</span>
      </div>
      {(row.address || row.device) && (
        <p className="text-sm text-ink-3 [overflow-wrap:anywhere]">
          <bdi dir="ltr">{[row.address, row.device].filter(Boolean).join(' · ')}</bdi>
        </p>
      )}
      {row.after && <Changes before={row.before ?? {}} after={row.after} />}
    </li>
  )
}

type Fields = Record<string, unknown>

/** What was changed, old and new side by side. */
function Changes({ before, after }: { before: Fields; after: Fields }) {
  const names = Object.keys(after)
  return (
    <dl className="mt-1 grid gap-1 text-sm">
      {names.map(name => (
        <div key={name} className="flex flex-wrap gap-x-2">
          <dt className="text-ink-3">
            <bdi dir="ltr">{name}</bdi>
          </dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">
            <bdi className="text-ink-3 line-through">{shown(before[name])}</bdi> <bdi>{shown(after[name])}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}

const LONGEST = 200
const shown = (value: unknown): string =>
  (typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)).slice(0, LONGEST)
