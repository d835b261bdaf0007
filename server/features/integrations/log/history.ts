import type { Tx } from '../../../platform/db/index.ts'
import { notFound } from '../../../platform/errors/index.ts'
import { definedEvents, showEvent } from '../../../platform/events/index.ts'
import { shown } from '../../../platform/http/index.ts'
import type { Aggregate } from './event.sql.ts'
import { foldEvents, type KnownField } from './fold.ts'
import { selectOwn } from './history.sql.ts'

/** Events of one thing that a look into its past reads. A thing with more is answered as far as they go, and the answer says so. */
const MOST_EVENTS = 5_000

export interface PastState {
  aggregate: { type: string; id: string }
  at: string
  /** Whether it was there already; null: the log does not go back so far. */
  existed: boolean | null
  fields: Record<string, KnownField>
  /** Events that were applied. */
  events: number
  /** Whether the log still has the event that made it: then fields that are missing were never named by an event. */
  complete: boolean
}

/** What the log says that a thing was like at a moment. Throws NOT_FOUND when it knows nothing of it. */
export async function stateAt(tx: Tx, aggregate: Aggregate, at: Date): Promise<PastState> {
  const rows = await tx.rows(selectOwn(aggregate, ownTypes(aggregate.kind), MOST_EVENTS + 1))
  if (rows.length === 0) throw notFound()
  const events = rows.slice(0, MOST_EVENTS).map(row => ({ ...showEvent(row), createdAt: row.createdAt }))
  const until = events.filter(({ createdAt }) => createdAt <= at)
  const after = events.filter(({ createdAt }) => createdAt > at)
  const born = /\.(created|connected|placed|registered)$/.test(events[0]!.type)
  return {
    aggregate: { type: aggregate.kind, id: shown(aggregate.kind, aggregate.id) },
    at: at.toISOString(),
    existed: until.length > 0 ? true : born ? false : null,
    fields: until.length === 0 && born ? {} : foldEvents(until, after),
    events: until.length,
    complete: born && rows.length <= MOST_EVENTS,
  }
}

/** Types about the thing itself: those that begin with the word for it. */
function ownTypes(kind: string): string[] {
  const noun = kind.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
  const about = definedEvents().filter(({ aggregate }) => aggregate === kind)
  const own = about.filter(({ type }) => type.startsWith(`${noun}.`))
  return (own.length > 0 ? own : about).map(({ type }) => type)
}
