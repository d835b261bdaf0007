import { RotateCcw, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../lib/api/error-text.ts'
import type { Message } from '../../../lib/api/types.ts'
import { cx } from '../../../lib/cx.ts'
import { useFormats } from '../../../lib/hooks.ts'
import { Button } from '../../../ui/button.tsx'
import { drawn, outbox, type Unsent } from '../composer/outbox.ts'
import { useSend } from '../composer/send.ts'
import { Content } from './content/content.tsx'
import { Ticks } from './ticks.tsx'

/** A reply that is being sent to the server, or did not get there: then it can be tried again, or dropped. */
export function UnsentBubble({ entry, first }: { entry: Unsent; first: boolean }) {
  const { t } = useTranslation()
  const format = useFormats()
  const text = useErrorText()
  const send = useSend()
  const failed = entry.error !== null
  return (
    <div
      data-testid="message-bubble"
      data-direction="outbound"
      className={cx(
        'max-w-[min(82%,560px)] self-end rounded-lg rounded-ee-xs border px-3 py-2',
        failed ? 'border-red bg-red-soft' : 'border-brand-line bg-brand-soft opacity-80',
        first && 'mt-2.5',
      )}
    >
      <Content message={asDrawn(entry)} />
      <footer className="num mt-0.5 flex items-center justify-end gap-[5px] text-xs text-ink-3">
        <time>{format.time(entry.at)}</time>
        <Ticks status={failed ? 'failed' : 'queued'} />
      </footer>
      {failed && (
        <div className="mt-1.5 grid gap-1.5" role="alert">
          <p className="text-sm text-red">{text(entry.error)}</p>
          <div className="flex gap-1.5">
            <Button small onClick={() => send.again(entry)}>
              <RotateCcw aria-hidden className="size-3.5" strokeWidth={1.7} />
              {t('common.retry')}
            </Button>
            <Button small look="quiet" onClick={() => outbox.remove(entry.key)}>
              <Trash2 aria-hidden className="size-3.5" strokeWidth={1.7} />
              {t('common.drop')}
            </Button>
          </div>
        </div>
      )}
    </div>
  )
}

/** Drawn as the message it will be. */
const asDrawn = ({ key, conversationId, body, at }: Unsent): Message => ({
  ...drawn(body),
  id: key,
  conversationId,
  seq: 0,
  direction: 'outbound',
  type: body.type,
  status: 'queued',
  author: { kind: 'user' },
  createdAt: at,
  providerAt: null,
  providerMessageId: null,
  replyToMessageId: null,
  replyToProviderId: null,
  retryOf: null,
  error: null,
})
