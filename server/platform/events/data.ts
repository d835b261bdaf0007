import { z } from 'zod'
import type { IdKind } from '../ids/index.ts'

/** Parts of which features make the data of their events. */

/** Of which schemas say that they are an id, and of what. */
export const idKinds = z.registry<{ kind: IdKind }>()

/** An id of ours: bare in the log, with its prefix wherever it leaves the program. */
export const id = (kind: IdKind) => z.uuid().register(idKinds, { kind })

/** A point in time, as JSON tells it. */
export const moment = () => z.iso.datetime({ offset: true })

/**
 * What people or providers wrote, passed on as it is: it may well have a key of ours, so nothing in it is taken for an id.
 *
 * @param description for readers of the API document
 */
export const foreign = <T extends object>(description: string) =>
  z.custom<T>(value => typeof value === 'object' && value !== null).describe(description)

/** Who did something, inside of data. */
export const actorData = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), id: id('user').nullish() }),
  z.object({ kind: z.literal('contact'), id: id('contact').nullish() }),
  z.object({ kind: z.literal('api'), id: id('apiKey').nullish() }),
  z.object({ kind: z.enum(['bot', 'campaign', 'system']), id: z.uuid().nullish() }),
])

/** What changed, new and old side by side; members that did not change are absent. */
export const changesOf = <Shape extends z.ZodRawShape>(fields: z.ZodObject<Shape>) =>
  z.object({ changed: fields.partial(), before: fields.partial() })

/** The members of a row that are named, for `changed` and `before`. */
export const pick = <Row extends object, Name extends keyof Row>(
  row: Row,
  names: readonly Name[],
): Partial<Pick<Row, Name>> => {
  const picked: Partial<Pick<Row, Name>> = {}
  for (const name of names) picked[name] = row[name]
  return picked
}
