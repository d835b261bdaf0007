import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../../lib/api/client.ts'
import { useErrorText } from '../../../lib/api/error-text.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyLine } from '../../../ui/copy.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { Spinner } from '../../../ui/spinner.tsx'
import { CodeField } from './code-field.tsx'
import { Qr } from './qr.tsx'
import { twoFactorQuery } from './queries.ts'
import { ShownCodes } from './recovery-codes.tsx'

/** Turns two-factor sign-in on: the key for the app, a code of it, and at the end the recovery codes. */
export function SetUp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const client = useQueryClient()
  const [code, setCode] = useState('')
  const begun = useQuery({
    queryKey: ['two-factor', 'begun'],
    queryFn: () => data(api.POST('/api/v1/two-factor/totp')),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  const confirm = useMutation({
    mutationFn: () => data(api.POST('/api/v1/two-factor/totp/confirm', { body: { code } })),
  })
  const done = () => {
    void client.invalidateQueries({ queryKey: twoFactorQuery.queryKey, exact: true })
    onClose()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    confirm.mutate()
  }
  if (confirm.data) return <ShownCodes codes={confirm.data.recoveryCodes} onClose={done} />
  return (
    <Dialog open onClose={onClose} title={t('twoFactor.setUpTitle')} about={t('twoFactor.setUpAbout')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        {begun.data ? (
          <AppKey uri={begun.data.uri} secret={begun.data.secret} />
        ) : (
          <div className="grid h-48 place-items-center">{!begun.isError && <Spinner />}</div>
        )}
        <CodeField value={code} onChange={setCode} />
        <FormError text={(begun.error ?? confirm.error) && text(begun.error ?? confirm.error)} />
        <DialogActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            look="primary"
            disabled={!begun.data}
            busy={confirm.isPending}
            data-testid="two-factor-confirm"
          >
            {t('twoFactor.turnOn')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function AppKey({ uri, secret }: { uri: string; secret: string }) {
  const { t } = useTranslation()
  return (
    <>
      <div className="grid place-items-center py-1" data-testid="two-factor-qr">
        <Qr text={uri} label={t('twoFactor.qr')} />
      </div>
      <div data-testid="two-factor-secret">
        <CopyLine label={t('twoFactor.secret')} value={secret} />
      </div>
    </>
  )
}
