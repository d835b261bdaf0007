/** What one endpoint was to get, and what it got. */
export interface EndpointAccount {
  name: string
  /** Ids of events that were committed, in the order of the log, by the thing that they are about. */
  committed: ReadonlyMap<string, readonly string[]>
  /** Ids of calls that the receiver answered with success, in the order in which they came. */
  taken: readonly string[]
  ordered: boolean
}

export interface EndpointVerdict {
  name: string
  committed: number
  delivered: number
  /** Committed and never delivered. Must be 0. */
  lost: number
  /** Delivered and never committed. Must be 0. */
  unexpected: number
  /** Delivered more than once: allowed, and known by the id. */
  repeated: number
  /** Things whose events came first in another order than they were committed, where order was asked for. Must be 0. */
  outOfOrder: number
}

/** Compares sets of ids, not counts. */
export function judgeEndpoint({ name, committed, taken, ordered }: EndpointAccount): EndpointVerdict {
  const all = new Set([...committed.values()].flat())
  const delivered = new Set(taken)
  const first = [...delivered]
  const outOfOrder = [...committed.values()].filter(ids => {
    const wanted = new Set(ids)
    const came = first.filter(id => wanted.has(id))
    return came.some((id, index) => id !== ids.filter(one => delivered.has(one))[index])
  }).length
  return {
    name,
    committed: all.size,
    delivered: [...delivered].filter(id => all.has(id)).length,
    lost: [...all].filter(id => !delivered.has(id)).length,
    unexpected: first.filter(id => !all.has(id)).length,
    repeated: taken.length - delivered.size,
    outOfOrder: ordered ? outOfOrder : 0,
  }
}

export const passes = ({ committed, lost, unexpected, outOfOrder }: EndpointVerdict): boolean =>
  committed > 0 && lost === 0 && unexpected === 0 && outOfOrder === 0
