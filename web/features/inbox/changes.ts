import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../lib/api/client.ts'
import { useErrorText } from '../../lib/api/error-text.ts'
import type { Conversation } from '../../lib/api/types.ts'
import { useMay, useMe } from '../../lib/session/me.ts'
import { toast } from '../../ui/toast.tsx'
import { placeConversation } from './live/live.ts'
import { CONVERSATIONS_KEY } from './queries.ts'

type Change = Partial<Pick<Conversation, 'status' | 'assigneeId' | 'teamId' | 'snoozedUntil' | 'botPaused'>>

/** Changes a conversation: shown at once, and taken back with a message when the server refuses. */
export function useChange(conversation: Conversation) {
  const client = useQueryClient()
  const text = useErrorText()
  const me = useMe()
  return useMutation({
    mutationFn: (change: Change) =>
      data(api.PATCH('/api/v1/conversations/{id}', { params: { path: { id: conversation.id } }, body: change })),
    onMutate: change => placeConversation(client, { ...conversation, ...change }),
    onSuccess: changed => {
      placeConversation(client, changed)
      // Given away, it may be one that this person sees no more.
      if (me?.visibility !== 'all') void client.invalidateQueries({ queryKey: CONVERSATIONS_KEY })
    },
    onError: error => {
      placeConversation(client, conversation)
      toast(text(error), 'red')
    },
  })
}

/** Resolves an open conversation, or opens a resolved one again; undefined for people who may not. */
export function useResolve(conversation: Conversation): (() => void) | undefined {
  const { t } = useTranslation()
  const { mutate } = useChange(conversation)
  const may = useMay('conversations:write')
  if (!may) return undefined
  const resolved = isResolved(conversation)
  return () => {
    mutate({ status: resolved ? 'open' : 'resolved' })
    toast(t(resolved ? 'thread.reopened' : 'thread.resolved'))
  }
}

export const isResolved = ({ status }: Conversation): boolean => status === 'resolved' || status === 'archived'
