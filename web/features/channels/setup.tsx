import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { CopyLine } from '../../ui/copy.tsx'
import { channelQuery } from './queries.ts'

/** What to enter at the provider, so that messages arrive here; `about` says where. */
export function SetupLines({ id, about }: { id: string; about?: string }) {
  const { t } = useTranslation()
  const { data: channel } = useQuery(channelQuery(id))
  if (!channel?.webhookUrl) return null
  return (
    <div className="grid max-w-[640px] grid-cols-1 gap-3">
      {about && <p className="pt-2 text-sm text-ink-2">{about}</p>}
      {channel.receiving === 'unreachable' && (
        <p className="rounded-sm bg-saffron-soft px-3 py-2 text-sm text-saffron" data-testid="webhook-unreachable">
          {t('channels.receiving.unreachableAbout')}
        </p>
      )}
      <CopyLine label={t('channels.webhookUrl')} value={channel.webhookUrl} />
      {channel.verifyToken && <CopyLine label={t('channels.verifyToken')} value={channel.verifyToken} />}
      {channel.receiving === 'waiting' && (
        <p className="text-sm text-ink-2" data-testid="webhook-waiting">
          {t('channels.receiving.waitingAbout')}
        </p>
      )}
    </div>
  )
}
