import type { QueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { knownConversation, nameOf } from '../features/inbox/index.ts'
import type { LiveEvent, Me } from '../lib/api/types.ts'
import { meQuery } from '../lib/session/me.ts'
import { toast } from '../ui/toast.tsx'

/** Whether an event gives a conversation to this person, and somebody else did it. */
export function assignsTo(event: LiveEvent, me: string | undefined): boolean {
  if (event.type !== 'conversation.assigned' || me === undefined) return false
  return event.data.assigneeId === me && event.data.before !== me && event.actor.id !== me
}

/** Tells the signed-in person that a conversation is theirs now: in the app, and by the system when they look elsewhere. */
export function tellAssigned(client: QueryClient, event: LiveEvent): void {
  if (event.type !== 'conversation.assigned') return
  if (!assignsTo(event, client.getQueryData<Me>(meQuery.queryKey)?.user.id)) return
  const { conversationId } = event.data
  const known = knownConversation(client, conversationId)
  const name = known && nameOf(known)
  const text = name ? i18next.t('presence.assignedNamed', { name }) : i18next.t('presence.assigned')
  toast(text)
  if (document.visibilityState === 'visible' || !('Notification' in window) || Notification.permission !== 'granted')
    return
  const note = new Notification(text, { tag: conversationId })
  note.onclick = () => {
    window.focus()
    location.assign(`/inbox/${conversationId}`)
  }
}
