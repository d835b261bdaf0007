import type { Context } from '../context.ts'
import type { Tx } from '../db/index.ts'
import { AppError, defineErrors, notFound } from '../errors/index.ts'
import { type Actor, emit, newEvent } from '../events/index.ts'
import type { Principal } from '../http/index.ts'
import { newId, type Uuid } from '../ids/index.ts'
import { LONG_JOB_EVENTS } from './events.ts'
import { type JobRow, longJobKinds } from './kind.ts'
import {
  insertChunk,
  insertJobRows,
  insertLongJob,
  type LongJob,
  type LongJobStatus,
  lockLongJob,
  type StoredJobRow,
  selectLongJob,
  selectLongJobs,
  selectResults,
  updateLongJob,
} from './long-job.sql.ts'

const ERRORS = defineErrors({
  JOB_OVER: { status: 409, message: 'This job is over already. GET it to see how it ended.' },
})

/** The queue whose workers go on with long jobs. */
export const LONG_JOB_QUEUE = 'bulk'

const KEPT_DAYS = 7
const WRITTEN_AT_ONCE = 5_000

/** Work for which a request does not wait. */
export interface WantedJob {
  kind: string
  input: unknown
  actor: Actor
  /** Left out: the kind gathers them. */
  rows?: readonly JobRow[]
}

/** Starts a long job; workers take it up after the commit. */
export async function startLongJob(tx: Tx, { kind, input, actor, rows }: WantedJob): Promise<LongJob> {
  const id = newId()
  const total = rows?.length ?? 0
  const job = { id, kind, input, gathered: rows !== undefined, total, actorKind: actor.kind, actorId: actor.id ?? null }
  await tx.run(insertLongJob(tx.tenantId, job, KEPT_DAYS))
  for (let at = 0; rows && at < rows.length; at += WRITTEN_AT_ONCE)
    await tx.run(insertJobRows(tx.tenantId, id, at, rows.slice(at, at + WRITTEN_AT_ONCE)))
  await wantChunk(tx, id)
  return await tx.one(selectLongJob(id))
}

/** Lets a worker go on with a job after the commit. Its row is newer than all that wait, so that jobs take turns. */
export async function wantChunk(tx: Tx, jobId: Uuid): Promise<void> {
  await tx.run(insertChunk(tx.tenantId, newId(), jobId))
  tx.wake(LONG_JOB_QUEUE)
}

/**
 * Who asks for jobs: somebody sees those whose kind they may work with. Who does not see all conversations sees the jobs
 * that they started: results name what was changed.
 */
type JobReader = Pick<Principal, 'permissions' | 'visibility'> & { id?: Uuid }

/** @throws NOT_FOUND, also for a job of a kind that the reader may not see */
export async function getLongJob(context: Context, tx: Tx, id: Uuid, reader: JobReader): Promise<LongJob> {
  return mustSee(context, await tx.one(selectLongJob(id)), reader)
}

function mustSee(context: Context, job: LongJob, { id, permissions, visibility }: JobReader): LongJob {
  const kind = longJobKinds(context).get(job.kind)
  if (!kind || !permissions.has(kind.access) || (visibility && job.actorId !== id)) throw notFound()
  return job
}

/** Newest first, with one row more than `limit` when there is another page. */
export async function pageOfJobs(
  context: Context,
  tx: Tx,
  of: { status?: LongJobStatus; beyond: Uuid | null; limit: number },
  { id, permissions, visibility }: JobReader,
): Promise<LongJob[]> {
  const kinds = [...longJobKinds(context).values()].filter(kind => permissions.has(kind.access)).map(kind => kind.name)
  return await tx.rows(selectLongJobs({ ...of, kinds, ...(visibility && { actorId: id }) }, of.limit + 1))
}

/** Rows of a job that are over, in their order; one row more than `limit` when there is another page. */
export const pageOfResults = (
  tx: Tx,
  of: { jobId: Uuid; ok?: boolean; beyond: number; limit: number },
): Promise<StoredJobRow[]> => tx.rows(selectResults(of, of.limit + 1))

/**
 * Ends a job between two of its chunks; what is done stays done. Throws NOT_FOUND, and JOB_OVER when it has ended by itself.
 */
export async function cancelLongJob(context: Context, tx: Tx, id: Uuid, reader: JobReader): Promise<LongJob> {
  // Waits for the chunk that is being worked off.
  const job = mustSee(context, await tx.one(lockLongJob(id)), reader)
  if (job.status === 'cancelled') return job
  if (isOver(job)) throw new AppError(ERRORS.JOB_OVER)
  await saveProgress(tx, { ...job, status: 'cancelled' })
  return await tx.one(selectLongJob(id))
}

export const isOver = ({ status }: Pick<LongJob, 'status'>): boolean => status !== 'queued' && status !== 'running'

/** Writes how far a job is, and tells it: every second, and when it ends. */
export async function saveProgress(tx: Tx, job: LongJob): Promise<void> {
  const told = job.untold || isOver(job)
  await tx.run(updateLongJob({ ...job, told }))
  if (told) await emit(tx, [progressOf(job)])
}

/** The event that tells how far a job is. */
const progressOf = ({ id, kind, status, total, done, failed, actorKind, actorId }: LongJob) =>
  newEvent(
    LONG_JOB_EVENTS['job.updated'],
    id,
    { kind: actorKind, ...(actorId && { id: actorId }) },
    {
      kind,
      status,
      total,
      done,
      failed,
    },
  )
