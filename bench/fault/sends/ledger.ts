/** What happened to every message of a run, by its id; attempts are named `<message id>.<no>`. */
export interface SendLedger {
  /** Messages that the API took. */
  intended: ReadonlySet<string>
  /** How often the provider accepted each attempt. */
  accepted: ReadonlyMap<string, number>
  /** Attempts whose caller got no trustworthy answer, as the provider counts them. */
  ambiguous: ReadonlySet<string>
  /** The status of each message in the database when the run was over. */
  statuses: ReadonlyMap<string, string>
  /** Messages that were unknown at any time. */
  everUnknown: ReadonlySet<string>
  /** Messages that the API lists for people. */
  listed: ReadonlySet<string>
  /** Messages that the provider refused for good, as the provider says. */
  refusedForGood: ReadonlySet<string>
  /** Attempts that the provider refused for good, as the provider says, and whose refusal was recorded. */
  endedAttempts: ReadonlySet<string>
  /** Attempts that reached the provider. */
  calledAttempts: ReadonlySet<string>
  /** Messages of customers that were acknowledged, and how often each is in the conversations. */
  acknowledgedInbound: ReadonlySet<string>
  filedInbound: ReadonlyMap<string, number>
  /** Work that was left. */
  pending: number
}

export interface SendVerdict {
  intended: number
  acceptedByProvider: number
  confirmed: number
  failed: number
  ambiguousInjected: number
  /** Of those: the provider accepted them, and its report came before the lost answer was recorded. */
  settledEarly: number
  /** Of those: neither unknown nor settled, or called again without a proof. */
  unnoticed: number
  everUnknown: number
  unknownNow: number
  /** Of those: nobody can know, and a person sees them. */
  listedForPeople: number
  /** Messages that the provider accepted more than once. */
  duplicated: number
  /** Counted as sent although the provider never accepted them; or accepted, and not known to be. */
  lost: number
  neverAttempted: number
  retriedForGood: number
  inboundAcknowledged: number
  inboundLost: number
  inboundDuplicated: number
  pending: number
  passed: boolean
}

const CONFIRMED = new Set(['sent', 'delivered', 'read'])
/** The message of `<message id>.<no>`. */
export const messageOf = (attempt: string): string => attempt.slice(0, attempt.lastIndexOf('.'))
const noOf = (attempt: string): number => Number(attempt.slice(attempt.lastIndexOf('.') + 1))

/** Compares the sets. With counts alone two errors could cancel each other out. */
export function judgeSends(ledger: SendLedger): SendVerdict {
  const { intended, statuses } = ledger
  const taken = new Map<string, number>()
  for (const [attempt, times] of ledger.accepted) {
    const id = messageOf(attempt)
    taken.set(id, (taken.get(id) ?? 0) + times)
  }
  const ids = [...intended]
  const status = (id: string) => statuses.get(id) ?? 'missing'
  const confirmed = ids.filter(id => CONFIRMED.has(status(id)))
  const unknown = ids.filter(id => status(id) === 'unknown')
  const falselyConfirmed = confirmed.filter(id => !taken.has(id))
  const notRecorded = ids.filter(id => taken.has(id) && !CONFIRMED.has(status(id)) && status(id) !== 'unknown')
  const neverAttempted = ids.filter(id => ['queued', 'sending', 'missing'].includes(status(id)))
  const failedWithoutReason = ids.filter(id => status(id) === 'failed' && !ledger.refusedForGood.has(id))
  const unlisted = unknown.filter(id => !ledger.listed.has(id))
  const ended = new Map([...ledger.endedAttempts].map(attempt => [messageOf(attempt), noOf(attempt)]))
  const late = [...ledger.calledAttempts].filter(attempt => noOf(attempt) > (ended.get(messageOf(attempt)) ?? Infinity))
  const retriedForGood = new Set(late.map(messageOf)).size
  const injected = new Set([...ledger.ambiguous].map(messageOf))
  const hidden = [...injected].filter(id => !ledger.everUnknown.has(id))
  const tookAll = (id: string) =>
    [...ledger.ambiguous].every(attempt => messageOf(attempt) !== id || ledger.accepted.has(attempt))
  const settledEarly = hidden.filter(id => CONFIRMED.has(status(id)) && tookAll(id)).length
  const unnoticed = hidden.length - settledEarly
  const inboundLost = [...ledger.acknowledgedInbound].filter(id => !ledger.filedInbound.has(id)).length
  const verdict = {
    intended: intended.size,
    acceptedByProvider: ids.filter(id => taken.has(id)).length,
    confirmed: confirmed.length,
    failed: ids.filter(id => status(id) === 'failed').length,
    ambiguousInjected: injected.size,
    settledEarly,
    unnoticed,
    everUnknown: ledger.everUnknown.size,
    unknownNow: unknown.length,
    listedForPeople: unknown.length - unlisted.length,
    duplicated: [...taken].filter(([, times]) => times > 1).length,
    lost: falselyConfirmed.length + notRecorded.length + failedWithoutReason.length + unlisted.length,
    neverAttempted: neverAttempted.length,
    retriedForGood,
    inboundAcknowledged: ledger.acknowledgedInbound.size,
    inboundLost,
    inboundDuplicated: [...ledger.filedInbound.values()].filter(times => times > 1).length,
    pending: ledger.pending,
  }
  const { duplicated, lost, pending, inboundDuplicated } = verdict
  const passed = [
    duplicated,
    lost,
    unnoticed,
    neverAttempted.length,
    retriedForGood,
    inboundLost,
    inboundDuplicated,
    pending,
  ].every(count => count === 0)
  return { ...verdict, passed }
}
