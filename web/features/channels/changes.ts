import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../lib/api/client.ts'
import { useErrorText } from '../../lib/api/error-text.ts'
import type { Channel } from '../../lib/api/types.ts'
import { randomId } from '../../lib/ids.ts'
import { toast } from '../../ui/toast.tsx'
import { channelQuery, channelsQuery } from './queries.ts'
import { useStatusReason } from './status-reason.tsx'

function useRefresh() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: channelsQuery.queryKey })
}

export interface NewChannel {
  provider: Channel['provider']
  name: string
  credentials: Record<string, string>
}

/** Connects a number; its answer says what to enter at the provider. */
export function useConnect() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (channel: NewChannel) =>
      data(
        api.POST('/api/v1/channels', {
          body: channel,
          headers: { 'idempotency-key': randomId() },
        }),
      ),
    onSuccess: refresh,
  })
}

/** Asks the provider whether the channel works, and says so. */
export function useTest(channel: Channel) {
  const { t } = useTranslation()
  const reason = useStatusReason()
  const text = useErrorText()
  const refresh = useRefresh()
  return useMutation({
    mutationFn: () => data(api.POST('/api/v1/channels/{id}/test', { params: { path: { id: channel.id } } })),
    onSuccess: tested => {
      const works = tested.status === 'connected'
      toast(works ? t('channels.works') : reason(tested), works ? 'plain' : 'red')
      void refresh()
    },
    onError: error => toast(text(error), 'red'),
  })
}

export function useRename(channel: Channel) {
  const client = useQueryClient()
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (body: { name: string; skills: string[] }) =>
      data(api.PATCH('/api/v1/channels/{id}', { params: { path: { id: channel.id } }, body })),
    onSuccess: changed => {
      client.setQueryData(channelQuery(channel.id).queryKey, changed)
      return refresh()
    },
  })
}

/**
 * Replaces a channel's credentials, and asks the provider whether it accepts them; `onWorks` is called when it does.
 */
export function useChangeAccess(channel: Channel, onWorks: () => void) {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const params = { path: { id: channel.id } }
  return useMutation({
    mutationFn: async (credentials: Record<string, string>) => {
      await data(api.PATCH('/api/v1/channels/{id}', { params, body: { credentials } }))
      // A phone is not asked but started, and the server does that by itself.
      return channel.abilities.linked ? null : data(api.POST('/api/v1/channels/{id}/test', { params }))
    },
    onSuccess: tested => {
      void refresh()
      if (tested?.status === 'error') return
      toast(t(tested?.status === 'connected' ? 'channels.works' : 'channels.accessSaved'))
      onWorks()
    },
  })
}

export function useRemove(channel: Channel) {
  const { t } = useTranslation()
  const text = useErrorText()
  const refresh = useRefresh()
  return useMutation({
    mutationFn: () => data(api.DELETE('/api/v1/channels/{id}', { params: { path: { id: channel.id } } })),
    onSuccess: () => {
      toast(t('channels.removed'))
      return refresh()
    },
    onError: error => toast(text(error), 'red'),
  })
}

/** Starts, stops or unlinks the phone of a channel that has one. */
export function useLinking(channel: Channel) {
  const text = useErrorText()
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (step: 'start' | 'stop' | 'logout') =>
      data(api.POST(`/api/v1/channels/{id}/${step}`, { params: { path: { id: channel.id } } })),
    onSuccess: refresh,
    onError: error => toast(text(error), 'red'),
  })
}
