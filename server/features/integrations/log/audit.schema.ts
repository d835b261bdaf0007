import { z } from 'zod'
import { idParam, pageQuery } from '../../../platform/http/index.ts'
import { aggregateParam } from './event.schema.ts'
import { eventTypesQuery } from './types.ts'

const time = z.iso.datetime({ offset: true }).transform(text => new Date(text))

export const auditFilter = z.object({
  actor: idParam('user').optional().meta({ description: 'Only what this person did' }),
  type: eventTypesQuery.optional().meta({ description: 'Types with commas between, `order.*` for all of a noun' }),
  from: time.optional(),
  to: time.optional().meta({ description: 'Up to this moment, without it' }),
  aggregate: aggregateParam.optional().meta({ description: 'Only what happened to this: `ord_…`, `chn_…`' }),
  scope: z
    .enum(['audit', 'all'])
    .default('audit')
    .meta({ description: 'audit: what people and keys did, and what happened to accounts. all: every event' }),
})
export type AuditFilter = z.output<typeof auditFilter>

export const auditQuery = pageQuery.extend(auditFilter.shape).extend({
  format: z.enum(['json', 'csv']).default('json').meta({ description: 'csv: a file of up to 50,000 rows' }),
})

/** The place in the list: the last event of the page before. */
export const auditPlace = z.object({ beyond: z.uuid() })

export const auditAnswer = z.object({
  id: z.string(),
  type: z.string(),
  at: z.string(),
  actor: z.object({
    kind: z.string(),
    id: z.string().nullable(),
    name: z.string().nullable().describe('Of a person who still works here'),
  }),
  aggregate: z.object({ type: z.string(), id: z.string() }),
  address: z.string().nullable().describe('Where it came from, when that was written down'),
  device: z.string().nullable(),
  before: z.record(z.string(), z.unknown()).nullable().describe('What was changed, as it was'),
  after: z.record(z.string(), z.unknown()).nullable().describe('What was changed, as it is since'),
  data: z.record(z.string(), z.unknown()).describe('The data of the event; docs/api/events.md'),
})
export type AuditRow = z.infer<typeof auditAnswer>
