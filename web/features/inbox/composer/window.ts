import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../lib/api/types.ts'
import { minutesLeft } from '../../../lib/format.ts'
import { useNow } from '../../../lib/hooks.ts'
import { useChannel } from '../../channels/index.ts'

/** From when on the rest of the 24 hours is worth a warning, in minutes. */
const SOON = 120

export interface Window {
  /** Whether free text may be sent. */
  open: boolean
  /** Less than two hours are left. */
  soon: boolean
  /** '' where nobody counts. */
  text: string
}

const ALWAYS: Window = { open: true, soon: false, text: '' }

/** How much is left of the 24 hours in which a customer may be answered freely; a linked phone may write at any time. */
export function useWindow({ channelId, windowExpiresAt: expiresAt }: Conversation): Window {
  const { t } = useTranslation()
  const now = useNow()
  const counted = useChannel(channelId)?.capabilities.window !== false
  if (!counted) return ALWAYS
  const minutes = expiresAt ? minutesLeft(expiresAt, now) : 0
  if (!expiresAt || Date.parse(expiresAt) <= now) return { open: false, soon: false, text: t('window.closed') }
  const hours = Math.floor(minutes / 60)
  const text = hours ? t('window.hours', { hours, minutes: minutes % 60 }) : t('window.minutes', { count: minutes })
  return { open: true, soon: minutes < SOON, text }
}
