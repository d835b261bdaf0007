import { isDeepStrictEqual } from 'node:util'
import type { Call, TypedContent } from '../../channels/index.ts'

/** How much a word about a call says; the most telling one counts, whatever the order in which they come. */
const RANKS: Record<Call['status'], number> = { ringing: 0, missed: 1, failed: 2, rejected: 3, answered: 4 }

/** A call with what else is told of it; null when that is nothing new. */
export function joinCalls(known: TypedContent, later: TypedContent): TypedContent | null {
  const [had, has] = [known.content.call, later.content.call]
  if (!had || !has) return null
  const content = { ...known.content, ...later.content, call: joined(had, has) }
  return isDeepStrictEqual(content, known.content) ? null : { type: 'call', content }
}

function joined(one: Call, other: Call): Call {
  const status = RANKS[other.status] > RANKS[one.status] ? other.status : one.status
  const [startedAt] = [one.startedAt, other.startedAt].filter(at => at !== undefined).sort()
  const endedAt = [one.endedAt, other.endedAt]
    .filter(at => at !== undefined)
    .sort()
    .at(-1)
  const seconds = Math.max(one.seconds ?? 0, other.seconds ?? 0) || undefined
  return {
    ...one,
    ...other,
    status,
    ...(startedAt !== undefined && { startedAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(seconds !== undefined && { seconds }),
  }
}
