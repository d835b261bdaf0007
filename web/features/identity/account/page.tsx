import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../../lib/api/client.ts'
import { useErrorText } from '../../../lib/api/error-text.ts'
import { fieldErrors } from '../../../lib/api/field-errors.ts'
import type { Me } from '../../../lib/api/types.ts'
import { LOCALE_NAMES, LOCALES, type Locale, setLocale } from '../../../lib/i18n.ts'
import { meQuery, useMe } from '../../../lib/session/me.ts'
import { Button } from '../../../ui/button.tsx'
import { Field, SelectField } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { Room } from '../../../ui/room.tsx'
import { toast } from '../../../ui/toast.tsx'
import { SecuritySection } from '../two-factor/section.tsx'
import { AvatarForm } from './avatar-form.tsx'
import { NotificationsSection } from './notifications.tsx'
import { PasswordForm } from './password-form.tsx'
import { sessionsQuery } from './queries.ts'
import { SessionList } from './session-list.tsx'

/** What belongs to the person: name, language, address, password, and where they are signed in. */
export function AccountPage() {
  const { t } = useTranslation()
  const me = useMe()
  const sessions = useInfiniteQuery(sessionsQuery)
  return (
    <Room title={t('account.title')} about={me?.user.email}>
      <div className="grid max-w-[560px] gap-8">
        {me && !me.user.emailVerified && <Unverified />}
        {me && <ProfileForm key={me.user.id} me={me} />}
        <PasswordForm email={me?.user.email ?? ''} name={me?.user.name ?? ''} />
        <SecuritySection />
        <NotificationsSection />
        <SessionList query={sessions} />
      </div>
    </Room>
  )
}

function Unverified() {
  const { t } = useTranslation()
  const text = useErrorText()
  const resend = useMutation({
    mutationFn: () => data(api.POST('/api/v1/auth/verify-email/resend')),
    onSuccess: () => toast(t('account.verifySent')),
    onError: error => toast(text(error), 'red'),
  })
  return (
    <section className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-sunken p-3">
      <p className="min-w-0 flex-1 basis-60">{t('account.unverified')}</p>
      <Button busy={resend.isPending} onClick={() => resend.mutate()}>
        {t('account.verifyAgain')}
      </Button>
    </section>
  )
}

const isLocale = (text: string): text is Locale => (LOCALES as readonly string[]).includes(text)

function ProfileForm({ me }: { me: Me }) {
  const { t, i18n } = useTranslation()
  const text = useErrorText()
  const client = useQueryClient()
  const language = me.user.locale?.split('-')[0] ?? i18n.language
  const [name, setName] = useState(me.user.name)
  const [locale, setChosen] = useState(isLocale(language) ? language : 'en')
  const save = useMutation({
    mutationFn: () => data(api.PATCH('/api/v1/auth/me', { body: { name, locale } })),
    onSuccess: next => {
      client.setQueryData<Me>(meQuery.queryKey, next)
      void setLocale(locale)
      toast(t('settings.saved'))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="grid gap-4">
      <h2 className="text-lg font-semibold">{t('account.profile')}</h2>
      <AvatarForm me={me} />
      <Field
        label={t('accept.name')}
        autoComplete="name"
        required
        maxLength={200}
        value={name}
        error={fieldErrors(save.error).name}
        onChange={event => setName(event.target.value)}
        data-testid="account-name"
      />
      <SelectField
        label={t('nav.language')}
        hint={t('account.languageHint')}
        value={locale}
        onChange={event => setChosen(event.target.value as Locale)}
      >
        {LOCALES.map(one => (
          <option key={one} value={one} lang={one}>
            {LOCALE_NAMES[one]}
          </option>
        ))}
      </SelectField>
      <FormError text={save.error && text(save.error)} />
      <Button type="submit" look="primary" busy={save.isPending} className="justify-self-start">
        {t('common.save')}
      </Button>
    </form>
  )
}
