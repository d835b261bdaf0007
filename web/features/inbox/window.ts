import { useTranslation } from 'react-i18next'
import { minutesLeft } from '../../lib/format.ts'
import { useNow } from '../../lib/hooks.ts'

/** From when on the rest of the 24 hours is worth a warning, in minutes. */
const SOON = 120

export interface Window {
  /** Whether free text may be sent. */
  open: boolean
  /** Less than two hours are left. */
  soon: boolean
  text: string
}

/** How much is left of the 24 hours in which a customer may be answered freely. Null: they never wrote. */
export function useWindow(expiresAt: string | null): Window {
  const { t } = useTranslation()
  const now = useNow()
  const minutes = expiresAt ? minutesLeft(expiresAt, now) : 0
  if (!expiresAt || Date.parse(expiresAt) <= now) return { open: false, soon: false, text: t('window.closed') }
  const hours = Math.floor(minutes / 60)
  const text = hours ? t('window.hours', { hours, minutes: minutes % 60 }) : t('window.minutes', { count: minutes })
  return { open: true, soon: minutes < SOON, text }
}
