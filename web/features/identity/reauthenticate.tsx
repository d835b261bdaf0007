import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../lib/api/client.ts'
import { useErrorText } from '../../lib/api/error-text.ts'
import { useMe } from '../../lib/session/me.ts'
import { reauthentication } from '../../lib/session/reauthentication.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'

/** Asks for the password whenever the server wants it before a request; mounted once. */
export function Reauthenticate() {
  const asked = useSyncExternalStore(reauthentication.subscribe, reauthentication.isAsked)
  const from = useLastFocused(!asked)
  return asked ? <PasswordDialog goOn={() => giveBack(from.current)} /> : null
}

/** Where the focus was last. The button that was pressed has lost it, because it is busy while its request waits. */
function useLastFocused(watch: boolean) {
  const last = useRef<HTMLElement | null>(null)
  useEffect(() => {
    if (!watch) return
    const keep = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement) last.current = target
    }
    document.addEventListener('focusin', keep)
    return () => document.removeEventListener('focusin', keep)
  }, [watch])
  return last
}

/** Back to the button; while that is still busy, to the first field of its form. */
function giveBack(button: HTMLElement | null): boolean {
  const fields = button?.closest('form, [role=dialog]')?.querySelector<HTMLElement>('input:enabled, select:enabled')
  for (const part of [button, fields]) {
    part?.focus()
    if (part && document.activeElement === part) return true
  }
  return false
}

function PasswordDialog({ goOn }: { goOn: () => boolean }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const email = useMe()?.user.email
  const field = useRef<HTMLInputElement>(null)
  const [password, setPassword] = useState('')
  const confirm = useMutation({
    mutationFn: () => data(api.POST('/api/v1/auth/reauthenticate', { body: { method: 'password', password } })),
    onSuccess: () => reauthentication.answer(true),
    // Selected, so that the next try replaces it.
    onError: () => field.current?.select(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    confirm.mutate()
  }
  return (
    <Dialog
      open
      onClose={() => reauthentication.answer(false)}
      goOn={goOn}
      title={t('reauthenticate.title')}
      about={t('reauthenticate.about')}
    >
      <form onSubmit={submit} className="flex flex-col gap-4" data-testid="reauthenticate">
        {email && (
          <p className="people truncate font-medium">
            <bdi dir="ltr">{email}</bdi>
          </p>
        )}
        {/* For password managers, which keep a password by the name it belongs to. */}
        <input type="text" name="username" autoComplete="username" value={email ?? ''} readOnly hidden />
        <Field
          ref={field}
          label={t('identity.password')}
          type="password"
          name="password"
          autoComplete="current-password"
          required
          maxLength={200}
          aria-invalid={confirm.error ? true : undefined}
          value={password}
          onChange={event => setPassword(event.target.value)}
          data-testid="reauthenticate-password"
        />
        <FormError text={confirm.error && text(confirm.error)} />
        <DialogActions>
          <Button onClick={() => reauthentication.answer(false)} data-testid="reauthenticate-cancel">
            {t('common.cancel')}
          </Button>
          <Button type="submit" look="primary" busy={confirm.isPending} data-testid="reauthenticate-submit">
            {t('reauthenticate.submit')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
