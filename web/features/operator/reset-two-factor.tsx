import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../lib/api/client.ts'
import { useErrorText } from '../../lib/api/error-text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { toast } from '../../ui/toast.tsx'

/** Takes the second factors from a person who has lost them; they and their businesses read the reason. */
export function ResetTwoFactor({ email: known, onClose }: { email: string; onClose: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const [email, setEmail] = useState(known)
  const [reason, setReason] = useState('')
  const reset = useMutation({
    mutationFn: () => data(api.POST('/api/v1/two-factor/reset', { body: { email, reason } })),
    onSuccess: () => {
      toast(t('operator.factorsReset'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    reset.mutate()
  }
  return (
    <Dialog open onClose={onClose} title={t('operator.resetFactors')} about={t('operator.resetFactorsAbout')}>
      <form onSubmit={submit} className="grid gap-4">
        <Field
          label={t('identity.email')}
          type="email"
          dir="ltr"
          required
          autoComplete="off"
          value={email}
          onChange={event => setEmail(event.target.value)}
          data-testid="reset-factors-email"
        />
        <Field
          label={t('operator.reason')}
          hint={t('operator.resetReasonHint')}
          required
          maxLength={1000}
          value={reason}
          onChange={event => setReason(event.target.value)}
          data-testid="reset-factors-reason"
        />
        <FormError text={reset.error && text(reset.error)} />
        <DialogActions>
          <Button type="submit" look="danger" busy={reset.isPending} data-testid="reset-factors-confirm">
            {t('operator.resetFactors')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
