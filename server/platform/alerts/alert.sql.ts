import { json, type Statement, sql } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'
import type { AlertSeverity, Finding } from './rule.ts'

export interface AlertRow {
  id: Uuid
  type: string
  subject: string
  severity: AlertSeverity
  message: string
  details: Record<string, unknown>
  openedAt: Date
  seenAt: Date
  resolvedAt: Date | null
}

const COLUMNS = sql`id, type, subject, severity, message, details, opened_at as "openedAt", seen_at as "seenAt",
  resolved_at as "resolvedAt"`

export type FoundRow = Finding & { id: Uuid; type: string }

/** Opens an alert for each finding without one, and renews the others. @returns those that were opened, or became critical */
export const keepFindings = (rows: readonly FoundRow[]): Statement<AlertRow> => sql<AlertRow>`
  with found as (
    select * from jsonb_to_recordset(${json(rows)}) as r(id uuid, type text, subject text, severity text, message text, details jsonb)
  ), worse as (
    select f.type, f.subject from found f join alert a on a.type = f.type and a.subject = f.subject and a.resolved_at is null
    where f.severity = 'critical' and a.severity = 'warning'
  ), kept as (
    insert into alert as a (id, type, subject, severity, message, details)
    select id, type, subject, severity, message, coalesce(details, '{}') from found order by type, subject
    on conflict (type, subject) where resolved_at is null
    do update set severity = excluded.severity, message = excluded.message, details = excluded.details, seen_at = now()
    returning *
  )
  select ${COLUMNS} from kept
  where id in (select id from found) or (type, subject) in (select type, subject from worse)`

/** Ends alerts of these types that no look has found for so long. @returns those that ended */
export const resolveUnseen = (types: readonly string[], seconds: number): Statement<AlertRow> => sql<AlertRow>`
  update alert set resolved_at = now()
  where resolved_at is null and type = any(${types}) and seen_at < now() - ${seconds} * interval '1 second'
  returning ${COLUMNS}`

/** Newest first: ids are made in the order of time. */
export const selectAlerts = (
  open: boolean | undefined,
  after: Uuid | null,
  limit: number,
): Statement<AlertRow> => sql<AlertRow>`
  select ${COLUMNS} from alert
  where (${open ?? null}::boolean is null or (resolved_at is null) = ${open ?? null}::boolean)
    and (${after}::uuid is null or id < ${after}::uuid)
  order by id desc limit ${limit}`

export const deleteOldAlerts = (days: number) => sql`
  delete from alert where id in (
    select id from alert where opened_at < now() - ${days} * interval '1 day' and resolved_at is not null
    order by id limit 1000)`

export interface NoticeRow {
  alertId: Uuid
  what: 'opened' | 'resolved'
  sink: string
  attempts: number
}

export const insertNotices = (alertIds: readonly Uuid[], what: NoticeRow['what'], sinks: readonly string[]) => sql`
  insert into alert_notice (alert_id, what, sink)
  select id, ${what}, sink from unnest(${alertIds}::uuid[]) id cross join unnest(${sinks}::text[]) sink
  on conflict (alert_id, what, sink) do update set attempts = 0, next_try_at = now()`

/** Takes what is due, for the time of one try; later notices of an alert wait for its earlier ones. */
export const claimNotices = (most: number, leaseSeconds: number): Statement<NoticeRow> => sql<NoticeRow>`
  with due as (
    select alert_id, what, sink from alert_notice n where next_try_at <= now()
      and not (what = 'resolved' and exists (
        select from alert_notice o where o.alert_id = n.alert_id and o.sink = n.sink and o.what = 'opened'))
    order by next_try_at limit ${most} for update skip locked
  )
  update alert_notice n set attempts = n.attempts + 1, next_try_at = now() + ${leaseSeconds} * interval '1 second'
  from due where n.alert_id = due.alert_id and n.what = due.what and n.sink = due.sink
  returning n.alert_id as "alertId", n.what, n.sink, n.attempts`

export const selectAlert = (id: Uuid): Statement<AlertRow> =>
  sql<AlertRow>`select ${COLUMNS} from alert where id = ${id}`

export const deleteNotice = ({ alertId, what, sink }: NoticeRow) => sql`
  delete from alert_notice where alert_id = ${alertId} and what = ${what} and sink = ${sink}`

export const delayNotice = ({ alertId, what, sink }: NoticeRow, seconds: number) => sql`
  update alert_notice set next_try_at = now() + ${seconds} * interval '1 second'
  where alert_id = ${alertId} and what = ${what} and sink = ${sink}`

/** Part of a statement: milliseconds until the next notice is due. */
export const nextNoticeMs = sql`(select extract(epoch from min(next_try_at) - now()) * 1000 from alert_notice)`
