import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { cx } from '../../../lib/cx.ts'
import { useFormats } from '../../../lib/hooks.ts'
import { usageQuery, useMay, useTenant } from '../../../lib/session/me.ts'
import { Chip } from '../../../ui/chip.tsx'
import { amountOf, FEATURES, SHOWN_METRICS, type ShownMetric, shareOf } from './metrics.ts'
import { plansQuery, planUsageQuery } from './queries.ts'

/** From this share on the bar warns. */
const WARN_AT = 0.8

interface Use {
  used: number | null
  limit: number | null
  resetsAt: string | null
}

/** The plan of the business: what it has, and how much of it is used. */
export function PlanSection() {
  const { t } = useTranslation()
  const may = useMay('tenant:read')
  const tenant = useTenant()
  const { data: usage } = useQuery({ ...planUsageQuery, enabled: may && Boolean(tenant) })
  const { data: plans } = useQuery({ ...plansQuery, enabled: may && Boolean(tenant) })
  const { data: own } = useQuery({ ...usageQuery, enabled: may && Boolean(tenant) })
  const plan = plans?.find(({ current }) => current)
  if (!usage || !plan || !own) return null
  return (
    <section className="grid gap-3" data-testid="plan-section" aria-labelledby="plan-title">
      <h2 id="plan-title" className="flex items-center gap-2 text-lg font-semibold">
        {t('plan.title')}
        <Chip tone="brand">{t(`plan.name.${plan.name}`, { defaultValue: plan.name })}</Chip>
      </h2>
      <ul className="grid gap-3">
        {SHOWN_METRICS.map(metric => {
          const use = usage[metric]
          return use && <UseRow key={metric} metric={metric} use={use} />
        })}
      </ul>
      <ul className="flex flex-wrap gap-1.5">
        {FEATURES.map(feature => {
          const has = own.features.includes(feature)
          return (
            <li key={feature}>
              <Chip tone={has ? 'brand' : 'plain'}>
                {t(has ? 'plan.has' : 'plan.hasNot', { what: t(`plan.feature.${feature}`) })}
              </Chip>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function UseRow({ metric, use: { used, limit, resetsAt } }: { metric: ShownMetric; use: Use }) {
  const { t, i18n } = useTranslation()
  const format = useFormats()
  const share = shareOf(used, limit)
  const amount = (value: number) => amountOf(metric, value, i18n.language)
  const label = t(`plan.metric.${metric}`)
  const tone = share === null ? '' : share >= 1 ? 'bg-red' : share >= WARN_AT ? 'bg-saffron' : 'bg-brand'
  return (
    <li className="grid gap-1" data-testid={`use-${metric}`}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">{label}</span>
        <span className="num text-sm text-ink-2">
          {used === null
            ? t('plan.most', { limit: limit === null ? '∞' : amount(limit) })
            : limit === null
              ? t('plan.noLimit', { used: amount(used) })
              : t('plan.usedOf', { used: amount(used), limit: amount(limit) })}
          {resetsAt && <span className="text-ink-3"> · {t('plan.resets', { at: format.day(resetsAt) })}</span>}
        </span>
      </div>
      {share !== null && (
        <div className="h-1.5 overflow-hidden rounded-full bg-sunken" aria-hidden>
          <div
            className={cx('h-full rounded-full', tone)}
            style={{ inlineSize: `${Math.max(share * 100, share > 0 ? 1 : 0)}%` }}
          />
        </div>
      )}
    </li>
  )
}
