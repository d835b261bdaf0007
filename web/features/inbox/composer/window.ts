import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../lib/api/types.ts'
import { minutesLeft } from '../../../lib/format.ts'
import { useNow } from '../../../lib/hooks.ts'
import { useChannel } from '../../channels/index.ts'

/** When the rest of the 24 hours is shorter than this, there is a warning; in minutes. */
const SOON = 120

export interface Window {
  /** Whether free text may be sent. */
  open: boolean
  /** Less than two hours are left. */
  soon: boolean
  /** '' where there is no window. */
  text: string
}

/** "2 h 5 min left", without "0 min" for a whole number of hours. */
export function leftText(t: TFunction<'app'>, hours: number, minutes: number): string {
  if (hours === 0) return t('window.minutes', { count: minutes })
  return minutes === 0 ? t('window.wholeHours', { hours }) : t('window.hours', { hours, minutes })
}

const ALWAYS: Window = { open: true, soon: false, text: '' }

/**
 * How much is left of the 24 hours in which a customer may be answered freely; with a linked phone there is no limit.
 */
export function useWindow({ channelId, windowExpiresAt: expiresAt }: Conversation): Window {
  const { t } = useTranslation()
  const now = useNow()
  const counted = useChannel(channelId)?.capabilities.window !== false
  if (!counted) return ALWAYS
  const minutes = expiresAt ? minutesLeft(expiresAt, now) : 0
  if (!expiresAt || Date.parse(expiresAt) <= now) return { open: false, soon: false, text: t('window.closed') }
  const hours = Math.floor(minutes / 60)
  const text = leftText(t, hours, minutes % 60)
  return { open: true, soon: minutes < SOON, text }
}
