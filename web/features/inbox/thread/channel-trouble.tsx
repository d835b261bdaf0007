import { Link } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../lib/api/types.ts'
import { Chip } from '../../../ui/chip.tsx'
import { useChannel, useStatusReason } from '../../channels/index.ts'

/** Shown above the reply field: the channel does not work now, so that people see why messages wait. */
export function ChannelTrouble({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const reason = useStatusReason()
  const channel = useChannel(conversation.channelId)
  if (!channel || channel.status === 'connected') return null
  return (
    <div
      className="flex flex-wrap items-start gap-x-2 gap-y-1 px-2.5 pt-[7px] text-sm text-ink-2"
      role="status"
      data-testid="channel-trouble"
    >
      <Chip tone={channel.status === 'degraded' ? 'warn' : 'red'}>
        <TriangleAlert aria-hidden className="size-[13px]" strokeWidth={1.7} />
        {t(`channels.status.${channel.status}`)}
      </Chip>
      <p className="min-w-[220px] flex-1">
        <bdi>{reason(channel)}</bdi>
      </p>
      <Link to="/channels" className="shrink-0 font-medium text-brand underline underline-offset-2">
        {t('nav.channels')}
      </Link>
    </div>
  )
}
