import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../../lib/api/client.ts'
import { useErrorText } from '../../../lib/api/error-text.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { toast } from '../../../ui/toast.tsx'
import { CodeField } from './code-field.tsx'
import { twoFactorQuery } from './queries.ts'
import { ShownCodes } from './recovery-codes.tsx'

/** Turns the app off, by password and code. */
export function TurnOff({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const client = useQueryClient()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const remove = useMutation({
    mutationFn: () => data(api.POST('/api/v1/two-factor/totp/remove', { body: { password, code } })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: twoFactorQuery.queryKey })
      toast(t('twoFactor.turnedOff'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    remove.mutate()
  }
  return (
    <Dialog open onClose={onClose} title={t('twoFactor.offTitle')} about={t('twoFactor.offAbout')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t('identity.password')}
          type="password"
          autoComplete="current-password"
          required
          maxLength={200}
          value={password}
          onChange={event => setPassword(event.target.value)}
          data-testid="two-factor-password"
        />
        <CodeField value={code} onChange={setCode} hint={t('twoFactor.eitherCode')} />
        <FormError text={remove.error && text(remove.error)} />
        <DialogActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" look="danger" busy={remove.isPending} data-testid="two-factor-off-confirm">
            {t('twoFactor.turnOff')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/** New recovery codes instead of those of before, by a code. */
export function NewCodes({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const client = useQueryClient()
  const [code, setCode] = useState('')
  const replace = useMutation({
    mutationFn: () => data(api.POST('/api/v1/two-factor/recovery-codes', { body: { code } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: twoFactorQuery.queryKey }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    replace.mutate()
  }
  if (replace.data) return <ShownCodes codes={replace.data.recoveryCodes} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} title={t('twoFactor.newCodes')} about={t('twoFactor.newCodesAbout')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <CodeField value={code} onChange={setCode} hint={t('twoFactor.eitherCode')} />
        <FormError text={replace.error && text(replace.error)} />
        <DialogActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" look="primary" busy={replace.isPending} data-testid="new-codes-confirm">
            {t('twoFactor.newCodes')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
