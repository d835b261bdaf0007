import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/api/error-text.ts'
import type { OperatedTenant, TenantChange } from '../../lib/api/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { Field, SelectField } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { plansQuery, SHOWN_METRICS } from '../identity/index.ts'
import { useChangeTenant } from './queries.ts'

/** Another plan, and what this business has instead of what the plan says; an empty field is as the plan says. */
export function ChangePlan({ tenant, onClose }: { tenant: OperatedTenant; onClose: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const { data: plans = [] } = useQuery(plansQuery)
  const change = useChangeTenant(tenant.id)
  const [plan, setPlan] = useState(tenant.plan)
  const [limits, setLimits] = useState<Record<string, string>>(() =>
    Object.fromEntries(Object.entries(tenant.exceptions.limits).map(([metric, most]) => [metric, `${most ?? ''}`])),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const set = Object.entries(limits).filter(([, most]) => most !== '')
    const body = {
      plan,
      limits: Object.fromEntries(set.map(([metric, most]) => [metric, Number(most)])),
      reset: SHOWN_METRICS.filter(metric => !limits[metric]),
    } as TenantChange
    change.mutate(body, { onSuccess: onClose })
  }
  return (
    <Dialog open onClose={onClose} title={t('operator.changePlan')} about={t('operator.changePlanAbout')}>
      <form onSubmit={submit} className="grid gap-4">
        <SelectField
          label={t('operator.plan')}
          value={plan}
          onChange={event => setPlan(event.target.value)}
          data-testid="plan-select"
        >
          {plans.map(({ name }) => (
            <option key={name} value={name}>
              {t(`plan.name.${name}`, { defaultValue: name })}
            </option>
          ))}
        </SelectField>
        <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
          {SHOWN_METRICS.map(metric => (
            <Field
              key={metric}
              label={t(`plan.metric.${metric}`)}
              type="number"
              min={0}
              step={1}
              placeholder={t('operator.asPlan')}
              value={limits[metric] ?? ''}
              onChange={event => setLimits(before => ({ ...before, [metric]: event.target.value }))}
            />
          ))}
        </div>
        <FormError text={change.error && text(change.error)} />
        <DialogActions>
          <Button type="submit" look="primary" busy={change.isPending} data-testid="plan-save">
            {t('common.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
