import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queryClient } from '../../../lib/api/query.ts'
import { useMe } from '../../../lib/session/me.ts'
import { secondFactor } from '../../../lib/session/second-factor.ts'
import { Button } from '../../../ui/button.tsx'
import { AuthLayout } from '../auth-layout.tsx'
import { AddPasskey } from '../passkeys/add-passkey.tsx'
import { passkeysWork } from '../passkeys/ceremony.ts'
import { Reauthenticate } from '../reauthenticate.tsx'
import { logOut, switchBusiness } from '../session.ts'
import { twoFactorQuery } from './queries.ts'
import { SetUp } from './set-up.tsx'

/** What people see whose business asks for a second factor, until they have one. */
export function MustSetUp() {
  const { t } = useTranslation()
  const [open, setOpen] = useState<'app' | 'passkey' | null>(null)
  const { data } = useQuery(twoFactorQuery)
  const done = open === null && data !== undefined && (data.totp || data.passkeys > 0)
  useEffect(() => {
    if (!done) return
    secondFactor.clear()
    void queryClient.invalidateQueries()
  }, [done])
  const close = () => {
    setOpen(null)
    void queryClient.invalidateQueries({ queryKey: twoFactorQuery.queryKey, exact: true })
  }
  const leave = async () => {
    await logOut()
    secondFactor.clear()
  }
  return (
    <AuthLayout title={t('twoFactor.mustTitle')} about={t('twoFactor.mustAbout')}>
      <div className="grid gap-3" data-testid="must-set-up">
        <Button look="primary" className="h-10" onClick={() => setOpen('app')} data-testid="two-factor-on">
          {t('twoFactor.mustApp')}
        </Button>
        {passkeysWork() && (
          <Button className="h-10" onClick={() => setOpen('passkey')} data-testid="passkey-add">
            {t('twoFactor.mustPasskey')}
          </Button>
        )}
        <OtherBusinesses />
        <Button look="quiet" onClick={() => void leave()}>
          {t('nav.logOut')}
        </Button>
      </div>
      {open === 'app' && <SetUp onClose={close} />}
      {open === 'passkey' && <AddPasskey onClose={close} />}
      <Reauthenticate />
    </AuthLayout>
  )
}

/** They may not ask for it. */
function OtherBusinesses() {
  const { t } = useTranslation()
  const me = useMe()
  const others = me?.tenants.filter(({ id }) => id !== me.tenant?.id) ?? []
  return others.map(({ id, name }) => (
    <Button key={id} onClick={() => void switchBusiness(id)}>
      {t('twoFactor.goTo', { name })}
    </Button>
  ))
}
