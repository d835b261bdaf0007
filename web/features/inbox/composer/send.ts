import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, data } from '../../../lib/api/client.ts'
import type { OutgoingBody } from '../../../lib/api/types.ts'
import { knownConversation, placeConversation, receiveMessage } from '../live/live.ts'
import { withMessage } from '../live/live-message.ts'
import { asMessage } from '../queries.ts'
import { knownTemplates } from './attach/known-templates.ts'
import { outbox, type Unsent } from './outbox.ts'

export interface Sender {
  text: (conversationId: string, body: string) => void
  message: (conversationId: string, body: OutgoingBody) => void
  /** Tries a reply again under the same key, so that it cannot be sent twice. */
  again: (entry: Unsent) => void
}

/** Sends replies: drawn at once, confirmed by the server, kept with their error when sending fails. */
export function useSend(): Sender {
  const client = useQueryClient()
  return useMemo(() => {
    const post = async (entry: Unsent) => {
      try {
        const message = asMessage(
          await data(
            api.POST('/api/v1/conversations/{id}/messages', {
              params: { path: { id: entry.conversationId } },
              body: entry.body,
              headers: { 'idempotency-key': entry.key },
            }),
          ),
        )
        const row = knownConversation(client, entry.conversationId)
        receiveMessage(client, entry.conversationId, message)
        if (row) placeConversation(client, withMessage(row, message))
        outbox.remove(entry.key)
      } catch (error) {
        knownTemplates.learn(knownConversation(client, entry.conversationId)?.channelId, error)
        outbox.fail(entry.key, error)
      }
    }
    return {
      text: (conversationId, body) => void post(outbox.add(conversationId, { type: 'text', text: { body } })),
      message: (conversationId, body) => void post(outbox.add(conversationId, body)),
      again: entry => {
        outbox.again(entry.key)
        void post(entry)
      },
    }
  }, [client])
}
