import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../lib/api/client.ts'
import { useErrorText } from '../../lib/api/error-text.ts'
import type { Conversation } from '../../lib/api/types.ts'
import { useMay } from '../../lib/session/me.ts'
import { toast } from '../../ui/toast.tsx'
import { placeConversation } from './live/live.ts'

/**
 * Leaves a conversation and marks it as unread for this person; while open, it would be read at once. Undefined for
 * people who may not.
 */
export function useMarkUnread({ id }: Conversation): (() => void) | undefined {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { t } = useTranslation()
  const text = useErrorText()
  const may = useMay('conversations:write')
  const { mutate } = useMutation({
    mutationFn: () => data(api.POST('/api/v1/conversations/{id}/unread', { params: { path: { id } } })),
    onSuccess: marked => placeConversation(client, marked),
    onError: error => toast(text(error), 'red'),
  })
  if (!may) return undefined
  return () => {
    void navigate({ to: '/inbox', search: before => before }).then(() => mutate())
    toast(t('thread.markedUnread'))
  }
}
