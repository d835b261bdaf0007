import { z } from 'zod'
import { AppError, COMMON_ERRORS } from '../../../platform/errors/index.ts'
import { readCursor } from '../../../platform/events/cursor.ts'
import { idParam } from '../../../platform/http/index.ts'
import { ID_PREFIXES, type IdKind, readId, type Uuid } from '../../../platform/ids/index.ts'
import { eventTypesQuery } from './types.ts'

/** An id of any kind that events can be about: `conv_…`, `ord_…`. One that is no id answers 404, like an unknown one. */
export const aggregateParam = z
  .string()
  .max(64)
  .transform((shown): { kind: IdKind; id: Uuid } => {
    const kind = (Object.keys(ID_PREFIXES) as IdKind[]).find(one => shown.startsWith(`${ID_PREFIXES[one]}_`))
    const id = kind && readId(kind, shown)
    if (!kind || !id) throw new AppError(COMMON_ERRORS.NOT_FOUND)
    return { kind, id }
  })

const cursorParam = z
  .string()
  .max(60)
  .transform((text, context) => {
    const cursor = readCursor(text)
    if (!cursor)
      context.addIssue({ code: 'custom', message: 'is no cursor of this log. Leave it out to begin at its start.' })
    return cursor ?? z.NEVER
  })

export const eventsQuery = z.object({
  after: cursorParam
    .optional()
    .meta({ description: 'The cursor of the last event that you have; absent: from the start of the log' }),
  types: eventTypesQuery.optional().meta({ description: 'Types with commas between, `order.*` for all of a noun' }),
  aggregate: aggregateParam.optional().meta({ description: 'Only what happened to this: `conv_…`, `ord_…`' }),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

export const eventParams = z.object({ id: idParam('event') })

/** An event as programs get it: the schema of its `data` stands in docs/api/events.md, by its type. */
export const eventAnswer = z.object({
  id: z.string(),
  cursor: z.string().describe('Its place in the log: give it as `after` to go on from here'),
  type: z.string(),
  version: z.number(),
  at: z.string(),
  aggregate: z.object({ type: z.string(), id: z.string() }),
  actor: z.object({ kind: z.string(), id: z.string().nullable() }),
  data: z.record(z.string(), z.unknown()),
})

export const eventsAnswer = z.object({
  success: z.literal(true),
  data: z.array(eventAnswer),
  meta: z.object({
    pagination: z.object({
      limit: z.number(),
      nextCursor: z
        .string()
        .describe('Give it as `after`, also when nothing was found: what was looked through is not read again'),
      more: z.boolean().describe('False: this was all there is now. Ask again later'),
    }),
  }),
})
