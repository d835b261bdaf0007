import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { WebhookAttempt } from '../../lib/api/types.ts'
import { useFormats } from '../../lib/hooks.ts'
import { useMay } from '../../lib/session/me.ts'
import { Button } from '../../ui/button.tsx'
import { Chip, type Tone } from '../../ui/chip.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { useEndpoint } from './changes.ts'
import { attemptsQuery } from './queries.ts'

const TONES: Record<WebhookAttempt['outcome'], Tone> = { delivered: 'brand', failed: 'warn', given_up: 'red' }

/** Calls to one endpoint with their answers, newest first. */
export function Attempts({ id }: { id: string }) {
  const { t } = useTranslation()
  const query = useInfiniteQuery(attemptsQuery(id))
  const attempts = query.data?.pages.flatMap(page => page.items) ?? []
  if (query.isPending) return <Spinner />
  if (attempts.length === 0) return <p className="mt-2 text-sm text-ink-3">{t('webhooks.noAttempts')}</p>
  return (
    <>
      <ul className="mt-2 divide-y divide-line">
        {attempts.map(attempt => (
          <AttemptRow key={attempt.id} endpointId={id} attempt={attempt} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button small look="accent" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('nav.more')}
        </Button>
      )}
    </>
  )
}

function AttemptRow({ endpointId, attempt }: { endpointId: string; attempt: WebhookAttempt }) {
  const { t } = useTranslation()
  const format = useFormats()
  const may = useMay('webhooks:write')
  const { replay } = useEndpoint(endpointId)
  const { answer, outcome } = attempt
  return (
    <li className="py-2" data-testid="webhook-attempt">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <Chip tone={TONES[outcome]}>{t(`webhooks.outcome.${outcome}`)}</Chip>
        <bdi dir="ltr" className="font-mono">
          {attempt.eventType}
        </bdi>
        <span className="num text-ink-3">
          {format.dateTime(attempt.at)} · {t('webhooks.try', { count: attempt.attempt })} ·{' '}
          <bdi dir="ltr">{answer ? answer.status : attempt.error}</bdi> · <bdi dir="ltr">{attempt.durationMs} ms</bdi>
        </span>
        {may && attempt.cause !== 'test' && (
          <Button small look="accent" busy={replay.isPending} onClick={() => replay.mutate({ event: attempt.eventId })}>
            {t('webhooks.replay')}
          </Button>
        )}
      </div>
      <details>
        <summary className="cursor-pointer text-sm text-ink-3">{t('webhooks.exchange')}</summary>
        <pre
          dir="ltr"
          className="mt-1 max-h-72 overflow-auto rounded-sm bg-sunken p-3 text-xs whitespace-pre-wrap [overflow-wrap:anywhere]"
        >
          {exchangeOf(attempt)}
        </pre>
      </details>
    </li>
  )
}

const lines = (headers: Record<string, string>) => Object.entries(headers).map(([name, value]) => `${name}: ${value}`)

/** Request and answer as HTTP writes them. */
const exchangeOf = ({ request, answer, error }: WebhookAttempt): string =>
  [
    `POST ${request.url}`,
    ...lines(request.headers),
    '',
    ...(answer ? [`${answer.status}`, ...lines(answer.headers), '', answer.body] : [error ?? '']),
  ].join('\n')
