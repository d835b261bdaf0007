import { type RawBuilder, sql } from 'kysely'

/** Characters that JSON can hold and jsonb cannot: NUL, and halves of surrogate pairs. */
const UNSTORABLE = /\\u(?:0000|d[89a-f][0-9a-f]{2})/i

/**
 * A value as one jsonb parameter, for `jsonb_to_recordset`, which writes many rows in one statement. Characters that the database
 * refuses become the replacement character: one of them in one text must not fail a whole batch.
 */
export function json(value: unknown): RawBuilder<unknown> {
  const text = JSON.stringify(value)
  return sql`${UNSTORABLE.test(text) ? JSON.stringify(value, replaced) : text}::jsonb`
}

const storable = (text: string): string => text.replaceAll('\u0000', '\ufffd').toWellFormed()

/** Cleans keys too: they may be a stranger's text, like values. */
function replaced(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return storable(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [storable(name), inner]))
}

/** Ids as one uuid[] parameter. */
export const uuids = (ids: readonly string[]): RawBuilder<string[]> => sql`${ids}::uuid[]`
