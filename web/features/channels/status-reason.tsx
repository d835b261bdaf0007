import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Channel } from '../../lib/api/types.ts'
import { isNamed, useMeaning } from '../../lib/meaning.ts'

type Told = Pick<Channel, 'statusReason' | 'statusMeaning'>

/** Returns why a channel does not work, in the interface's language. */
export function useStatusReason(): (channel: Told) => string {
  const { t } = useTranslation()
  const meaning = useMeaning()
  return useCallback(
    ({ statusReason, statusMeaning }) => {
      if (isNamed(statusMeaning)) return meaning(statusMeaning, '')
      return statusReason ?? t('channels.fails')
    },
    [t, meaning],
  )
}

/** The words of the provider, folded, where ours stand above them. */
export function TheirWords({ channel }: { channel: Told }) {
  const { t } = useTranslation()
  if (!isNamed(channel.statusMeaning) || !channel.statusReason) return null
  return (
    <details className="mt-1" data-testid="their-words">
      <summary className="cursor-pointer">{t('common.theirWords')}</summary>
      <bdi className="block">{channel.statusReason}</bdi>
    </details>
  )
}
