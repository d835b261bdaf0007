import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CheckCheck, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../../lib/api/client.ts'
import { useErrorText } from '../../../lib/api/error-text.ts'
import type { Message } from '../../../lib/api/types.ts'
import { useRefusals } from '../../../lib/meaning.ts'
import { useMay } from '../../../lib/session/me.ts'
import { Button } from '../../../ui/button.tsx'
import { Confirm } from '../../../ui/dialog.tsx'
import { toast } from '../../../ui/toast.tsx'
import { backToComposer } from '../composer/focus.ts'
import { receiveMessage } from '../live/live.ts'
import { asMessage, UNCERTAIN_KEY } from '../queries.ts'

/** Shows a message's new status; the list of messages of unknown outcome is read again. */
function useShow() {
  const client = useQueryClient()
  return (message: Message) => {
    receiveMessage(client, message.conversationId, message)
    return client.invalidateQueries({ queryKey: UNCERTAIN_KEY })
  }
}

/** Sends a failed message again as a new one; when asked twice, the server makes it once. */
function useRetry(message: Message) {
  const show = useShow()
  const text = useErrorText()
  return useMutation({
    mutationFn: () => data(api.POST('/api/v1/messages/{id}/retry', { params: { path: { id: message.id } } })),
    onSuccess: again => show(asMessage(again)),
    onError: error => toast(text(error), 'red'),
  })
}

/** Settles a message of unknown outcome as arrived: then nobody asks about it any more. */
function useArrived(message: Message) {
  const show = useShow()
  const text = useErrorText()
  return useMutation({
    mutationFn: () =>
      data(
        api.POST('/api/v1/messages/{id}/settle', {
          params: { path: { id: message.id } },
          body: { as: 'arrived' },
        }),
      ),
    onSuccess: settled => show(asMessage(settled)),
    onError: error => toast(text(error), 'red'),
  })
}

/** Why a message failed, or that its outcome is unknown, and what a person can do about it. */
export function Trouble({ message, retried }: { message: Message; retried?: boolean }) {
  const { t } = useTranslation()
  const may = useMay('conversations:write')
  const sentences = useRefusals()
  const unknown = message.status === 'unknown'
  if (message.direction === 'inbound' || (message.status !== 'failed' && !unknown)) return null
  return (
    <div className="mt-1 grid justify-items-start gap-1.5">
      {unknown && (
        <p className="text-sm text-ink-2" data-testid="message-unknown">
          {t('message.unknownOutcome')}
        </p>
      )}
      {message.error && (
        <p className="text-sm text-red" data-testid="message-error">
          {sentences(message.error).map((sentence, at) => (
            <bdi key={sentence} className={at === 0 ? undefined : 'block text-ink-3'}>
              {sentence}
            </bdi>
          ))}
        </p>
      )}
      {may && !retried && (unknown ? <Settle message={message} /> : <Again message={message} />)}
    </div>
  )
}

function Again({ message }: { message: Message }) {
  const { t } = useTranslation()
  const retry = useRetry(message)
  return (
    <Button small busy={retry.isPending} onClick={() => retry.mutate()}>
      <RotateCcw aria-hidden className="size-3.5" strokeWidth={1.7} />
      {t('message.again')}
    </Button>
  )
}

/** The message may have arrived: a person who knows says so, or takes the risk of sending it twice. */
function Settle({ message }: { message: Message }) {
  const { t } = useTranslation()
  const retry = useRetry(message)
  const arrived = useArrived(message)
  const [asking, setAsking] = useState(false)
  return (
    <div className="flex flex-wrap gap-1.5">
      <Button small busy={arrived.isPending} onClick={() => arrived.mutate()} data-testid="message-arrived">
        <CheckCheck aria-hidden className="size-3.5" strokeWidth={1.7} />
        {t('message.arrived')}
      </Button>
      <Button small busy={retry.isPending} onClick={() => setAsking(true)} data-testid="message-resend">
        <RotateCcw aria-hidden className="size-3.5" strokeWidth={1.7} />
        {t('message.resend')}
      </Button>
      <Confirm
        open={asking}
        goOn={backToComposer}
        onClose={() => setAsking(false)}
        title={t('message.againTitle')}
        about={t('message.againAbout')}
        action={t('message.resend')}
        busy={retry.isPending}
        onConfirm={() => retry.mutate(undefined, { onSettled: () => setAsking(false) })}
      />
    </div>
  )
}
