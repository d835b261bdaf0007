import { useTranslation } from 'react-i18next'
import type { OperatedTenant } from '../../lib/api/types.ts'
import { amountOf, SHOWN_METRICS } from '../identity/index.ts'

/** What a business uses of what it may. */
export function Usage({ tenant: { usage, exceptions } }: { tenant: OperatedTenant }) {
  const { t, i18n } = useTranslation()
  const amount = (metric: string, value: number | null, none: string) =>
    value === null ? none : amountOf(metric, value, i18n.language)
  return (
    <section className="grid gap-2">
      <h2 className="text-lg font-semibold">{t('operator.usage')}</h2>
      <table className="w-full text-start">
        <thead className="text-sm text-ink-3">
          <tr>
            <th className="py-1 text-start font-medium">{t('operator.metric')}</th>
            <th className="py-1 text-end font-medium">{t('operator.used')}</th>
            <th className="py-1 text-end font-medium">{t('operator.limit')}</th>
          </tr>
        </thead>
        <tbody>
          {SHOWN_METRICS.map(metric => (
            <tr key={metric} className="border-t border-line">
              <th scope="row" className="py-1.5 text-start font-normal">
                {t(`plan.metric.${metric}`)}
              </th>
              <td className="num py-1.5 text-end">{amount(metric, usage[metric]?.used ?? null, '–')}</td>
              <td className="num py-1.5 text-end">
                {amount(metric, usage[metric]?.limit ?? null, '∞')}
                {metric in exceptions.limits && <span className="text-brand"> *</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {Object.keys(exceptions.limits).length > 0 && <p className="text-sm text-ink-3">* {t('operator.exception')}</p>}
    </section>
  )
}
