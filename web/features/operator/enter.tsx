import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/api/error-text.ts'
import type { OperatedTenant } from '../../lib/api/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { Field, SelectField } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { enterBusiness } from './visit.ts'

const MINUTES = [15, 30, 60]

/** Asks why, and for how long; then the operator reads the business. */
export function EnterBusiness({ tenant, onClose }: { tenant: OperatedTenant; onClose: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const navigate = useNavigate()
  const [reason, setReason] = useState('')
  const [minutes, setMinutes] = useState(30)
  const enter = useMutation({
    mutationFn: () => enterBusiness(tenant.id, reason, minutes),
    onSuccess: () => void navigate({ to: '/inbox' }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    enter.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('operator.enterTitle', { name: tenant.name })}
      about={t('operator.enterAbout')}
    >
      <form onSubmit={submit} className="grid gap-4">
        <Field
          label={t('operator.reason')}
          required
          maxLength={1000}
          value={reason}
          onChange={event => setReason(event.target.value)}
          data-testid="enter-reason"
        />
        <SelectField
          label={t('operator.minutes')}
          value={minutes}
          onChange={event => setMinutes(Number(event.target.value))}
        >
          {MINUTES.map(one => (
            <option key={one} value={one}>
              {t('operator.minutesOf', { count: one })}
            </option>
          ))}
        </SelectField>
        <FormError text={enter.error && text(enter.error)} />
        <DialogActions>
          <Button type="submit" look="primary" busy={enter.isPending} data-testid="enter-confirm">
            {t('operator.enter')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
