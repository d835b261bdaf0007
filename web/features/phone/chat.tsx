import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../lib/api/types.ts'
import { useFormats } from '../../lib/hooks.ts'
import { useBot } from '../../lib/session/bot.ts'
import { Button } from '../../ui/button.tsx'
import { buildTimeline } from '../inbox/index.ts'
import { PendingBubble, PhoneBubble, type TapHandlers } from './bubble.tsx'
import type { Sent } from './queries.ts'

interface ChatProps extends TapHandlers {
  messages: Message[]
  pending: Sent | null
  onStart: (body: string) => void
}

/** The conversation on the phone; opens at the newest message and follows it. */
export function PhoneChat({ messages, pending, onButton, onList, onStart }: ChatProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const items = useMemo(() => buildTimeline(messages, [], [], format.dayKey), [messages, format])
  const bot = useBot()
  const box = useRef<HTMLDivElement>(null)
  const count = messages.length
  useEffect(() => {
    if (count || pending) box.current?.scrollTo({ top: 0 })
  }, [count, pending])
  return (
    <div ref={box} className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto bg-sunken">
      <div className="flex min-h-full flex-col justify-end gap-1 px-3 py-3 *:shrink-0">
        {!items.length && !pending && (
          <div className="m-auto grid justify-items-center gap-3 text-center text-ink-2">
            <p>{t(bot?.answers ? 'phone.hello' : 'phone.helloNoBot')}</p>
            <Button onClick={() => onStart(t('phone.greeting'))} data-testid="phone-hello">
              {t('phone.greeting')}
            </Button>
          </div>
        )}
        {items.map(item => {
          if (item.kind === 'day') {
            return (
              <span
                key={item.key}
                className="my-1.5 self-center rounded-full bg-surface px-2.5 py-0.5 text-xs text-ink-3"
              >
                {format.day(item.at)}
              </span>
            )
          }
          if (item.kind !== 'message') return null
          return <PhoneBubble key={item.key} told={item} onButton={onButton} onList={onList} />
        })}
        {pending && <PendingBubble sent={pending} />}
      </div>
    </div>
  )
}
