import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../../lib/api/client.ts'
import { useErrorText } from '../../../lib/api/error-text.ts'
import type { Me, Tenant } from '../../../lib/api/types.ts'
import { meQuery, useMay, useMe } from '../../../lib/session/me.ts'
import { Button } from '../../../ui/button.tsx'
import { Field, SelectField } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { toast } from '../../../ui/toast.tsx'
import { WorkingHours } from './working-hours.tsx'

type Rules = Tenant['settings']['assignment']

const MODES = ['off', 'round_robin', 'least_loaded'] as const satisfies Array<Rules['mode']>

/** How conversations come to people by themselves. */
export function AssignmentSection() {
  const tenant = useMe()?.tenant
  return tenant && <AssignmentForm key={tenant.id} rules={tenant.settings.assignment} />
}

function useSave() {
  const { t } = useTranslation()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (assignment: Rules) => data(api.PATCH('/api/v1/tenant', { body: { settings: { assignment } } })),
    onSuccess: tenant => {
      client.setQueryData<Me>(meQuery.queryKey, me => me && { ...me, tenant })
      toast(t('settings.saved'))
    },
  })
}

function AssignmentForm({ rules }: { rules: Rules }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const may = useMay('tenant:write')
  const save = useSave()
  const [form, setForm] = useState(rules)
  const set = (change: Partial<Rules>) => setForm(before => ({ ...before, ...change }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(form)
  }
  const on = form.mode !== 'off'
  return (
    <form onSubmit={submit} className="grid max-w-[560px] gap-4" data-testid="assignment">
      <div>
        <h2 className="text-lg font-semibold">{t('assignment.title')}</h2>
        <p className="text-ink-2">{t('assignment.about')}</p>
      </div>
      <SelectField
        label={t('assignment.mode')}
        hint={t(`assignment.hint.${form.mode}`)}
        disabled={!may}
        value={form.mode}
        onChange={event => set({ mode: event.target.value as Rules['mode'] })}
        data-testid="assignment-mode"
      >
        {MODES.map(mode => (
          <option key={mode} value={mode}>
            {t(`assignment.modes.${mode}`)}
          </option>
        ))}
      </SelectField>
      {on && <RuleFields form={form} may={may} set={set} />}
      <FormError text={save.error && text(save.error)} />
      {may ? (
        <Button
          type="submit"
          look="primary"
          busy={save.isPending}
          disabled={JSON.stringify(form) === JSON.stringify(rules)}
          className="justify-self-start"
          data-testid="assignment-save"
        >
          {t('common.save')}
        </Button>
      ) : (
        <p className="text-ink-3">{t('settings.onlyAdmins')}</p>
      )}
    </form>
  )
}

interface RuleProps {
  form: Rules
  may: boolean
  set: (change: Partial<Rules>) => void
}

function RuleFields({ form, may, set }: RuleProps) {
  const { t } = useTranslation()
  return (
    <>
      <Field
        label={t('assignment.capacity')}
        hint={t('assignment.capacityHint')}
        type="number"
        required
        min={1}
        max={1000}
        disabled={!may}
        value={form.capacity}
        onChange={event => set({ capacity: event.target.valueAsNumber || 1 })}
        data-testid="assignment-capacity"
      />
      <Switch
        label={t('assignment.alsoAway')}
        about={t('assignment.alsoAwayAbout')}
        checked={form.alsoAway}
        disabled={!may}
        onChange={alsoAway => set({ alsoAway })}
      />
      <WorkingHours hours={form.workingHours} disabled={!may} onChange={workingHours => set({ workingHours })} />
    </>
  )
}
