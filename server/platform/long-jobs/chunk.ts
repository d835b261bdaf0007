import type { Context } from '../context.ts'
import { nested, type Tx } from '../db/index.ts'
import { AppError } from '../errors/index.ts'
import type { Uuid } from '../ids/index.ts'
import { classifyFailure, failureOf } from '../pending/failure.ts'
import { type JobInHand, type JobRow, type LongJobKind, longJobKinds } from './kind.ts'
import {
  insertJobRows,
  type LongJob,
  lockLongJob,
  type StoredJobRow,
  selectNextRows,
  updateJobRows,
} from './long-job.sql.ts'
import { isOver, saveProgress, wantChunk } from './long-job.ts'

/** Rows that are looked up at a time. */
const GATHERED_AT_ONCE = 1_000
const CHUNK = 100

/**
 * The next piece of a job: looks up some of its rows, or does some. Everything is one transaction with the progress, so it has
 * happened whole or not at all.
 */
export async function runChunk(context: Context, tx: Tx, jobId: Uuid): Promise<void> {
  const job = await tx.maybe(lockLongJob(jobId))
  if (!job || isOver(job)) return
  const kind = longJobKinds(context).get(job.kind)
  if (!kind) throw new Error(`no feature knows long jobs of the kind ${job.kind}`)
  const { id, actorKind, actorId } = job
  const input = kind.input.parse(job.input)
  const inHand: JobInHand = { id, input, actor: { kind: actorKind, ...(actorId && { id: actorId }) } }
  const after = job.gathered ? await runRows(tx, job, kind, inHand) : await gatherRows(tx, job, kind, inHand)
  await saveProgress(tx, after)
  if (!isOver(after)) await wantChunk(tx, job.id)
}

async function gatherRows(tx: Tx, job: LongJob, kind: LongJobKind, inHand: JobInHand): Promise<LongJob> {
  const found = (await kind.gather?.(tx, inHand, job.place, GATHERED_AT_ONCE)) ?? { rows: [], place: null }
  if (found.rows.length > 0) await tx.run(insertJobRows(tx.tenantId, job.id, job.total, found.rows))
  const total = job.total + found.rows.length
  return { ...job, status: 'running', total, place: found.place, gathered: found.place === null }
}

async function runRows(tx: Tx, job: LongJob, kind: LongJobKind, inHand: JobInHand): Promise<LongJob> {
  const rows = await tx.rows(selectNextRows(job.id, job.done, kind.chunk ?? CHUNK))
  const results = []
  for (const row of rows) results.push({ no: row.no, ...(await runRow(tx, kind, inHand, row)) })
  if (results.length > 0) await tx.run(updateJobRows(job.id, results))
  const done = job.done + rows.length
  const failed = job.failed + results.filter(result => !result.ok).length
  return { ...job, status: done >= job.total ? 'done' : 'running', done, failed }
}

async function runRow(tx: Tx, kind: LongJobKind, inHand: JobInHand, row: StoredJobRow): Promise<Partial<StoredJobRow>> {
  try {
    const { target, data } = (await nested(tx, inner => kind.run(inner, inHand, rowOf(row)))) ?? {}
    return { ok: true, target: target ?? null, data: data ?? null }
  } catch (error) {
    return { ok: false, ...refusalOf(error) }
  }
}

const rowOf = ({ target, line, input }: StoredJobRow): JobRow => ({
  ...(target !== null && { target }),
  ...(line !== null && { line }),
  input,
})

/** Why one row failed. Throws what is not the row's fault: the chunk is then done again later. */
export function refusalOf(error: unknown): { errorCode: string; errorMessage: string } {
  if (error instanceof AppError) {
    if (error.status >= 500) throw error
    return { errorCode: error.code, errorMessage: error.message }
  }
  const { code, message, retryable } = failureOf(error)
  if (classifyFailure(error) !== 'rows' || retryable) throw error
  return { errorCode: code, errorMessage: message }
}
