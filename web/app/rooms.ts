import type { ParseKeys } from 'i18next'
import { Activity, Inbox, type LucideIcon, MailX, Plug, Settings, ShoppingBag, Smartphone } from 'lucide-react'

export interface Room {
  to: '/inbox' | '/orders' | '/phone' | '/channels' | '/settings' | '/status' | '/dead-letters'
  name: ParseKeys
  keys: string
  icon: LucideIcon
  /** The count on its icon. */
  badge?: 'inbox' | 'orders'
}

/** Rooms for daily work. */
export const WORK_ROOMS: Room[] = [
  { to: '/inbox', name: 'nav.inbox', keys: 'g i', icon: Inbox, badge: 'inbox' },
  { to: '/orders', name: 'nav.orders', keys: 'g o', icon: ShoppingBag, badge: 'orders' },
  { to: '/phone', name: 'nav.phone', keys: 'g p', icon: Smartphone },
]

/** Rooms for settings. */
export const SETUP_ROOMS: Room[] = [
  { to: '/channels', name: 'nav.channels', keys: 'g c', icon: Plug },
  { to: '/dead-letters', name: 'nav.deadLetters', keys: 'g d', icon: MailX },
  { to: '/status', name: 'nav.health', keys: 'g h', icon: Activity },
  { to: '/settings', name: 'nav.settings', keys: 'g s', icon: Settings },
]

/** What the keys of each room do, for `useKeys`. */
export const roomKeys = (go: (to: Room['to']) => void): Record<string, () => void> =>
  Object.fromEntries([...WORK_ROOMS, ...SETUP_ROOMS].map(room => [room.keys, () => go(room.to)]))
