import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import { Compass, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useTitle } from '../lib/hooks.ts'
import { Button } from '../ui/button.tsx'
import { State } from '../ui/states.tsx'

/** An address that leads nowhere. */
export function MissingScreen() {
  const { t } = useTranslation()
  useTitle(t('state.noPage'))
  return (
    <main className="h-dvh">
      <State page icon={Compass} title={t('state.noPage')} about={t('state.noPageAbout')}>
        <Link to="/inbox" className="font-medium text-brand underline underline-offset-2">
          {t('nav.inbox')}
        </Link>
      </State>
    </main>
  )
}

/** Shown when a screen has failed; reloading also fetches a newer build after an update. */
export function CrashScreen(_: ErrorComponentProps) {
  const { t } = useTranslation()
  useTitle(t('state.crashed'))
  return (
    <main className="h-dvh">
      <State page icon={TriangleAlert} title={t('state.crashed')} about={t('error.unexpected')}>
        <Button look="primary" onClick={() => location.reload()}>
          {t('common.reload')}
        </Button>
      </State>
    </main>
  )
}
