import type { ParseKeys } from 'i18next'
import {
  Activity,
  Building2,
  CircleX,
  Inbox,
  type LucideIcon,
  Plug,
  ScrollText,
  Settings,
  ShoppingBag,
  Smartphone,
  Users,
  UsersRound,
  Webhook,
} from 'lucide-react'
import type { Me } from '../lib/api/types.ts'
import { useMe } from '../lib/session/me.ts'

export interface Room {
  to:
    | '/inbox'
    | '/contacts'
    | '/orders'
    | '/phone'
    | '/channels'
    | '/team'
    | '/settings'
    | '/status'
    | '/dead-letters'
    | '/webhook-endpoints'
    | '/audit'
    | '/operator'
  name: ParseKeys
  keys: string
  icon: LucideIcon
  /** What stands on its icon. */
  badge?: 'inbox' | 'orders' | 'channels'
  /** Shown to those who may do this; without it to everybody. */
  needs?: string
  /** For operators of the platform alone. */
  operator?: true
}

/** Rooms for daily work. */
export const WORK_ROOMS: Room[] = [
  { to: '/inbox', name: 'nav.inbox', keys: 'g i', icon: Inbox, badge: 'inbox', needs: 'conversations:read' },
  { to: '/orders', name: 'nav.orders', keys: 'g o', icon: ShoppingBag, badge: 'orders', needs: 'orders:read' },
  { to: '/contacts', name: 'nav.contacts', keys: 'g n', icon: Users, needs: 'contacts:read' },
  { to: '/phone', name: 'nav.phone', keys: 'g p', icon: Smartphone, needs: 'simulator:write' },
]

/** Rooms for settings. */
export const SETUP_ROOMS: Room[] = [
  { to: '/channels', name: 'nav.channels', keys: 'g c', icon: Plug, badge: 'channels', needs: 'channels:read' },
  { to: '/dead-letters', name: 'nav.deadLetters', keys: 'g d', icon: CircleX, needs: 'operations:read' },
  { to: '/webhook-endpoints', name: 'nav.webhooks', keys: 'g w', icon: Webhook, needs: 'webhooks:read' },
  { to: '/audit', name: 'nav.audit', keys: 'g a', icon: ScrollText, needs: 'audit:read' },
  { to: '/status', name: 'nav.health', keys: 'g h', icon: Activity, needs: 'operations:read' },
  { to: '/team', name: 'nav.team', keys: 'g t', icon: UsersRound, needs: 'users:read' },
  { to: '/operator', name: 'nav.operator', keys: 'g b', icon: Building2, operator: true },
  { to: '/settings', name: 'nav.settings', keys: 'g s', icon: Settings },
]

/** The rooms that are somebody's; before it is known who it is, those of everybody. */
export const roomsOf = (rooms: readonly Room[], me: Pick<Me, 'permissions' | 'role'> | undefined): Room[] =>
  rooms.filter(
    ({ needs, operator }) => (!needs || me?.permissions.includes(needs)) && (!operator || me?.role === 'system_admin'),
  )

/** The rooms of who is signed in. */
export function useRooms(): { work: Room[]; setup: Room[] } {
  const me = useMe()
  return { work: roomsOf(WORK_ROOMS, me), setup: roomsOf(SETUP_ROOMS, me) }
}

/** What the keys of each room do, for `useKeys`. */
export const roomKeys = (rooms: readonly Room[], go: (to: Room['to']) => void): Record<string, () => void> =>
  Object.fromEntries(rooms.map(room => [room.keys, () => go(room.to)]))
