import type { QueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { knownConversation, nameOf } from '../features/inbox/index.ts'
import type { LiveEvent, Me } from '../lib/api/types.ts'
import { meQuery } from '../lib/session/me.ts'
import { noticesQuery } from '../lib/session/notices.ts'
import { toast } from '../ui/toast.tsx'

/** Whether an event gives a conversation to this person, and somebody else did it. */
export function assignsTo(event: LiveEvent, me: string | undefined): boolean {
  if (event.type !== 'conversation.assigned' || me === undefined) return false
  return event.data.assigneeId === me && event.data.before !== me && event.actor.id !== me
}

/** The conversation of an event that is a customer's word in one of this person's, as far as this window knows it. */
function writtenTo(client: QueryClient, event: LiveEvent, me: string | undefined): string | undefined {
  if (event.type !== 'message.received' || me === undefined) return undefined
  const { conversationId } = event.data
  const looks = document.visibilityState === 'visible' && location.pathname.endsWith(`/${conversationId}`)
  return !looks && knownConversation(client, conversationId)?.assigneeId === me ? conversationId : undefined
}

/**
 * Tells the signed-in person that a conversation is theirs now, or that a customer wrote in one of theirs, as they chose: in the app,
 * and by the system when they look elsewhere.
 */
export async function tellMine(client: QueryClient, event: LiveEvent): Promise<void> {
  const me = client.getQueryData<Me>(meQuery.queryKey)?.user.id
  const given = event.type === 'conversation.assigned' && assignsTo(event, me) ? event.data.conversationId : undefined
  const written = writtenTo(client, event, me)
  if (given === undefined && written === undefined) return
  const choices = await client.ensureQueryData(noticesQuery)
  if (given !== undefined && choices.assigned.app) tell(client, given, 'assigned')
  if (written !== undefined && choices.message.app) tell(client, written, 'wrote')
}

function tell(client: QueryClient, conversationId: string, what: 'assigned' | 'wrote'): void {
  const known = knownConversation(client, conversationId)
  const name = known && nameOf(known)
  const text = name ? i18next.t(`presence.${what}Named`, { name }) : i18next.t(`presence.${what}`)
  toast(text)
  if (document.visibilityState === 'visible' || !('Notification' in window) || Notification.permission !== 'granted')
    return
  const note = new Notification(text, { tag: conversationId })
  note.onclick = () => {
    window.focus()
    location.assign(`/inbox/${conversationId}`)
  }
}
