import type { Tx } from '../../../platform/db/index.ts'
import { type Cursor, startOf, writeCursor } from '../../../platform/events/cursor.ts'
import {
  type Aggregate,
  type Place,
  type PlacedEvent,
  selectFollowing,
  selectPlaced,
  selectPlaces,
} from './event.sql.ts'
import { matchesType } from './types.ts'

/** Places that one request looks through for events of some types: it stays short however rare they are. */
const LOOKED_THROUGH = 2_000

export interface LogPage {
  events: PlacedEvent[]
  /** Where to go on; past what was looked through without result, too. */
  next: Cursor
  /** Whether there is more now. */
  more: boolean
}

export const placeOf = ({ txid, position }: Pick<Place, 'txid' | 'position'>): Cursor => ({
  txid: BigInt(txid),
  position,
})
export const cursorOf = (place: Pick<Place, 'txid' | 'position'>): string => writeCursor(placeOf(place))

/** The start of the log. */
const START = startOf(0n)

/** Reads the log on from a cursor. Nothing is skipped, however late it was committed. */
export async function readLog(
  tx: Tx,
  query: { after?: Cursor; types?: readonly string[]; aggregate?: Aggregate; limit: number },
): Promise<LogPage> {
  const { after = START, types, aggregate, limit } = query
  if (types) return await readTypes(tx, after, types, aggregate, limit)
  const events = await tx.rows(selectFollowing(after, aggregate, limit + 1))
  const kept = events.slice(0, limit)
  return { events: kept, next: nextOf(kept.at(-1), after), more: events.length > limit }
}

async function readTypes(
  tx: Tx,
  after: Cursor,
  types: readonly string[],
  aggregate: Aggregate | undefined,
  limit: number,
): Promise<LogPage> {
  const places = await tx.rows(selectPlaces(after, aggregate, LOOKED_THROUGH))
  const wanted = places.filter(({ type }) => types.some(filter => matchesType(filter, type)))
  const kept = wanted.slice(0, limit)
  const all = wanted.length <= limit
  const events = kept.length > 0 ? await tx.rows(selectPlaced(kept.map(({ id }) => id))) : []
  return {
    events,
    next: nextOf(all ? places.at(-1) : kept.at(-1), after),
    more: !all || places.length === LOOKED_THROUGH,
  }
}

const nextOf = (last: Place | undefined, after: Cursor): Cursor => (last ? placeOf(last) : after)
