import { type RawBuilder, sql } from 'kysely'

/** A value as one jsonb parameter; feeds `jsonb_to_recordset`, the way many rows travel in one statement. */
export const json = (value: unknown): RawBuilder<unknown> => sql`${JSON.stringify(value)}::jsonb`

/** Ids as one uuid[] parameter. */
export const uuids = (ids: readonly string[]): RawBuilder<string[]> => sql`${ids}::uuid[]`
