import { z } from 'zod'
import { defineEvents } from '../events/define.ts'

export const LONG_JOB_STATUSES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const

export const LONG_JOB_EVENTS = defineEvents({
  'job.updated': {
    version: 1,
    aggregate: 'longJob',
    means: 'A long job went on or ended. While it runs, about once a second.',
    data: z.object({
      kind: z.string().describe('What it does, for example `conversations.bulk`'),
      status: z.enum(LONG_JOB_STATUSES),
      total: z.number().describe('Rows in all; grows while they are collected'),
      done: z.number().describe('Rows that are over, the failed ones among them'),
      failed: z.number(),
    }),
  },
})
