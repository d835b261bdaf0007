import { links, shown } from '../http/index.ts'
import type { LongJob, StoredJobRow } from './long-job.sql.ts'
import type { JobAnswer, JobRowAnswer } from './schema.ts'

export function showJob(job: LongJob): JobAnswer {
  const id = shown('longJob', job.id)
  const { kind, status, total, done, failed, errorCode, errorMessage } = job
  return {
    id,
    kind,
    status,
    total,
    done,
    failed,
    error: errorCode === null ? null : { code: errorCode, message: errorMessage ?? '' },
    createdBy: {
      kind: job.actorKind,
      id: job.actorId && (job.actorKind === 'user' ? shown('user', job.actorId) : job.actorId),
    },
    createdAt: job.createdAt.toISOString(),
    startedAt: job.startedAt?.toISOString() ?? null,
    finishedAt: job.finishedAt?.toISOString() ?? null,
    expiresAt: job.expiresAt.toISOString(),
    _links: links({ self: ['jobs', id], results: ['jobs', id, 'results'], cancel: ['jobs', id, 'cancel'] }),
  }
}

export const showRow = ({ no, target, line, ok, errorCode, errorMessage, data }: StoredJobRow): JobRowAnswer => ({
  no,
  id: target,
  line,
  ok: ok === true,
  ...(errorCode !== null && { error: { code: errorCode, message: errorMessage ?? '' } }),
  ...(data && { data: { ...data } }),
})
