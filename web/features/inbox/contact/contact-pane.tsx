import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../lib/api/types.ts'
import { useFormats } from '../../../lib/hooks.ts'
import { useMemberName } from '../../../lib/session/members.ts'
import { useTeamName } from '../../../lib/session/teams.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Chip, OptOutChip } from '../../../ui/chip.tsx'
import { useChannel } from '../../channels/index.ts'
import { lastAt } from '../list/filter.ts'
import { addressOf, nameOf } from '../names.ts'
import { useContactOrders } from './conversation-orders.ts'

/** Who the contact is: names, where they write, what they ordered before. */
export function ContactPane({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const name = nameOf(conversation)
  const address = addressOf(conversation)
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col items-center text-center">
        <Avatar name={name} size="lg" />
        <b className="mt-2 max-w-full truncate text-lg [unicode-bidi:plaintext]">{name}</b>
        <OptOutChip at={conversation.contact?.optedOutAt} className="mt-1.5" />
        {address && address !== name && (
          <small dir="ltr" className="num text-sm text-ink-3 select-all">
            {address}
          </small>
        )}
      </div>
      <Details conversation={conversation} />
      <PastOrders conversation={conversation} label={t('contact.orders')} />
    </div>
  )
}

function Details({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const format = useFormats()
  const channel = useChannel(conversation.channelId)
  const assignee = useMemberName()(conversation.assigneeId)
  const teamName = useTeamName()
  const optedOutAt = conversation.contact?.optedOutAt
  const facts: Array<[string, string | undefined | null]> = [
    [t('contact.channel'), channel?.name],
    [t('contact.status'), t(`conversation.${conversation.status}`)],
    [t('contact.assignee'), assignee],
    [t('contact.team'), teamName(conversation.teamId) ?? conversation.team?.name],
    [t('contact.lastMessage'), format.dateTime(lastAt(conversation))],
    [t('contact.optedOutAt'), optedOutAt && format.dateTime(optedOutAt)],
    [t('contact.snoozed'), conversation.snoozedUntil && format.dateTime(conversation.snoozedUntil)],
  ]
  return (
    <section>
      <h2 className="mb-1.5 text-sm font-semibold text-ink-2">{t('contact.details')}</h2>
      <dl className="num grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-sm">
        {facts.map(
          ([label, value]) =>
            value && (
              <div key={label} className="contents">
                <dt className="text-ink-3">{label}</dt>
                <dd className="truncate text-end">
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ),
        )}
      </dl>
      {conversation.priority !== 'normal' && conversation.priority !== 'low' && (
        <Chip tone="red" className="mt-2">
          {t(`priority.${conversation.priority}`)}
        </Chip>
      )}
    </section>
  )
}

function PastOrders({ conversation, label }: { conversation: Conversation; label: string }) {
  const { t } = useTranslation()
  const format = useFormats()
  const orders = useContactOrders(conversation)
  if (!orders.length) return null
  return (
    <section>
      <h2 className="mb-1 text-sm font-semibold text-ink-2">{label}</h2>
      <ul className="num text-sm">
        {orders.slice(0, 10).map(order => (
          <li key={order.id}>
            <Link
              to="/orders/$orderId"
              params={{ orderId: order.id }}
              search={{ view: 'all' }}
              className="grid grid-cols-[1fr_auto_1fr] gap-3 border-b border-line py-1.5 hover:bg-paper"
              aria-label={`#${order.number} ${t(`orders.status.${order.status}`)}`}
            >
              <span>#{order.number}</span>
              <span>{format.amount(order.total)}</span>
              <span className="text-end text-ink-3">{format.dateTime(order.createdAt)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
