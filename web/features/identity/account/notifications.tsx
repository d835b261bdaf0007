import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../../lib/api/client.ts'
import { useErrorText } from '../../../lib/api/error-text.ts'
import type { NoticeChoices } from '../../../lib/api/types.ts'
import { useMay } from '../../../lib/session/me.ts'
import { noticesQuery } from '../../../lib/session/notices.ts'
import { SelectField } from '../../../ui/field.tsx'
import { Failed } from '../../../ui/states.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { toast } from '../../../ui/toast.tsx'
import { PushDevices } from './push-devices.tsx'

type Patch = { [Name in keyof NoticeChoices]?: Partial<NoticeChoices[Name]> | NoticeChoices[Name] }

/** What the person is told of, and where. */
export function NotificationsSection() {
  return useMay('conversations:read') && <Notifications />
}

function Notifications() {
  const { t } = useTranslation()
  const query = useQuery(noticesQuery)
  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />
  return (
    <section className="grid gap-4" data-testid="notifications">
      <div>
        <h2 className="text-lg font-semibold">{t('notifications.title')}</h2>
        <p className="text-ink-2">{t('notifications.about')}</p>
      </div>
      {query.data && <Choices choices={query.data} />}
      <PushDevices />
    </section>
  )
}

function useChoose() {
  const client = useQueryClient()
  const text = useErrorText()
  return useMutation({
    mutationFn: (body: Patch) => data(api.PATCH('/api/v1/notifications/choices', { body })),
    onMutate: body =>
      client.setQueryData<NoticeChoices>(noticesQuery.queryKey, before => before && merged(before, body)),
    onSuccess: choices => client.setQueryData(noticesQuery.queryKey, choices),
    onError: error => {
      toast(text(error), 'red')
      void client.invalidateQueries({ queryKey: noticesQuery.queryKey })
    },
  })
}

const merged = (before: NoticeChoices, patch: Patch): NoticeChoices => ({
  ...before,
  ...patch,
  assigned: { ...before.assigned, ...patch.assigned },
  message: { ...before.message, ...patch.message },
  waiting: { ...before.waiting, ...patch.waiting },
})

const MINUTES = [5, 10, 15, 30, 60, 120]
const WAYS = ['app', 'push', 'mail'] as const
const KINDS = ['assigned', 'message', 'waiting'] as const

function Choices({ choices }: { choices: NoticeChoices }) {
  const { t } = useTranslation()
  const choose = useChoose()
  return (
    <>
      <Table choices={choices} onChange={patch => choose.mutate(patch)} />
      <SelectField
        label={t('notifications.waitingMinutes')}
        value={choices.waitingMinutes}
        onChange={event => choose.mutate({ waitingMinutes: Number(event.target.value) })}
      >
        {[...new Set([...MINUTES, choices.waitingMinutes])]
          .sort((a, b) => a - b)
          .map(minutes => (
            <option key={minutes} value={minutes}>
              {t('notifications.minutes', { count: minutes })}
            </option>
          ))}
      </SelectField>
      <Switch
        label={t('notifications.quietOnline')}
        about={t('notifications.quietOnlineAbout')}
        checked={choices.quietOnline}
        onChange={quietOnline => choose.mutate({ quietOnline })}
      />
      <Switch
        label={t('notifications.showName')}
        about={t('notifications.showNameAbout')}
        checked={choices.showName}
        onChange={showName => choose.mutate({ showName })}
      />
    </>
  )
}

/** A row for each reason, a column for each way; where there is no box, there is no such way. */
function Table({ choices, onChange }: { choices: NoticeChoices; onChange: (patch: Patch) => void }) {
  const { t } = useTranslation()
  return (
    <table className="w-full text-start">
      <thead>
        <tr className="text-sm text-ink-2">
          <th />
          {WAYS.map(way => (
            <th key={way} scope="col" className="px-2 py-1 text-center font-medium">
              {t(`notifications.way.${way}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {KINDS.map(kind => {
          const ways: { [Way in (typeof WAYS)[number]]?: boolean } = choices[kind]
          return (
            <tr key={kind} className="border-t border-line">
              <th scope="row" className="py-2 pe-2 text-start font-normal">
                {t(`notifications.kind.${kind}`)}
              </th>
              {WAYS.map(way => (
                <td key={way} className="px-2 text-center">
                  {ways[way] !== undefined && (
                    <input
                      type="checkbox"
                      className="size-4 accent-brand"
                      aria-label={`${t(`notifications.kind.${kind}`)}: ${t(`notifications.way.${way}`)}`}
                      checked={ways[way]}
                      onChange={event => onChange({ [kind]: { [way]: event.target.checked } })}
                      data-testid={`notify-${kind}-${way}`}
                    />
                  )}
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
