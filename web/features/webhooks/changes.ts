import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../lib/api/client.ts'
import { useErrorText } from '../../lib/api/error-text.ts'
import { toast } from '../../ui/toast.tsx'
import { attemptsQuery, endpointsQuery } from './queries.ts'

export interface NewEndpoint {
  url: string
  types: string[]
  description: string
  ordered: boolean
}

function useRefresh() {
  const client = useQueryClient()
  return (id?: string) => {
    void client.invalidateQueries({ queryKey: endpointsQuery.queryKey })
    if (id) void client.invalidateQueries({ queryKey: attemptsQuery(id).queryKey })
  }
}

/** Adds an endpoint; the answer holds its secret. */
export function useAddEndpoint() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (endpoint: NewEndpoint) => data(api.POST('/api/v1/webhook-endpoints', { body: endpoint })),
    onSuccess: () => refresh(),
  })
}

/** What can be done with one endpoint; each says in a toast what went wrong. */
export function useEndpoint(id: string) {
  const { t } = useTranslation()
  const text = useErrorText()
  const refresh = useRefresh()
  const params = { path: { id } }
  const onError = (error: unknown) => toast(text(error), 'red')
  return {
    enable: useMutation({
      mutationFn: (enabled: boolean) =>
        data(api.PATCH('/api/v1/webhook-endpoints/{id}', { params, body: { enabled } })),
      onSuccess: () => refresh(id),
      onError,
    }),
    remove: useMutation({
      mutationFn: () => data(api.DELETE('/api/v1/webhook-endpoints/{id}', { params })),
      onSuccess: () => refresh(),
      onError,
    }),
    test: useMutation({
      mutationFn: () => data(api.POST('/api/v1/webhook-endpoints/{id}/test', { params })),
      onSuccess: ({ outcome }) => {
        refresh(id)
        const good = outcome === 'delivered'
        toast(t(good ? 'webhooks.testDelivered' : 'webhooks.testFailed'), good ? 'plain' : 'red')
      },
      onError,
    }),
    replay: useMutation({
      mutationFn: (what: { event: string } | { since: string; missedOnly: boolean }) =>
        data(api.POST('/api/v1/webhook-endpoints/{id}/replay', { params, body: what })),
      onSuccess: ({ queued, nextCursor }) => {
        refresh(id)
        toast(t(nextCursor ? 'webhooks.replayedSome' : 'webhooks.replayed', { count: queued }))
      },
      onError,
    }),
    secret: useMutation({
      mutationFn: () => data(api.GET('/api/v1/webhook-endpoints/{id}/secret', { params })),
      onError,
    }),
    rotate: useMutation({
      mutationFn: () => data(api.POST('/api/v1/webhook-endpoints/{id}/rotate-secret', { params })),
      onSuccess: () => refresh(id),
      onError,
    }),
  }
}

/** Makes an address that shows what arrives. */
export function useOpenDebugger() {
  const text = useErrorText()
  return useMutation({
    mutationFn: () => data(api.POST('/api/v1/webhook-debugger')),
    onError: error => toast(text(error), 'red'),
  })
}
