import { Outlet, useLocation, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { MustSetUp, Reauthenticate } from '../features/identity/index.ts'
import { AnnouncementBanner, VisitBanner } from '../features/operator/index.ts'
import { useKeys, useNarrow } from '../lib/hooks.ts'
import { useMe } from '../lib/session/me.ts'
import { secondFactor } from '../lib/session/second-factor.ts'
import { suspension } from '../lib/session/suspension.ts'
import { Banner, FilesBanner, UsageBanner } from './banner.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { KeysSheet } from './keys-sheet.tsx'
import { useAccountLocale, useLive } from './live.ts'
import { Rail } from './rail.tsx'
import { roomKeys, useRooms } from './rooms.ts'
import { SuspendedScreen } from './suspended.tsx'

/** Operators who work for no business have nothing in its rooms. */
function useOperatorsHome(): void {
  const me = useMe()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const lost = me?.role === 'system_admin' && pathname.startsWith('/inbox')
  useEffect(() => {
    if (lost) void navigate({ to: '/operator', replace: true })
  }, [lost, navigate])
}

/** The frame of every room; instead of it what people of a suspended business see, or who must set a second factor up. */
export function Shell() {
  const suspended = useSyncExternalStore(suspension.subscribe, suspension.get)
  const unprotected = useSyncExternalStore(secondFactor.subscribe, secondFactor.isMissing)
  if (unprotected) return <MustSetUp />
  return suspended ? <SuspendedScreen reason={suspended.reason} /> : <Frame />
}

/** The frame of every room: rail or bottom bar, the live line, the keys that work everywhere. */
function Frame() {
  const { t } = useTranslation()
  const narrow = useNarrow()
  const inThread = Boolean(useParams({ strict: false }).conversationId)
  const [sheet, setSheet] = useState(false)
  const navigate = useNavigate()
  const { work, setup } = useRooms()
  useOperatorsHome()
  useLive()
  useAccountLocale()
  useKeys({
    ...roomKeys([...work, ...setup], to => void navigate({ to })),
    '?': () => setSheet(true),
  })
  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#main"
        className="sr-only z-50 rounded-sm bg-surface px-3 py-2 focus:not-sr-only focus:absolute focus:start-2 focus:top-2"
      >
        {t('nav.skip')}
      </a>
      <VisitBanner />
      <AnnouncementBanner />
      <Banner />
      <UsageBanner />
      <FilesBanner />
      <div className="flex min-h-0 flex-1">
        {!narrow && <Rail onKeys={() => setSheet(true)} />}
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 outline-none">
          <Outlet />
        </main>
      </div>
      {narrow && !inThread && <BottomBar onKeys={() => setSheet(true)} />}
      <KeysSheet open={sheet} onClose={() => setSheet(false)} />
      <Reauthenticate />
    </div>
  )
}
