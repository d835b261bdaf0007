import { z } from 'zod'
import { fieldsQuery, idParam, linksAnswer, pageQuery } from '../http/index.ts'
import { LONG_JOB_STATUSES } from './events.ts'

export const jobIdParam = z.object({ id: idParam('longJob') })

export const jobQuery = pageQuery.extend(fieldsQuery.shape).extend({ status: z.enum(LONG_JOB_STATUSES).optional() })

/** The last job of the page before. */
export const jobPlace = z.object({ beyond: z.uuid() })

export const resultQuery = pageQuery.extend({
  ok: z.stringbool().optional().describe('Only rows that succeeded, or only those that failed'),
})

/** The last row of the page before. */
export const resultPlace = z.object({ beyond: z.int() })

const refusal = z.object({ code: z.string(), message: z.string() })

export const jobRowAnswer = z.object({
  no: z.number().describe('Its place in the job, from 1'),
  id: z.string().nullable().describe('What was changed or made'),
  line: z.number().nullable().describe('Its line in the file, from 1'),
  ok: z.boolean(),
  error: refusal.optional(),
  data: z.record(z.string(), z.unknown()).optional(),
})

export const jobAnswer = z.object({
  id: z.string(),
  kind: z.string().describe('What it does, for example `conversations.bulk`'),
  status: z.enum(LONG_JOB_STATUSES),
  total: z.number().describe('Rows in all; grows while they are collected'),
  done: z.number().describe('Rows that are over, the failed ones among them'),
  failed: z.number(),
  error: refusal.nullable().describe('Why the job itself failed; rows that failed say it themselves'),
  createdBy: z.object({ kind: z.string(), id: z.string().nullable() }),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  expiresAt: z.string().describe('Then it is deleted, with its results'),
  results: z
    .array(jobRowAnswer)
    .optional()
    .describe('Of one job that is over and has at most 200 rows; of longer ones see `/jobs/:id/results`'),
  _links: linksAnswer,
})
export type JobAnswer = z.infer<typeof jobAnswer>
export type JobRowAnswer = z.infer<typeof jobRowAnswer>
