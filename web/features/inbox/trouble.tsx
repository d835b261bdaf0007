import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../lib/api.ts'
import { useErrorText } from '../../lib/error-text.ts'
import { useMay } from '../../lib/me.ts'
import type { Message } from '../../lib/types.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import { errorText } from './content/notes.tsx'
import { receiveMessage } from './live.ts'
import { asMessage } from './queries.ts'

/** Sends a message that did not get through again, as a new one; asked twice, the server makes it once. */
function useRetry(message: Message) {
  const client = useQueryClient()
  const text = useErrorText()
  return useMutation({
    mutationFn: () => data(api.POST('/api/v1/messages/{id}/retry', { params: { path: { id: message.id } } })),
    onSuccess: again => receiveMessage(client, again.conversationId, asMessage(again)),
    onError: error => toast(text(error), 'red'),
  })
}

/** Why a message did not get through, and the way to send it again. One of unknown outcome asks first: it may have arrived. */
export function Trouble({ message, retried }: { message: Message; retried?: boolean }) {
  const { t } = useTranslation()
  const may = useMay('conversations:write')
  const retry = useRetry(message)
  const [asking, setAsking] = useState(false)
  const unknown = message.status === 'unknown'
  if (message.direction === 'inbound' || (message.status !== 'failed' && !unknown)) return null
  return (
    <div className="mt-1 grid justify-items-start gap-1.5">
      {message.error && (
        <p className="text-sm text-red" data-testid="message-error">
          <bdi>{errorText(message.error)}</bdi>
        </p>
      )}
      {may && !retried && (
        <Button small busy={retry.isPending} onClick={() => (unknown ? setAsking(true) : retry.mutate())}>
          <RotateCcw aria-hidden className="size-3.5" strokeWidth={1.7} />
          {t('message.again')}
        </Button>
      )}
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('message.againTitle')}
        about={t('message.againAbout')}
        action={t('message.again')}
        busy={retry.isPending}
        onConfirm={() => retry.mutate(undefined, { onSettled: () => setAsking(false) })}
      />
    </div>
  )
}
