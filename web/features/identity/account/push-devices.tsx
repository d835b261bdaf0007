import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { BellRing, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../../lib/api/client.ts'
import { useErrorText } from '../../../lib/api/error-text.ts'
import type { PushDevice } from '../../../lib/api/types.ts'
import { useFormats } from '../../../lib/hooks.ts'
import { canPush, subscribeHere, unsubscribeHere } from '../../../lib/push.ts'
import { Button } from '../../../ui/button.tsx'
import { More } from '../../../ui/more.tsx'
import { toast } from '../../../ui/toast.tsx'
import { nameOfDevice } from './device-name.ts'
import { pushDevicesQuery } from './queries.ts'

/** The browsers that show notifications, and the way to add this one. */
export function PushDevices() {
  const { t } = useTranslation()
  const query = useInfiniteQuery(pushDevicesQuery)
  const devices = query.data?.pages.flatMap(page => page.items) ?? []
  const here = devices.some(({ current }) => current)
  return (
    <div className="grid gap-3">
      <h3 className="font-semibold">{t('notifications.devices')}</h3>
      {!canPush() && <p className="text-ink-2">{t('notifications.cannot')}</p>}
      {canPush() && query.isSuccess && !here && <Allow />}
      <ul className="grid gap-2" data-testid="push-devices">
        {devices.map(device => (
          <Row key={device.id} device={device} />
        ))}
      </ul>
      <More hasMore={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
    </div>
  )
}

function useRefresh() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: pushDevicesQuery.queryKey })
}

function Allow() {
  const { t } = useTranslation()
  const text = useErrorText()
  const refresh = useRefresh()
  const allow = useMutation({
    mutationFn: async () => {
      const { publicKey } = await data(api.GET('/api/v1/notifications/push-key'))
      const body = await subscribeHere(publicKey)
      return body && (await data(api.POST('/api/v1/notifications/devices', { body })))
    },
    onSuccess: added => toast(t(added ? 'notifications.allowed' : 'notifications.denied'), added ? 'plain' : 'red'),
    onError: error => toast(text(error), 'red'),
    onSettled: refresh,
  })
  return (
    <Button
      className="justify-self-start"
      busy={allow.isPending}
      onClick={() => allow.mutate()}
      data-testid="push-allow"
    >
      <BellRing aria-hidden className="size-4" strokeWidth={1.7} />
      {t('notifications.allow')}
    </Button>
  )
}

function Row({ device }: { device: PushDevice }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const format = useFormats()
  const refresh = useRefresh()
  const name = nameOfDevice(device.device) || t('account.unknownDevice')
  const remove = useMutation({
    mutationFn: async () => {
      if (device.current) await unsubscribeHere()
      await data(api.DELETE('/api/v1/notifications/devices/{id}', { params: { path: { id: device.id } } }))
    },
    onError: error => toast(text(error), 'red'),
    onSettled: refresh,
  })
  return (
    <li className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-surface p-3">
      <div className="min-w-0 flex-1 basis-48">
        <p className="truncate font-medium" title={device.device}>
          <bdi>{name}</bdi>
        </p>
        <p className="text-sm text-ink-2">
          {device.current && <>{t('account.current')} · </>}
          {t('notifications.since', { at: format.dateTime(device.createdAt) })}
        </p>
      </div>
      <Button
        look="quiet"
        icon
        aria-label={t('notifications.removeOf', { name })}
        busy={remove.isPending}
        onClick={() => remove.mutate()}
        data-testid="push-remove"
      >
        <Trash2 aria-hidden className="size-4" strokeWidth={1.7} />
      </Button>
    </li>
  )
}
