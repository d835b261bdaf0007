import { json, type Statement, sql, uuids } from '../../../platform/db/index.ts'
import type { StoredEvent } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { EVENT_COLUMNS } from '../log/event.sql.ts'

export type AttemptCause = 'event' | 'replay' | 'test'
export type AttemptOutcome = 'delivered' | 'failed' | 'given_up'

export interface NewAttempt {
  id: Uuid
  endpointId: Uuid
  eventId: Uuid
  eventType: string
  /** From 1. */
  attempt: number
  cause: AttemptCause
  outcome: AttemptOutcome
  url: string
  sentAt: Date
  signature: string
  status: number | null
  answerHeaders: Record<string, string> | null
  answerBody: string | null
  error: string | null
  durationMs: number
  /** Seconds from now; null: not again. */
  againIn: number | null
}

export const insertAttempts = (tenantId: Uuid, rows: readonly NewAttempt[]): Statement<unknown> => sql`
  insert into webhook_attempt (tenant_id, id, endpoint_id, event_id, event_type, attempt, cause, outcome, url, sent_at, signature,
    status, answer_headers, answer_body, error, duration_ms, next_try_at)
  select ${tenantId}::uuid, id, "endpointId", "eventId", "eventType", attempt, cause, outcome, url, "sentAt", signature, status,
    nullif("answerHeaders", 'null'), "answerBody", error, "durationMs", now() + "againIn" * interval '1 second'
  from jsonb_to_recordset(${json(rows)}) as r(id uuid, "endpointId" uuid, "eventId" uuid, "eventType" text, attempt smallint,
    cause text, outcome text, url text, "sentAt" timestamptz, signature text, status smallint, "answerHeaders" jsonb,
    "answerBody" text, error text, "durationMs" integer, "againIn" float)`

/** One attempt as it is stored. */
export interface Attempt extends Omit<NewAttempt, 'againIn'> {
  nextTryAt: Date | null
}

export interface AttemptSelection {
  endpointId: Uuid
  eventId?: Uuid
  outcome?: AttemptOutcome
  /** The last one of the page before. */
  beyond: Uuid | null
}

const COLUMNS = sql`id, endpoint_id as "endpointId", event_id as "eventId", event_type as "eventType", attempt, cause, outcome, url,
  sent_at as "sentAt", signature, status, answer_headers as "answerHeaders", answer_body as "answerBody", error,
  duration_ms as "durationMs", next_try_at as "nextTryAt"`

/** Newest first. */
export const selectAttempts = (
  { endpointId, eventId, outcome, beyond }: AttemptSelection,
  limit: number,
): Statement<Attempt> => sql<Attempt>`
  select ${COLUMNS} from webhook_attempt where tenant_id = (select app_tenant()) and endpoint_id = ${endpointId}
    ${eventId ? sql`and event_id = ${eventId}` : sql``} ${outcome ? sql`and outcome = ${outcome}` : sql``}
    ${beyond ? sql`and id < ${beyond}` : sql``}
  order by id desc limit ${limit}`

export const selectAttempt = (endpointId: Uuid, id: Uuid): Statement<Attempt> => sql<Attempt>`
  select ${COLUMNS} from webhook_attempt
  where tenant_id = (select app_tenant()) and endpoint_id = ${endpointId} and id = ${id}`

/** Events by id; `offset 0` looks each up by its key, however full the log was when this was planned. */
export const selectEventsById = (ids: readonly Uuid[]): Statement<StoredEvent> => sql<StoredEvent>`
  select ${EVENT_COLUMNS} from unnest(${uuids(ids)}) as wanted(id)
  cross join lateral (
    select * from event own where own.tenant_id = (select app_tenant()) and own.id = wanted.id offset 0
  ) e`

/** For the system door. @returns how many were looked at, and the last */
export const deleteOldAttempts = (days: number, limit: number): Statement<{ count: number }> => sql<{ count: number }>`
  with gone as (
    delete from webhook_attempt a using (
      select tenant_id, id from webhook_attempt where id < uuid_at(now() - ${days} * interval '1 day') limit ${limit}
    ) old where a.tenant_id = old.tenant_id and a.id = old.id returning 1
  ) select count(*)::int as count from gone`
