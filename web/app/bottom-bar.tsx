import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AccountMenu } from './account-menu.tsx'
import { useBadges } from './badges.ts'
import { Badge } from './rail.tsx'
import { WORK_ROOMS } from './rooms.ts'

/** The way between the rooms, at phone width; the other rooms are in the account menu. */
export function BottomBar({ onKeys }: { onKeys: () => void }) {
  const { t } = useTranslation()
  const badges = useBadges()
  return (
    <nav
      aria-label={t('nav.main')}
      className="flex shrink-0 items-stretch justify-around border-t border-line bg-surface pb-[env(safe-area-inset-bottom)]"
    >
      {WORK_ROOMS.map(room => {
        const badge = room.badge ? badges[room.badge] : null
        const Icon = room.icon
        return (
          <Link
            key={room.to}
            to={room.to}
            className="relative flex min-w-16 flex-col items-center gap-0.5 px-3 pt-2 pb-1.5 text-xs font-medium text-ink-3 data-[status=active]:text-brand"
          >
            <Icon aria-hidden className="size-[22px]" strokeWidth={1.7} />
            {t(room.name)}
            {badge && <Badge text={badge} label={t('nav.waiting', { count: Number.parseInt(badge, 10) })} />}
          </Link>
        )
      })}
      <AccountMenu onKeys={onKeys} bar />
    </nav>
  )
}
