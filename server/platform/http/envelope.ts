import { z } from 'zod'

/** `{success: true, data}` */
export const answer = <T extends z.ZodType>(data: T) => z.object({ success: z.literal(true), data })

/** `{success: true, data: [], meta: {pagination}}` */
export const listAnswer = <T extends z.ZodType>(item: T) =>
  z.object({
    success: z.literal(true),
    data: z.array(item),
    meta: z.object({ pagination: z.object({ limit: z.number(), nextCursor: z.string().nullable() }) }),
  })

export const errorAnswer = z.object({
  success: z.literal(false),
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.unknown().optional(),
    timestamp: z.string(),
  }),
})

/** The query of every list: 50 rows by default, at most 200. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})

/** The answer of 204: done, without a body. */
export const noAnswer = z.null().describe('Done; there is nothing to tell.')

export const ok = <T>(data: T) => ({ success: true as const, data })

export const okList = <T>(data: T[], limit: number, nextCursor: string | null) => ({
  success: true as const,
  data,
  meta: { pagination: { limit, nextCursor } },
})
