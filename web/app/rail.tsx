import { Link } from '@tanstack/react-router'
import { Tooltip } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { Kbd } from '../ui/kbd.tsx'
import { Logo } from '../ui/logo.tsx'
import { AccountMenu } from './account-menu.tsx'
import { BadgeMark } from './badge.tsx'
import { type Badge, useBadges } from './badges.ts'
import { type Room, useRooms } from './rooms.ts'

/** A room by its icon and its name; its keys are told to who stays on it. */
function RailLink({ room, badge }: { room: Room; badge: Badge | null }) {
  const { t } = useTranslation()
  const Icon = room.icon
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <Link
          to={room.to}
          data-testid={`room-${room.to.slice(1)}`}
          className="relative flex w-[68px] flex-col items-center gap-0.5 rounded-md px-0.5 py-1.5 text-ink-2 hover:text-ink data-[status=active]:bg-brand-soft data-[status=active]:text-brand"
        >
          <Icon aria-hidden className="size-5" strokeWidth={1.7} />
          <span className="max-w-full text-center text-[11px] leading-tight font-medium [overflow-wrap:anywhere]">
            {t(room.name)}
          </span>
          {badge && <BadgeMark badge={badge} />}
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
  const { work, setup } = useRooms()
  const link = (room: Room) => <RailLink key={room.to} room={room} badge={room.badge ? badges[room.badge] : null} />
  return (
    <nav
      aria-label={t('nav.main')}
      className="flex w-[76px] shrink-0 flex-col items-center gap-1 overflow-y-auto border-e border-line bg-paper py-3 [scrollbar-width:none]"
    >
      <div className="mb-2">
        <Logo />
      </div>
      <Tooltip.Provider delayDuration={400} skipDelayDuration={200}>
        {work.map(link)}
        <span className="flex-1" />
        {setup.map(link)}
      </Tooltip.Provider>
      <AccountMenu onKeys={onKeys} />
    </nav>
  )
}
