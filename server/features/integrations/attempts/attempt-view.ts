import { links, shown } from '../../../platform/http/index.ts'
import { headersOf } from '../deliveries/message.ts'
import type { AttemptAnswer } from './attempt.schema.ts'
import type { Attempt } from './attempt.sql.ts'

export function showAttempt(row: Attempt): AttemptAnswer {
  const eventId = shown('event', row.eventId)
  const endpointId = shown('webhookEndpoint', row.endpointId)
  const seconds = Math.floor(row.sentAt.getTime() / 1000)
  return {
    id: shown('webhookAttempt', row.id),
    eventId,
    eventType: row.eventType,
    attempt: row.attempt,
    cause: row.cause,
    outcome: row.outcome,
    error: row.error,
    at: row.sentAt.toISOString(),
    durationMs: row.durationMs,
    nextTryAt: row.nextTryAt?.toISOString() ?? null,
    request: {
      url: row.url,
      headers: headersOf(eventId, seconds, row.signature),
      body: row.cause === 'test' ? null : `/api/v1/events/${eventId}`,
    },
    answer:
      row.status === null ? null : { status: row.status, headers: row.answerHeaders ?? {}, body: row.answerBody ?? '' },
    _links: links({ endpoint: ['webhook-endpoints', endpointId] }),
  }
}
