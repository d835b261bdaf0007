import type { Entry } from './journal.ts'

/** What the provider can testify about a run. */
export interface Summary {
  sends: {
    seen: number
    accepted: number
    refused: number
    /** Accepted sends that carried no attempt id. */
    withoutId: number
    /** Distinct attempt ids accepted. */
    uniqueIds: number
    exactlyOnce: number
    /** Attempt ids accepted more than once. */
    duplicates: number
  }
  /** Sends whose caller got no trustworthy answer: nothing, a 5xx, or a malformed 2xx. */
  ambiguous: { accepted: number; notAccepted: number }
  reads: number
  inbound: number
  statuses: Record<string, number>
  webhooks: { delivered: number; failedAttempts: number; abandoned: number }
  faults: Record<string, number>
}

/** The id sets behind the numbers: ledgers compare sets, not counts. */
export interface LedgerSets {
  /** Attempt id → how often it was accepted. */
  accepted: Record<string, number>
  /** Attempt ids accepted more than once → the message ids they got. */
  duplicates: Record<string, string[]>
  ambiguous: { accepted: string[]; notAccepted: string[] }
}

/** Running counts over the journal; they stay exact when the memory of the journal is bounded. */
export interface Ledger {
  add(entry: Entry): void
  summary(): Summary
  sets(): LedgerSets
  clear(): void
}

interface Account {
  summary: Summary
  accepted: Map<string, string[]>
  ambiguousAccepted: Set<string>
  ambiguousRefused: Set<string>
}

/** An empty ledger. */
export function createLedger(): Ledger {
  let account = emptyAccount()
  return {
    add: entry => enter(account, entry),
    summary: () => structuredClone({ ...account.summary, sends: countIds(account) }),
    sets: () => ({
      accepted: Object.fromEntries([...account.accepted].map(([id, wamids]) => [id, wamids.length])),
      duplicates: Object.fromEntries([...account.accepted].filter(([, wamids]) => wamids.length > 1)),
      ambiguous: { accepted: [...account.ambiguousAccepted], notAccepted: [...account.ambiguousRefused] },
    }),
    clear: () => {
      account = emptyAccount()
    },
  }
}

function emptyAccount(): Account {
  return {
    summary: {
      sends: { seen: 0, accepted: 0, refused: 0, withoutId: 0, uniqueIds: 0, exactlyOnce: 0, duplicates: 0 },
      ambiguous: { accepted: 0, notAccepted: 0 },
      reads: 0,
      inbound: 0,
      statuses: {},
      webhooks: { delivered: 0, failedAttempts: 0, abandoned: 0 },
      faults: {},
    },
    accepted: new Map(),
    ambiguousAccepted: new Set(),
    ambiguousRefused: new Set(),
  }
}

function countIds(account: Account): Summary['sends'] {
  const { sends } = account.summary
  const uniqueIds = account.accepted.size
  return { ...sends, uniqueIds, exactlyOnce: uniqueIds - sends.duplicates }
}

function enter(account: Account, entry: Entry): void {
  const { summary } = account
  if (entry.kind === 'send') enterSend(account, entry)
  else if (entry.kind === 'read' && entry.accepted) summary.reads++
  else if (entry.kind === 'inbound') summary.inbound++
  else if (entry.kind === 'status') increment(summary.statuses, entry.type ?? 'unknown')
  else if (entry.kind === 'fault') increment(summary.faults, entry.type ?? 'unknown')
  else if (entry.kind === 'unanswered') enterAmbiguous(account, entry)
  else if (entry.kind === 'webhook') enterWebhook(summary, entry)
}

function enterSend(account: Account, entry: Entry): void {
  const { sends } = account.summary
  sends.seen++
  if (entry.accepted) {
    sends.accepted++
    if (entry.attemptId === undefined) sends.withoutId++
    else if (remember(account.accepted, entry.attemptId, entry.wamid ?? '') === 2) sends.duplicates++
  } else sends.refused++
  const clean = typeof entry.status === 'number' && entry.status < 500 && entry.note?.malformed === undefined
  if (!clean) enterAmbiguous(account, entry)
}

function enterAmbiguous(account: Account, entry: Entry): void {
  const { ambiguous } = account.summary
  const ids = entry.accepted ? account.ambiguousAccepted : account.ambiguousRefused
  if (entry.accepted) ambiguous.accepted++
  else ambiguous.notAccepted++
  if (entry.attemptId !== undefined) ids.add(entry.attemptId)
}

function enterWebhook(summary: Summary, entry: Entry): void {
  if (entry.accepted) summary.webhooks.delivered++
  else summary.webhooks.failedAttempts++
  if (entry.note?.abandoned) summary.webhooks.abandoned++
}

/** Notes one more acceptance of an attempt and tells how many there are now. */
function remember(ids: Map<string, string[]>, id: string, wamid: string): number {
  const known = ids.get(id)
  if (known) return known.push(wamid)
  ids.set(id, [wamid])
  return 1
}

function increment(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1
}
