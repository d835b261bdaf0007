import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message, MessageError, ReportedStatus } from '../../../lib/api/types.ts'
import { phoneText } from '../../../lib/format.ts'
import { useFormats } from '../../../lib/hooks.ts'
import { isNamed, useRefusals, wordsOf } from '../../../lib/meaning.ts'
import { CopyLine } from '../../../ui/copy.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { statusesQuery } from '../queries.ts'
import { Raw } from './content/notes.tsx'

interface DetailsProps {
  message: Message
  onClose: () => void
}

/** Everything that is known of a message beside its words: for questions to a provider, and about a bill. */
export function MessageDetails({ message, onClose }: DetailsProps) {
  const { t } = useTranslation()
  const { data: statuses = [] } = useQuery({
    ...statusesQuery(message.id),
    enabled: message.direction === 'outbound',
  })
  return (
    <Dialog open side onClose={onClose} title={t('details.title')}>
      <div className="grid gap-5" data-testid="message-details">
        <Times message={message} statuses={statuses} />
        <Price statuses={statuses} />
        <Ids message={message} statuses={statuses} />
      </div>
    </Dialog>
  )
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <h3 className="mb-1.5 text-sm font-semibold text-ink-2">{title}</h3>
    {children}
  </section>
)

const Line = ({ name, children }: { name: ReactNode; children: ReactNode }) => (
  <div className="flex items-baseline justify-between gap-3 border-b border-line/55 py-1.5">
    <dt className="min-w-0 [overflow-wrap:anywhere]">{name}</dt>
    <dd className="num shrink-0 text-ink-2">{children}</dd>
  </div>
)

function Times({ message, statuses }: { message: Message; statuses: readonly ReportedStatus[] }) {
  const { t } = useTranslation()
  const format = useFormats()
  const inTime = statuses.toSorted((one, other) => (one.at ?? '').localeCompare(other.at ?? ''))
  return (
    <Part title={t('details.times')}>
      <dl>
        {message.providerAt && <Line name={t('details.written')}>{format.dateTime(message.providerAt)}</Line>}
        <Line name={t(message.providerAt ? 'details.arrived' : 'details.queued')}>
          {format.dateTime(message.createdAt)}
        </Line>
        {inTime.map(status => (
          <Line key={`${status.status} ${status.participant}`} name={<Step status={status} />}>
            {status.at && format.dateTime(status.at)}
          </Line>
        ))}
      </dl>
      {statuses.length === 0 && message.error && <Failure error={message.error} />}
    </Part>
  )
}

/** What went wrong, in our words and then in those of the provider, for whoever asks it. */
function Failure({ error }: { error: MessageError }) {
  const { t } = useTranslation()
  const sentences = useRefusals()
  const named = [error, ...(error.others ?? [])].filter(one => isNamed(one.meaning))
  return (
    <div className="mt-1 text-sm" data-testid="message-failure">
      {sentences(error).map(sentence => (
        <bdi key={sentence} className="block text-red">
          {sentence}
        </bdi>
      ))}
      {named.length > 0 && (
        <div className="mt-1 text-ink-3">
          {t('common.theirWords')}
          {[...new Set(named.map(wordsOf))].map(words => (
            <bdi key={words} className="block">
              {words}
            </bdi>
          ))}
        </div>
      )}
    </div>
  )
}

const STEPS = ['sent', 'delivered', 'read', 'played', 'failed'] as const
const isStep = (word: string): word is (typeof STEPS)[number] => STEPS.includes(word as (typeof STEPS)[number])

/** What happened, in a group to whom, and what went wrong. */
function Step({ status: { status, participant, contact, error } }: { status: ReportedStatus }) {
  const { t } = useTranslation()
  const who = contact?.name ?? participant
  return (
    <>
      {isStep(status) ? t(`status.${status}`) : status}
      {who && <bdi className="ms-1.5 text-ink-2">{phoneText(who)}</bdi>}
      {error && <Failure error={error} />}
    </>
  )
}

const PRICES = [
  'marketing',
  'utility',
  'authentication',
  'service',
  'regular',
  'free_customer_service',
  'free_entry_point',
] as const
const isPrice = (word: string): word is (typeof PRICES)[number] => PRICES.includes(word as (typeof PRICES)[number])

/** Whether the provider counts it, and as what. */
function Price({ statuses }: { statuses: readonly ReportedStatus[] }) {
  const { t } = useTranslation()
  const pricing = statuses.find(status => status.pricing)?.pricing
  if (!pricing) return null
  const { billable, category, type } = pricing
  const words = (value: unknown) =>
    isPrice(String(value)) ? t(`details.prices.${String(value) as 'service'}`) : String(value)
  return (
    <Part title={t('details.price')}>
      <dl data-testid="message-price">
        {category !== undefined && <Line name={t('details.category')}>{words(category)}</Line>}
        {type !== undefined && <Line name={t('details.type')}>{words(type)}</Line>}
        {typeof billable === 'boolean' && (
          <Line name={t('details.billable')}>{t(billable ? 'details.charged' : 'details.free')}</Line>
        )}
      </dl>
    </Part>
  )
}

function Ids({ message, statuses }: { message: Message; statuses: readonly ReportedStatus[] }) {
  const { t } = useTranslation()
  const told = <K extends 'recipient' | 'conversation' | 'payment'>(key: K) => statuses.find(one => one[key])?.[key]
  const conversation = told('conversation')?.id
  const payment = told('payment')
  const about = message.reaction?.providerMessageId ?? message.original?.providerMessageId
  const ids = [
    [t('details.ourId'), message.id],
    [t('details.providerId'), message.providerMessageId],
    [t('details.answers'), message.replyToProviderId],
    [t('details.about'), about],
    [t('details.recipient'), told('recipient')],
    [t('details.conversation'), typeof conversation === 'string' ? conversation : undefined],
    [t('details.file'), message.media?.providerId],
    ['SHA-256', message.media?.sha256],
  ] as const
  return (
    <Part title={t('details.ids')}>
      <div className="grid gap-2.5">
        {ids.map(([label, value]) => value && <CopyLine key={label} label={label} value={value} />)}
        {payment && (
          <div>
            <span className="text-sm font-medium text-ink-2">{t('details.payment')}</span>
            <Raw value={payment} />
          </div>
        )}
      </div>
    </Part>
  )
}
