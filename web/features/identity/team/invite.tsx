import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../lib/api/error-text.ts'
import { fieldErrors } from '../../../lib/api/field-errors.ts'
import { LOCALE_NAMES, LOCALES, type Locale } from '../../../lib/i18n.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyLine } from '../../../ui/copy.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { Field, SelectField } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { toast } from '../../../ui/toast.tsx'
import { givenOf } from './given-role.ts'
import { type Delivery, useInvite } from './queries.ts'
import { RoleOptions } from './role-choice.tsx'

interface InviteForm {
  email: string
  /** A word, or the id of an own role. */
  role: string
  locale: Locale
}

/** Whom to invite, as what, and whether the link goes by mail or is copied. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const text = useErrorText()
  const invite = useInvite()
  const [form, setForm] = useState<InviteForm>({ email: '', role: 'agent', locale: i18n.language as Locale })
  const set = (change: Partial<InviteForm>) => setForm(before => ({ ...before, ...change }))
  const send = (deliver: Delivery) =>
    invite.mutate(
      { email: form.email, locale: form.locale, ...givenOf(form.role), deliver },
      {
        onSuccess: ({ link }) => {
          if (link) return
          toast(t('team.sent'))
          onClose()
        },
      },
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { submitter } = event.nativeEvent as SubmitEvent
    send(submitter?.dataset.deliver === 'link' ? 'link' : 'mail')
  }
  const link = invite.data?.link
  if (link) return <LinkDialog link={link} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} title={t('team.inviteTitle')} about={t('team.inviteAbout')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <InviteFields form={form} set={set} emailError={fieldErrors(invite.error).email} />
        <FormError text={invite.error && text(invite.error)} />
        <DialogActions>
          <Button type="submit" data-deliver="link" disabled={invite.isPending} data-testid="invite-link">
            {t('team.makeLink')}
          </Button>
          <Button type="submit" look="primary" busy={invite.isPending} data-testid="invite-submit">
            {t('team.sendMail')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

interface InviteFieldsProps {
  form: InviteForm
  set: (change: Partial<InviteForm>) => void
  emailError?: string
}

function InviteFields({ form, set, emailError }: InviteFieldsProps) {
  const { t } = useTranslation()
  const given = givenOf(form.role)
  return (
    <>
      <Field
        label={t('identity.email')}
        type="email"
        dir="ltr"
        required
        autoComplete="off"
        value={form.email}
        error={emailError}
        onChange={event => set({ email: event.target.value })}
        data-testid="invite-email"
      />
      <SelectField
        label={t('team.roleLabel')}
        hint={'role' in given ? t(`team.roleHint.${given.role}`) : undefined}
        value={form.role}
        onChange={event => set({ role: event.target.value })}
        data-testid="invite-role"
      >
        <RoleOptions />
      </SelectField>
      <SelectField
        label={t('team.mailLanguage')}
        value={form.locale}
        onChange={event => set({ locale: event.target.value as Locale })}
      >
        {LOCALES.map(locale => (
          <option key={locale} value={locale} lang={locale}>
            {LOCALE_NAMES[locale]}
          </option>
        ))}
      </SelectField>
    </>
  )
}

function LinkDialog({ link, onClose }: { link: string; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog open onClose={onClose} title={t('team.link')} about={t('team.linkAbout')}>
      <CopyLine label={t('team.link')} value={link} />
      <div className="mt-5 flex justify-end">
        <Button look="primary" onClick={onClose}>
          {t('common.done')}
        </Button>
      </div>
    </Dialog>
  )
}
