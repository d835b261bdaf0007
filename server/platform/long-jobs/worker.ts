import type { Context } from '../context.ts'
import { sql, type Tx, uuids } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'
import { classifyFailure, failureOf } from '../pending/failure.ts'
import {
  type Claim,
  claim,
  complete,
  createPendingWorker,
  fail,
  holdWhile,
  release,
  watchPending,
} from '../pending/index.ts'
import { perContext } from '../services.ts'
import { runChunk } from './chunk.ts'
import { deleteLongJob, deleteRowsOf, lockLongJob, selectExpired } from './long-job.sql.ts'
import { isOver, LONG_JOB_QUEUE, saveProgress } from './long-job.ts'

const TABLE = 'long_job_pending' as const
const LEASE_SECONDS = 60
/** Chunks that one process works on at once: each is a transaction of about a second. */
const PLACES = 3
const HOUR_MS = 3_600_000
const EXPIRED_AT_ONCE = 200

const workerOf = perContext(
  (context: Context) =>
    createPendingWorker<Claim>({
      claim: active => claimChunks(context, active),
      run: one => runHeld(context, one).finally(() => context.queue.noteWork()),
      onError: (err, one) => context.log.error({ err, jobId: one?.lane }, 'a long job was left to its lease'),
    }),
  worker => worker.close(),
)

/** The working off of long jobs in this process. */
export function runLongJobs(context: Context): void {
  const { queue, processes } = context
  queue.handle(LONG_JOB_QUEUE, () => workerOf(context).wake(), { concurrency: 2 })
  watchPending(context, LONG_JOB_QUEUE, TABLE)
  processes.wakeWhenFreed(LONG_JOB_QUEUE)
  queue.every('sweep long jobs', HOUR_MS, () => sweepLongJobs(context))
}

/** Works until nothing is due and nothing is under way. */
export const drainLongJobs = (context: Context): Promise<void> => workerOf(context).drain()

/** One chunk of a tenant at a time, whatever many jobs it has; its jobs and the tenants take turns by chunks. */
async function claimChunks({ db, metrics }: Context, active: readonly Claim[]): Promise<Claim[]> {
  const limit = PLACES - active.length
  if (limit <= 0) return []
  const busy = active.map(one => one.tenantId)
  const where = busy.length > 0 ? sql`p.tenant_id <> all(${uuids(busy)})` : undefined
  const options = { perTenant: 1, limit, leaseSeconds: LEASE_SECONDS, strict: false, where }
  return await db.system('claims look at every tenant that has work', tx => claim(tx, TABLE, options, metrics), {
    plans: 'once',
  })
}

async function runHeld(context: Context, one: Claim): Promise<void> {
  const { db, log } = context
  const { tenantId } = one
  const onError = (err: unknown) => log.warn({ err, tenantId }, 'a lease was not renewed')
  const held = { db, table: TABLE, tenantId, claims: [one], leaseSeconds: LEASE_SECONDS, onError }
  try {
    await holdWhile(held, () =>
      db.tenant(tenantId, async tx => {
        await runChunk(context, tx, one.lane)
        await complete(tx, TABLE, [one])
      }),
    )
  } catch (error) {
    await settleFailure(context, one, error)
  }
}

/** The chunk is done again later; after the last try the job has failed, and waits among the dead letters. */
async function settleFailure({ db, log, config }: Context, one: Claim, error: unknown): Promise<void> {
  const kind = classifyFailure(error)
  if (kind === 'lost') return
  if (kind === 'away') throw error
  const { tenantId } = one
  if (kind === 'again') return await db.tenant(tenantId, tx => release(tx, TABLE, [one]))
  const failure = failureOf(error)
  log.error({ err: error, tenantId, jobId: one.lane }, 'a chunk of a long job failed')
  await db.tenant(tenantId, async tx => {
    const end = await fail(tx, TABLE, one, { ...failure, retryable: true }, config.retries)
    if (end === 'dead') await failJob(tx, one.lane, failure)
  })
}

async function failJob(tx: Tx, jobId: Uuid, { code, message }: { code: string; message: string }): Promise<void> {
  const job = await tx.maybe(lockLongJob(jobId))
  if (!job || isOver(job)) return
  await saveProgress(tx, { ...job, status: 'failed', errorCode: code, errorMessage: message })
}

/** Deletes jobs that have expired, with their rows. */
export async function sweepLongJobs({ db }: Context): Promise<void> {
  for (;;) {
    const expired = await db.system('expired jobs of all tenants', tx => tx.rows(selectExpired(EXPIRED_AT_ONCE)))
    for (const { tenantId, id } of expired) {
      await db.tenant(tenantId, async tx => {
        await tx.run(deleteRowsOf(id))
        await tx.run(deleteLongJob(id))
      })
    }
    if (expired.length < EXPIRED_AT_ONCE) return
  }
}
