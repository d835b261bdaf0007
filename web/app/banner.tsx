import { WifiOff } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useLasting } from '../lib/hooks.ts'
import { realtime } from '../lib/realtime.ts'

/** Says that what one sees may be old, once a break has lasted long enough to matter. */
export function Banner() {
  const { t } = useTranslation()
  const line = useSyncExternalStore(realtime.onState, realtime.state)
  const lasting = useLasting(line === 'offline', 1_500)
  if (!lasting) return null
  return (
    <div
      role="status"
      data-testid="offline-banner"
      className="flex items-center justify-center gap-2 bg-saffron-soft px-4 py-1.5 text-center text-sm text-saffron"
    >
      <WifiOff aria-hidden className="size-4 shrink-0" strokeWidth={1.7} />
      {t('state.banner')}
    </div>
  )
}
