import { type Query, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { applyChannelEvent } from '../features/channels/index.ts'
import { applyInboxEvent, hideConversation } from '../features/inbox/index.ts'
import { applyOrderEvent } from '../features/orders/index.ts'
import { applyJobEvent } from '../lib/api/jobs.ts'
import { hasOwnLocale, isLocale, setLocale } from '../lib/i18n.ts'
import { realtime } from '../lib/realtime.ts'
import { botQuery } from '../lib/session/bot.ts'
import { usageQuery, useTenant } from '../lib/session/me.ts'
import { applyPerson, recallAvailability } from '../lib/session/presence.ts'
import { tellMine } from './assigned.ts'

/** Whether a query was read before a moment; who is signed in does not change by events. */
export const isOld = (
  { queryKey, state }: Pick<Query, 'queryKey'> & { state: { dataUpdatedAt: number } },
  before: number,
) => queryKey[0] !== 'me' && state.dataUpdatedAt > 0 && state.dataUpdatedAt < before

/** Keeps the live connection open while the shell is shown, and lets its events change the screens. */
export function useLive(): void {
  const client = useQueryClient()
  useEffect(() => {
    const stops = [
      realtime.onEvent(event => {
        applyInboxEvent(client, event)
        applyOrderEvent(client, event)
        applyChannelEvent(client, event)
        applyJobEvent(client, event)
        if (event.type === 'tenant.updated') void client.invalidateQueries({ queryKey: botQuery.queryKey })
        if (event.type === 'usage.warned' || event.type === 'usage.filled')
          void client.invalidateQueries({ queryKey: usageQuery.queryKey })
      }),
      realtime.onHidden(id => hideConversation(client, id)),
      realtime.onPerson(person => applyPerson(client, person)),
      realtime.onEvent(event => {
        tellMine(client, event).catch(error => console.warn('A notice was not shown:', error))
      }),
      realtime.onFresh(before => void client.invalidateQueries({ predicate: query => isOld(query, before) })),
      realtime.connect(),
    ]
    recallAvailability()
    return () => {
      for (const stop of stops) stop()
    }
  }, [client])
}

/**
 * Uses the business's language when the browser asks for none of ours; a person's own choice comes first, also at the
 * first sign-in.
 */
export function useAccountLocale(): void {
  const locale = useTenant()?.locale.slice(0, 2)
  useEffect(() => {
    if (isLocale(locale) && !hasOwnLocale()) void setLocale(locale, false)
  }, [locale])
}
