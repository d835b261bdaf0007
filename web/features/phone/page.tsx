import { Smartphone } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../lib/api/errors.ts'
import type { Channel } from '../../lib/api/types.ts'
import { useMedia, useNarrow, useTitle } from '../../lib/hooks.ts'
import { useMay } from '../../lib/session/me.ts'
import { Failed, State, Waiting } from '../../ui/states.tsx'
import { ConversationPane } from '../inbox/index.ts'
import { readCustomers, rememberCustomer } from './customer.ts'
import { CustomerBar } from './customer-bar.tsx'
import { Phone } from './phone.tsx'
import { useCustomerConversation, useSimulators } from './queries.ts'

/** The customer's phone on one side, the business's inbox on the other: what is sent here arrives there. */
export function PhonePage() {
  const { t } = useTranslation()
  useTitle(t('nav.phone'))
  const may = useMay('simulator:write')
  const { channels, isPending, error, retry } = useSimulators()
  const [channelId, setChannelId] = useState<string>()
  if (!may) return <Failed page error={new ApiError('FORBIDDEN', 403, '')} retry={retry} />
  if (error) return <Failed error={error} retry={retry} />
  if (isPending) return <Waiting>{<div className="skeleton mx-auto my-8 h-[600px] w-[340px] rounded-lg" />}</Waiting>
  const channel = channels.find(one => one.id === channelId) ?? channels[0]
  if (!channel) return <State icon={Smartphone} title={t('phone.noChannel')} about={t('phone.noChannelAbout')} />
  return <Both key={channel.id} channel={channel} channels={channels} onChannel={setChannelId} />
}

interface BothProps {
  channel: Channel
  channels: Channel[]
  onChannel: (id: string) => void
}

function Both({ channel, channels, onChannel }: BothProps) {
  const { t } = useTranslation()
  const narrow = useNarrow()
  const beside = useMedia('(width >= 960px)')
  const [customers, setCustomers] = useState(readCustomers)
  const customer = customers[0]!
  const conversation = useCustomerConversation(channel.id, customer)
  const bar = (
    <CustomerBar
      customers={customers}
      channels={channels}
      channel={channel}
      onChannel={onChannel}
      onCustomer={next => setCustomers(rememberCustomer(next, customers))}
    />
  )
  return (
    <div className="flex h-full">
      <section
        aria-label={t('phone.title')}
        className="flex w-full min-w-0 shrink-0 flex-col items-center lg:w-[440px] [@media(width>=960px)]:w-[400px] [@media(width>=960px)]:border-e [@media(width>=960px)]:border-line"
      >
        {bar}
        <Phone key={customer.from} channel={channel} customer={customer} conversation={conversation} framed={!narrow} />
      </section>
      {beside &&
        (conversation ? (
          <ConversationPane key={conversation.id} id={conversation.id} />
        ) : (
          <div className="min-w-0 flex-1">
            <State icon={Smartphone} title={t('phone.empty')} about={t('phone.emptyAbout')} />
          </div>
        ))}
    </div>
  )
}
