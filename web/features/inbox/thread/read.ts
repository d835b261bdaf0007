import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { api, data } from '../../../lib/api/client.ts'
import type { Conversation } from '../../../lib/api/types.ts'
import { useMay } from '../../../lib/session/me.ts'
import { knownConversation, placeConversation } from '../live/live.ts'

const subscribe = (listener: () => void) => {
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}

/** Marks an open conversation as read once somebody really looks at it. */
export function useMarkRead({ id, unreadCount }: Conversation): void {
  const client = useQueryClient()
  const may = useMay('conversations:write')
  const visible = useSyncExternalStore(subscribe, () => document.visibilityState === 'visible')
  useEffect(() => {
    if (!visible || !may || unreadCount === 0) return
    const row = knownConversation(client, id)
    if (row) placeConversation(client, { ...row, unreadCount: 0 })
    // When this fails, it stays unread on the server; the next look tries again.
    data(api.POST('/api/v1/conversations/{id}/read', { params: { path: { id } } })).catch(error =>
      console.warn('Could not mark the conversation as read:', error),
    )
  }, [client, id, unreadCount, visible, may])
}
