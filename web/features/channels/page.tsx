import { Plug, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../lib/session/me.ts'
import { Button } from '../../ui/button.tsx'
import { Room } from '../../ui/room.tsx'
import { Failed, State, Waiting } from '../../ui/states.tsx'
import { AddChannel } from './add.tsx'
import { ChannelCard } from './card.tsx'
import { useChannels } from './queries.ts'

/** The numbers a business answers from. */
export function ChannelsPage() {
  const { t } = useTranslation()
  const may = useMay('channels:write')
  const [adding, setAdding] = useState(false)
  const query = useChannels()
  const add = may && (
    <Button look="primary" onClick={() => setAdding(true)} data-testid="channel-add">
      <Plus aria-hidden className="size-[18px]" strokeWidth={1.7} />
      {t('channels.add')}
    </Button>
  )
  return (
    <Room title={t('channels.title')} about={t('channels.about')} end={add}>
      {query.isError && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && (
        <Waiting>
          <div className="skeleton h-24 rounded-lg" />
        </Waiting>
      )}
      {query.data?.items.length === 0 && (
        <State icon={Plug} title={t('channels.none')} about={t('channels.noneAbout')} />
      )}
      <ul className="grid gap-3">
        {query.data?.items.map(channel => (
          <ChannelCard key={channel.id} channel={channel} />
        ))}
      </ul>
      {adding && <AddChannel onClose={() => setAdding(false)} />}
    </Room>
  )
}
