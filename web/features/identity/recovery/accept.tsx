import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { MailX } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../../lib/api/client.ts'
import { useErrorText } from '../../../lib/api/error-text.ts'
import { fieldErrors } from '../../../lib/api/field-errors.ts'
import { session } from '../../../lib/session/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { State } from '../../../ui/states.tsx'
import { AuthLayout } from '../auth-layout.tsx'
import { PasswordField } from '../password-field.tsx'
import { acceptInvitation, logOut } from '../session.ts'
import { challengeOf } from '../two-factor/challenge.ts'
import { CodeStep } from '../two-factor/second-step.tsx'
import { linkToken } from './link-token.ts'

/** Where the link of an invitation leads. */
export function AcceptPage() {
  const { t } = useTranslation()
  const text = useErrorText()
  const [token] = useState(linkToken)
  const opened = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => data(api.POST('/api/v1/invitations/look-up', { body: { token } })),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (opened.isError) return <State page icon={MailX} title={t('accept.gone')} about={text(opened.error)} />
  if (!opened.data) return null
  const { businessName, invitedBy, role, ownRole } = opened.data
  return (
    <AuthLayout
      title={t('accept.title', { business: businessName })}
      about={t('accept.about', { name: invitedBy, role: ownRole?.name || t(`team.role.${role}`) })}
    >
      <AcceptForm token={token} email={opened.data.email} name={opened.data.name} hasAccount={opened.data.hasAccount} />
    </AuthLayout>
  )
}

interface AcceptProps {
  token: string
  email: string
  name: string | null
  /** Then its password is asked for, unless it is signed in. */
  hasAccount: boolean
}

function AcceptForm({ token, email, hasAccount, ...invited }: AcceptProps) {
  const { t } = useTranslation()
  const text = useErrorText()
  const router = useRouter()
  const [name, setName] = useState(invited.name ?? '')
  const [password, setPassword] = useState('')
  const signedIn = session.get() !== null
  const accept = useMutation({
    mutationFn: () => acceptInvitation(token, session.get() ? {} : hasAccount ? { password } : { name, password }),
    onSuccess: () => router.history.push('/inbox'),
  })
  const asked = challengeOf(accept.error)
  const errors = fieldErrors(accept.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    accept.mutate()
  }
  // Signed in by the second step, the person accepts as who they are.
  if (asked) return <CodeStep asked={asked} onBack={() => accept.reset()} onDone={() => accept.mutate()} />
  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field label={t('identity.email')} type="email" dir="ltr" autoComplete="username" value={email} readOnly />
      {!signedIn && hasAccount && (
        <Field
          label={t('identity.password')}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={event => setPassword(event.target.value)}
          data-testid="accept-password"
        />
      )}
      {!signedIn && !hasAccount && (
        <>
          <Field
            label={t('accept.name')}
            autoComplete="name"
            required
            maxLength={200}
            value={name}
            error={errors.name}
            onChange={event => setName(event.target.value)}
            data-testid="accept-name"
          />
          <PasswordField value={password} own={[email, name]} error={errors.password} onChange={setPassword} />
        </>
      )}
      <FormError text={accept.error && text(accept.error)} />
      <Button type="submit" look="primary" busy={accept.isPending} className="h-10" data-testid="accept-submit">
        {t('accept.submit')}
      </Button>
      {signedIn && (
        <Button look="quiet" onClick={() => void logOut().then(() => location.reload())}>
          {t('accept.other')}
        </Button>
      )}
    </form>
  )
}
