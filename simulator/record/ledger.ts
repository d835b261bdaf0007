import { hash } from 'node:crypto'
import { PROVIDERS, type Provider } from '../provider.ts'
import type { Entry } from './journal.ts'

/** What one provider can testify about a run. */
export interface ProviderSummary {
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
  /** How many pairs of recipient and content were accepted once, and how many more often. */
  contents: { once: number; more: number }
  /** Sends whose caller got no trustworthy answer: nothing, a 5xx, or a malformed 2xx. */
  ambiguous: { accepted: number; notAccepted: number }
  reads: number
  inbound: number
  statuses: Record<string, number>
  webhooks: { delivered: number; failedAttempts: number; abandoned: number }
  /** Webhooks that were spoiled on purpose: how many left, how many the receiver took all the same. */
  spoiled: { posted: number; acknowledged: number }
  faults: Record<string, number>
}

/** The same over all providers, and for each. */
export interface Summary extends ProviderSummary {
  providers: Record<Provider, ProviderSummary>
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
  /** Of one provider, or of all. */
  sets(provider?: Provider): LedgerSets
  clear(): void
}

interface Account {
  summary: ProviderSummary
  accepted: Map<string, string[]>
  /** Digest of recipient and content → how often it was accepted. */
  contents: Map<string, number>
  ambiguousAccepted: Set<string>
  ambiguousRefused: Set<string>
}

type Accounts = Record<Provider, Account>

/** An empty ledger. */
export function createLedger(): Ledger {
  let accounts = emptyAccounts()
  return {
    add: entry => enter(accounts[entry.provider ?? 'meta'], entry),
    summary: () => {
      const each = PROVIDERS.map(provider => [provider, summarize(accounts[provider])] as const)
      const total = each.map(([, summary]) => summary).reduce((left, right) => addUp(left, right))
      return { ...total, providers: Object.fromEntries(each) as Record<Provider, ProviderSummary> }
    },
    sets: provider => setsOf(provider ? [accounts[provider]] : PROVIDERS.map(name => accounts[name])),
    clear: () => {
      accounts = emptyAccounts()
    },
  }
}

function emptyAccounts(): Accounts {
  return { meta: emptyAccount(), twilio: emptyAccount(), waha: emptyAccount() }
}

function emptyAccount(): Account {
  return {
    summary: {
      sends: { seen: 0, accepted: 0, refused: 0, withoutId: 0, uniqueIds: 0, exactlyOnce: 0, duplicates: 0 },
      contents: { once: 0, more: 0 },
      ambiguous: { accepted: 0, notAccepted: 0 },
      reads: 0,
      inbound: 0,
      statuses: {},
      webhooks: { delivered: 0, failedAttempts: 0, abandoned: 0 },
      spoiled: { posted: 0, acknowledged: 0 },
      faults: {},
    },
    accepted: new Map(),
    contents: new Map(),
    ambiguousAccepted: new Set(),
    ambiguousRefused: new Set(),
  }
}

function summarize(account: Account): ProviderSummary {
  const copy = structuredClone(account.summary)
  copy.sends.uniqueIds = account.accepted.size
  copy.sends.exactlyOnce = account.accepted.size - copy.sends.duplicates
  copy.contents.once = account.contents.size - copy.contents.more
  return copy
}

/** Adds numbers member by member, at every depth. */
function addUp<T extends object>(left: T, right: T): T {
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]) as Set<keyof T>
  const sum = (key: keyof T) => {
    const [a, b] = [left[key], right[key]] as [unknown, unknown]
    if (typeof a === 'object' || typeof b === 'object') return addUp((a ?? {}) as object, (b ?? {}) as object)
    return Number(a ?? 0) + Number(b ?? 0)
  }
  return Object.fromEntries([...keys].map(key => [key, sum(key)])) as T
}

function setsOf(accounts: Account[]): LedgerSets {
  const accepted = accounts.flatMap(account => [...account.accepted])
  return {
    accepted: Object.fromEntries(accepted.map(([id, messages]) => [id, messages.length])),
    duplicates: Object.fromEntries(accepted.filter(([, messages]) => messages.length > 1)),
    ambiguous: {
      accepted: accounts.flatMap(account => [...account.ambiguousAccepted]),
      notAccepted: accounts.flatMap(account => [...account.ambiguousRefused]),
    },
  }
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
  const { sends, contents } = account.summary
  sends.seen++
  if (entry.accepted) {
    sends.accepted++
    if (entry.attemptId === undefined) sends.withoutId++
    else if (remember(account.accepted, entry.attemptId, entry.wamid ?? '') === 2) sends.duplicates++
    if (entry.content !== undefined && seenContent(account.contents, entry) === 2) contents.more++
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

function enterWebhook(summary: ProviderSummary, entry: Entry): void {
  if (entry.note?.spoiled) {
    summary.spoiled.posted++
    if (entry.accepted) summary.spoiled.acknowledged++
    return
  }
  if (entry.accepted) summary.webhooks.delivered++
  else summary.webhooks.failedAttempts++
  if (entry.note?.abandoned) summary.webhooks.abandoned++
}

/** Notes one more acceptance of an attempt and tells how many there are now. */
function remember(ids: Map<string, string[]>, id: string, message: string): number {
  const known = ids.get(id)
  if (known) return known.push(message)
  ids.set(id, [message])
  return 1
}

function seenContent(contents: Map<string, number>, entry: Entry): number {
  const digest = hash('sha1', `${entry.phoneNumberId}\n${entry.to}\n${entry.type}\n${entry.content}`, 'base64')
  const times = (contents.get(digest) ?? 0) + 1
  contents.set(digest, times)
  return times
}

function increment(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1
}
