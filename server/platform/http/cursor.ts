import type { z } from 'zod'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'

/** A place in a list as text. It holds sort values of the caller's own rows, so it is checked, but need not be secret. */
export const encodeCursor = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url')

/** The place that a cursor holds. A cursor that was edited is answered with 400. */
export function decodeCursor<T>(cursor: string, schema: z.ZodType<T>): T {
  const refused = (cause?: unknown) =>
    new AppError(COMMON_ERRORS.VALIDATION, { message: 'This cursor is not valid. Start again without it.', cause })
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch (cause) {
    throw refused(cause)
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw refused()
  return parsed.data
}
