import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { CopyLine } from '../../ui/copy.tsx'
import { channelQuery } from './queries.ts'

/** What to enter at Meta, so that messages arrive here. */
export function SetupLines({ id }: { id: string }) {
  const { t } = useTranslation()
  const { data: channel } = useQuery(channelQuery(id))
  if (!channel?.webhookUrl) return null
  return (
    <div className="mt-2 grid max-w-[640px] gap-3">
      <p className="text-sm text-ink-2">{t('channels.webhookAbout')}</p>
      <CopyLine label={t('channels.webhookUrl')} value={channel.webhookUrl} />
      {channel.verifyToken && <CopyLine label={t('channels.verifyToken')} value={channel.verifyToken} />}
    </div>
  )
}
