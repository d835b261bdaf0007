/**
 * The ids of one run, by what happened to them. Sets, not counts, because two errors must not cancel each other out.
 */
export interface Ledger {
  offered: ReadonlySet<string>
  acknowledged: ReadonlySet<string>
  stored: ReadonlySet<string>
  /** How often each id is in the conversations. */
  processed: ReadonlyMap<string, number>
  deadLettered: ReadonlySet<string>
  /** Work rows that were left when the run gave up waiting. */
  pending: number
  /** Conversations whose messages are not numbered 1…n without gap or repeat. */
  brokenSequences: number
  /** Messages whose `message.received` event is missing or was written twice. */
  brokenEvents: number
}

export interface Verdict {
  offered: number
  acknowledged: number
  stored: number
  processed: number
  duplicated: number
  lost: number
  deadLettered: number
  /** Stored although the caller got no confirmation: allowed, because the provider sends it again. */
  recovered: number
  /** Processed although nobody sent it. */
  unexpected: number
  pending: number
  brokenSequences: number
  brokenEvents: number
  passed: boolean
}

export function judge(ledger: Ledger): Verdict {
  const { offered, acknowledged, stored, processed, deadLettered, pending, brokenSequences, brokenEvents } = ledger
  const notStored = [...acknowledged].filter(id => !stored.has(id))
  const notProcessed = [...stored].filter(id => !processed.has(id) && !deadLettered.has(id))
  const lost = new Set([...notStored, ...notProcessed]).size
  const duplicated = [...processed.values()].filter(times => times > 1).length
  const unexpected = [...processed.keys()].filter(id => !offered.has(id)).length
  const recovered = [...stored].filter(id => !acknowledged.has(id)).length
  const passed = [lost, duplicated, unexpected, pending, brokenSequences, brokenEvents, deadLettered.size].every(
    n => n === 0,
  )
  return {
    offered: offered.size,
    acknowledged: acknowledged.size,
    stored: stored.size,
    processed: processed.size,
    duplicated,
    lost,
    deadLettered: deadLettered.size,
    recovered,
    unexpected,
    pending,
    brokenSequences,
    brokenEvents,
    passed,
  }
}
