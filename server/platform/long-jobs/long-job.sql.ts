import { json, sql } from '../db/index.ts'
import type { ActorKind } from '../events/index.ts'
import type { Uuid } from '../ids/index.ts'
import type { JobRow } from './kind.ts'

export type LongJobStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

/** A long job as it is stored. */
export interface LongJob {
  id: Uuid
  kind: string
  status: LongJobStatus
  input: unknown
  gathered: boolean
  place: unknown
  total: number
  done: number
  failed: number
  actorKind: ActorKind
  actorId: Uuid | null
  errorCode: string | null
  errorMessage: string | null
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  /** Its progress was not told for a while. */
  untold: boolean
  expiresAt: Date
}

const columns = sql`id, kind, status, input, gathered, place, total, done, failed, actor_kind as "actorKind",
  actor_id as "actorId", error_code as "errorCode", error_message as "errorMessage", created_at as "createdAt",
  started_at as "startedAt", finished_at as "finishedAt",
  told_at is null or told_at < clock_timestamp() - interval '1 second' as untold, expires_at as "expiresAt"`

export type NewLongJob = Pick<LongJob, 'id' | 'kind' | 'input' | 'gathered' | 'total' | 'actorKind' | 'actorId'>

export const insertLongJob = (tenantId: Uuid, row: NewLongJob, keptDays: number) => sql`
  insert into long_job (tenant_id, id, kind, input, gathered, total, actor_kind, actor_id, expires_at)
  values (${tenantId}, ${row.id}, ${row.kind}, ${json(row.input)}, ${row.gathered}, ${row.total}, ${row.actorKind},
    ${row.actorId}, now() + ${keptDays} * interval '1 day')`

export const selectLongJob = (id: Uuid) => sql<LongJob>`select ${columns} from long_job where id = ${id}`

export const lockLongJob = (id: Uuid) => sql<LongJob>`
  select ${columns} from long_job where id = ${id} for no key update`

/** Newest first, of these kinds. */
export const selectLongJobs = (
  of: { kinds: readonly string[]; status?: LongJobStatus; actorId?: Uuid; beyond: Uuid | null },
  most: number,
) => sql<LongJob>`
  select ${columns} from long_job
  where kind = any(${of.kinds}) ${of.status ? sql`and status = ${of.status}` : sql``}
    ${of.actorId ? sql`and actor_id = ${of.actorId}` : sql``}
    ${of.beyond ? sql`and id < ${of.beyond}` : sql``}
  order by id desc limit ${most}`

/** Writes how far a job is. */
export const updateLongJob = (
  row: Pick<
    LongJob,
    'id' | 'status' | 'gathered' | 'place' | 'total' | 'done' | 'failed' | 'errorCode' | 'errorMessage'
  > & {
    told: boolean
  },
) => sql`
  update long_job set status = ${row.status}, gathered = ${row.gathered}, place = ${json(row.place)}, total = ${row.total},
    done = ${row.done}, failed = ${row.failed}, error_code = ${row.errorCode}, error_message = ${row.errorMessage},
    started_at = coalesce(started_at, now()),
    finished_at = case when ${row.status} in ('done', 'failed', 'cancelled') then now() end,
    told_at = case when ${row.told} then clock_timestamp() else told_at end
  where id = ${row.id}`

/** A row of a job, as it is stored. */
export interface StoredJobRow {
  no: number
  target: string | null
  line: number | null
  input: unknown
  ok: boolean | null
  errorCode: string | null
  errorMessage: string | null
  data: object | null
}

const rowColumns = sql`no, target, line, input, ok, error_code as "errorCode", error_message as "errorMessage", data`

/** Adds rows after the `known` ones. */
export const insertJobRows = (tenantId: Uuid, jobId: Uuid, known: number, rows: readonly JobRow[]) => sql`
  insert into long_job_row (tenant_id, job_id, no, target, line, input)
  select ${tenantId}::uuid, ${jobId}::uuid, ${known}::integer + (r.at)::integer, r.value ->> 'target',
    (r.value ->> 'line')::integer, r.value -> 'input'
  from jsonb_array_elements(${json(rows)}) with ordinality as r(value, at)`

/** The next rows after the first `done`. */
export const selectNextRows = (jobId: Uuid, done: number, most: number) => sql<StoredJobRow>`
  select ${rowColumns} from long_job_row where job_id = ${jobId} and no > ${done} order by no limit ${most}`

/** Rows of a job that are over, after `beyond`. */
export const selectResults = (of: { jobId: Uuid; ok?: boolean; beyond: number }, most: number) => sql<StoredJobRow>`
  select ${rowColumns} from long_job_row
  where job_id = ${of.jobId} and no > ${of.beyond} and ok is not null
    ${of.ok === undefined ? sql`` : of.ok ? sql`and ok` : sql`and not ok`}
  order by no limit ${most}`

export const updateJobRows = (
  jobId: Uuid,
  rows: ReadonlyArray<Pick<StoredJobRow, 'no'> & Partial<StoredJobRow>>,
) => sql`
  update long_job_row r set ok = g.ok, error_code = g."errorCode", error_message = g."errorMessage",
    target = coalesce(g.target, r.target), data = g.data
  from jsonb_to_recordset(${json(rows)})
    as g(no integer, ok boolean, "errorCode" text, "errorMessage" text, target text, data jsonb)
  where r.job_id = ${jobId} and r.no = g.no`

export const insertChunk = (tenantId: Uuid, id: Uuid, jobId: Uuid) => sql`
  insert into long_job_pending (tenant_id, id, lane) values (${tenantId}, ${id}, ${jobId})`

export const selectExpired = (most: number) => sql<{ tenantId: Uuid; id: Uuid }>`
  select tenant_id as "tenantId", id from long_job where expires_at < now() order by expires_at limit ${most}`

export const deleteRowsOf = (jobId: Uuid) => sql`delete from long_job_row where job_id = ${jobId}`

export const deleteLongJob = (id: Uuid) => sql`delete from long_job where id = ${id}`
