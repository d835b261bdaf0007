import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AccountMenu } from './account-menu.tsx'
import { BadgeMark } from './badge.tsx'
import { useBadges } from './badges.ts'
import { useRooms } from './rooms.ts'

/** The way between the rooms, at phone width; the other rooms are in the account menu. */
export function BottomBar({ onKeys }: { onKeys: () => void }) {
  const { t } = useTranslation()
  const badges = useBadges()
  const { work } = useRooms()
  return (
    <nav
      aria-label={t('nav.main')}
      className="flex shrink-0 items-stretch justify-around border-t border-line bg-surface pb-[env(safe-area-inset-bottom)]"
    >
      {work.map(room => {
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
            {badge && <BadgeMark badge={badge} />}
          </Link>
        )
      })}
      <AccountMenu onKeys={onKeys} bar badge={badges.channels} />
    </nav>
  )
}
