import { Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Reauthenticate } from '../features/identity/index.ts'
import { useKeys, useNarrow } from '../lib/hooks.ts'
import { Banner, FilesBanner, UsageBanner } from './banner.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { KeysSheet } from './keys-sheet.tsx'
import { useAccountLocale, useLive } from './live.ts'
import { Rail } from './rail.tsx'
import { roomKeys, useRooms } from './rooms.ts'

/** The frame of every room: rail or bottom bar, the live line, the keys that work everywhere. */
export function Shell() {
  const { t } = useTranslation()
  const narrow = useNarrow()
  const inThread = Boolean(useParams({ strict: false }).conversationId)
  const [sheet, setSheet] = useState(false)
  const navigate = useNavigate()
  const { work, setup } = useRooms()
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
