import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from './errors.ts'

const KNOWN = [
  'OFFLINE',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'FORBIDDEN',
  'WINDOW_CLOSED',
  'ORDER_TRANSITION',
  'CONFLICT',
  'INVALID_CREDENTIALS',
  'PHONE_INVALID',
  'RECIPIENT_INVALID',
  'VALIDATION',
  'CHANNEL_NUMBER_TAKEN',
  'EMAIL_TAKEN',
] as const
type Known = (typeof KNOWN)[number]

const isKnown = (code: string): code is Known => KNOWN.includes(code as Known)

/** Returns the sentence for an error: ours in the interface's language when we have one, otherwise the server's. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation()
  return useCallback(
    error => {
      if (!(error instanceof ApiError)) return t('error.unexpected')
      if (isKnown(error.code)) return t(`error.${error.code}`)
      if (error.status < 500 && error.message) return error.message
      return error.requestId ? t('error.internal', { id: error.requestId }) : t('error.unexpected')
    },
    [t],
  )
}
