import i18next from 'i18next'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type en from '../../i18n/en.json'
import { ApiError } from './errors.ts'

type Known = Extract<keyof (typeof en)['error'], Uppercase<string>>

/** Our own sentences are those with the code of an error as their key. */
const isKnown = (code: string): code is Known => /^[A-Z]/.test(code) && i18next.exists(`error.${code}`)

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
