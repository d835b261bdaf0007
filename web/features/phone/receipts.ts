import { useEffect, useRef } from 'react'
import type { Message } from '../../lib/api/types.ts'
import { tellRead } from './queries.ts'

/**
 * Showing a message on the phone reads it: the business's newest unread message gets its blue ticks, and so do those
 * before it.
 */
export function useReadReceipts(channelId: string, messages: Message[]): void {
  const told = useRef(new Set<string>())
  useEffect(() => {
    if (document.visibilityState !== 'visible') return
    for (const message of messages.slice(-30)) {
      const id = message.providerMessageId
      if (message.direction !== 'outbound' || !id || told.current.has(id)) continue
      if (message.status !== 'sent' && message.status !== 'delivered') continue
      told.current.add(id)
      tellRead(channelId, id).catch(error => console.warn('The phone could not report a message as read:', error))
    }
  }, [channelId, messages])
}
