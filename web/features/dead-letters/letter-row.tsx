import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeadLetter } from '../../lib/api/types.ts'
import { useFormats } from '../../lib/hooks.ts'
import { isNamed, useMeaning } from '../../lib/meaning.ts'
import { useMay } from '../../lib/session/me.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { useChannel } from '../channels/index.ts'
import { deadLetterQuery, useDismiss } from './queries.ts'

/** One thing that was given up: why, how often it was tried, and what can be done. Unfolds to its bytes. */
export function LetterRow({ letter, onRedrive }: { letter: DeadLetter; onRedrive: () => void }) {
  const { t } = useTranslation()
  const format = useFormats()
  const may = useMay('operations:write')
  const channel = useChannel(letter.channelId ?? '')
  const dismiss = useDismiss()
  const meaning = useMeaning()
  const [open, setOpen] = useState(false)
  return (
    <li className="rounded-lg border border-line bg-surface p-4" data-testid="dead-letter">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-[220px] flex-1">
          <div className="flex flex-wrap items-center gap-2">
            <Chip tone="red">{t(`deadLetters.kind.${letter.kind}`)}</Chip>
            <span className="num text-sm text-ink-3">
              {format.dateTime(letter.lastAt)} · {t('deadLetters.attempts', { count: letter.attempts })}
            </span>
          </div>
          <p className="people mt-1.5">
            <bdi>{meaning(letter.cause.meaning, letter.cause.message)}</bdi>
          </p>
          <p className="text-sm text-ink-3">
            <bdi dir="ltr">{letter.cause.code}</bdi>
            {channel && ` · ${channel.name}`}
            {letter.conversationId && (
              <>
                {' · '}
                <Link
                  to="/inbox/$conversationId"
                  params={{ conversationId: letter.conversationId }}
                  className="font-medium text-brand underline underline-offset-2"
                >
                  {t('deadLetters.conversation')}
                </Link>
              </>
            )}
          </p>
        </div>
        {may && (
          <div className="flex gap-1.5">
            <Button small onClick={onRedrive} data-testid="redrive">
              <RotateCcw aria-hidden className="size-3.5" strokeWidth={1.7} />
              {t('deadLetters.again')}
            </Button>
            <Button small look="quiet" busy={dismiss.isPending} onClick={() => dismiss.mutate(letter.id)}>
              <Trash2 aria-hidden className="size-3.5" strokeWidth={1.7} />
              {t('common.drop')}
            </Button>
          </div>
        )}
      </div>
      <details className="mt-2" onToggle={event => setOpen(event.currentTarget.open)}>
        <summary className="cursor-pointer text-sm font-medium text-brand">{t('deadLetters.details')}</summary>
        {open && <Details id={letter.id} />}
      </details>
    </li>
  )
}

const OUTCOMES = ['failed', 'refused', 'accepted', 'unknown', 'queued', 'sending'] as const
const isOutcome = (word: string): word is (typeof OUTCOMES)[number] =>
  OUTCOMES.includes(word as (typeof OUTCOMES)[number])

function Details({ id }: { id: string }) {
  const { t } = useTranslation()
  const meaning = useMeaning()
  const format = useFormats()
  const { data } = useQuery(deadLetterQuery(id))
  if (!data) return <Spinner />
  return (
    <div className="mt-2 grid grid-cols-1 gap-3">
      <ol className="grid gap-1 text-sm">
        {data.history.map(({ attempt, at, outcome, code, meaning: named, message }) => (
          <li key={attempt} className="flex flex-wrap gap-x-2">
            <span className="num text-ink-3">{format.dateTime(at)}</span>
            <span>{isOutcome(outcome) ? t(`deadLetters.outcome.${outcome}`) : outcome}</span>
            {isNamed(named) && <span>{meaning(named, '')}</span>}
            {code && <bdi dir="ltr">{code}</bdi>}
            {message && <bdi className="text-ink-2">{message}</bdi>}
          </li>
        ))}
      </ol>
      {data.payload ? (
        <pre
          dir="ltr"
          className="max-h-72 overflow-auto rounded-sm bg-sunken p-3 text-xs whitespace-pre-wrap [overflow-wrap:anywhere]"
        >
          {data.payload.body}
        </pre>
      ) : (
        <p className="text-sm text-ink-3">{t('deadLetters.noPayload')}</p>
      )}
    </div>
  )
}
