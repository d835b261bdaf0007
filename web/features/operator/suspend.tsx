import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/api/error-text.ts'
import type { OperatedTenant } from '../../lib/api/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { useSuspend } from './queries.ts'

/** Asks for the reason that the people of the business will read, and suspends it. */
export function Suspend({ tenant, onClose }: { tenant: OperatedTenant; onClose: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const suspend = useSuspend(tenant.id)
  const [reason, setReason] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    suspend.mutate(reason, { onSuccess: onClose })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('operator.suspendTitle', { name: tenant.name })}
      about={t('operator.suspendAbout')}
    >
      <form onSubmit={submit} className="grid gap-4">
        <Field
          label={t('operator.reason')}
          hint={t('operator.reasonHint')}
          required
          maxLength={1000}
          value={reason}
          onChange={event => setReason(event.target.value)}
          data-testid="suspend-reason"
        />
        <FormError text={suspend.error && text(suspend.error)} />
        <DialogActions>
          <Button type="submit" look="danger" busy={suspend.isPending} data-testid="suspend-confirm">
            {t('operator.suspend')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
