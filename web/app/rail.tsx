import { Link } from '@tanstack/react-router'
import { Tooltip } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { Kbd } from '../ui/kbd.tsx'
import { AccountMenu } from './account-menu.tsx'
import { useBadges } from './badges.ts'
import { type Room, SETUP_ROOMS, WORK_ROOMS } from './rooms.ts'

/** The count on a room's icon. */
export function Badge({ text, label }: { text: string; label: string }) {
  return (
    <b className="num absolute end-0.5 top-[3px] h-4 min-w-4 rounded-full bg-red px-1 text-center text-[10px] leading-4 font-semibold text-red-ink">
      <span aria-hidden>{text}</span>
      <span className="sr-only">{label}</span>
    </b>
  )
}

export const Logo = () => (
  <div className="mb-2.5 grid size-[34px] place-items-center rounded-md bg-brand font-logo text-[19px] leading-none font-bold text-brand-ink">
    <span aria-hidden>ت</span>
    <span className="sr-only">Tawsil</span>
  </div>
)

function RailLink({ room, badge }: { room: Room; badge: string | null }) {
  const { t } = useTranslation()
  const Icon = room.icon
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <Link
          to={room.to}
          aria-label={t(room.name)}
          className="relative grid size-10 place-items-center rounded-md text-ink-3 hover:text-ink data-[status=active]:bg-brand-soft data-[status=active]:text-brand"
        >
          <Icon aria-hidden className="size-5" strokeWidth={1.7} />
          {badge && <Badge text={badge} label={t('nav.waiting', { count: Number.parseInt(badge, 10) })} />}
        </Link>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          side={document.documentElement.dir === 'rtl' ? 'left' : 'right'}
          sideOffset={6}
          className="pop z-50 flex items-center gap-2 rounded-sm bg-ink px-2 py-1 text-sm text-paper"
        >
          {t(room.name)}
          <Kbd>{room.keys}</Kbd>
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}

/** The way between the rooms, on wide screens. */
export function Rail({ onKeys }: { onKeys: () => void }) {
  const { t } = useTranslation()
  const badges = useBadges()
  const link = (room: Room) => <RailLink key={room.to} room={room} badge={room.badge ? badges[room.badge] : null} />
  return (
    <nav
      aria-label={t('nav.main')}
      className="flex w-[60px] shrink-0 flex-col items-center gap-1 border-e border-line bg-paper py-3"
    >
      <Logo />
      <Tooltip.Provider delayDuration={400} skipDelayDuration={200}>
        {WORK_ROOMS.map(link)}
        <span className="flex-1" />
        {SETUP_ROOMS.map(link)}
      </Tooltip.Provider>
      <AccountMenu onKeys={onKeys} />
    </nav>
  )
}
