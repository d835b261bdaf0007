import { z } from 'zod'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'

/** The query parameter `fields=id,name`: which keys of each row the caller wants. */
export const fieldsQuery = z.object({
  fields: z
    .string()
    .max(500)
    .regex(/^[A-Za-z][A-Za-z0-9]*(,[A-Za-z][A-Za-z0-9]*)*$/, 'must be names with commas between, for example id,status')
    .optional(),
})

/**
 * The wanted keys of each row, or all when `fields` is absent. `id` and `_links` always stay. When `known` lists the keys, throws
 * VALIDATION for a name that is not among them.
 */
export function select<Row extends object>(
  fields: string | undefined,
  rows: readonly Row[],
  known?: readonly string[],
): Row[] {
  if (!fields) return [...rows]
  const wanted = new Set(['id', '_links', ...fields.split(',')])
  const unknown = known && fields.split(',').filter(name => !known.includes(name))
  if (unknown && unknown.length > 0) {
    const details = [{ path: 'querystring.fields', message: `no such field: ${unknown.join(', ')}` }]
    throw new AppError(COMMON_ERRORS.VALIDATION, { details })
  }
  // A key that was not asked for is absent; the route's schema allows that because it is partial.
  return rows.map(row => Object.fromEntries(Object.entries(row).filter(([name]) => wanted.has(name))) as Row)
}

/** Addresses of related resources, by what they are. */
export const linksAnswer = z.record(z.string(), z.string())

/** `links({self: ['orders', id], history: ['orders', id, 'history']})` → paths below /api/v1. */
export function links(paths: Record<string, readonly string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(paths).map(([name, parts]) => [name, `/api/v1/${parts.map(encodeURIComponent).join('/')}`]),
  )
}
