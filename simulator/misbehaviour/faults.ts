import { bareAddress, type NamedProvider, type Provider } from '../provider.ts'
import type { Random } from '../random.ts'

/**
 * What a rule does to a call. `undeliverable` accepts the send and later reports a `failed` status; `redirect` has the
 * answer fetched from another host.
 */
export type FaultKind =
  | 'latency'
  | 'timeout_before'
  | 'timeout_after'
  | 'reset_before'
  | 'reset_after'
  | 'error'
  | 'redirect'
  | 'undeliverable'

/** How an answer is broken: half a JSON text, JSON without a message id, an HTML page, nothing, or a cut connection. */
export type Malformed = 'truncated' | 'no_id' | 'html' | 'empty' | 'cut'

/** The calls that a rule can match; `lookup` asks what happened to messages. */
export type Operation = 'send' | 'read' | 'media_upload' | 'media_get' | 'media_download' | 'lookup' | 'manage'

/** A call as the rules see it. */
export interface Call {
  op: Operation
  /** Absent: Meta. */
  provider?: NamedProvider
  phoneNumberId?: string
  /** Digits of the recipient, or its business-scoped user id. */
  to?: string
  type?: string
}

/** One scripted misbehaviour. */
export interface FaultRule {
  id?: string
  /** Every given field must be equal. `op` is `send` unless said otherwise; `*` is every call. */
  match?: {
    op?: Operation | '*'
    provider?: Provider
    phoneNumberId?: string
    to?: string
    type?: string
  }
  fault: FaultKind
  /** HTTP status of `error`. */
  status?: number
  /** Meta's error code, of `error` (in the answer) or `undeliverable` (in the failed status). */
  code?: number
  /** Where `redirect` points. Default: the twin under its other name, which serves the answer and notes every secret it gets. */
  url?: string
  /** Breaks the answer. `true` is `truncated`. */
  malformed?: boolean | Malformed
  /** Whether the provider had accepted the call before misbehaving. Default: false, true for a malformed 2xx. */
  accepted?: boolean
  /** Length of the delay, or how long an unanswered connection is kept open. */
  ms?: number
  /** 0…1, default 1. */
  probability?: number
  /** How often the rule fires before it stops. Default: always. */
  times?: number
  /** How many matching calls pass before it starts. */
  skip?: number
}

/** A rule as the twin keeps it. */
export type NamedRule = FaultRule & { id: string }

/** What happens to one call. */
export interface Verdict {
  /** Delay before the call is looked at. */
  latencyMs: number
  /** Delay between acceptance and answer. */
  answerLatencyMs: number
  /** The rule that decided the outcome, if any. */
  rule: NamedRule | null
  /** Every rule that fired, delays included. */
  fired: NamedRule[]
}

/** A rule with how often it matched and fired. */
export interface RuleState {
  rule: NamedRule
  seen: number
  fired: number
}

const CALM: Verdict = { latencyMs: 0, answerLatencyMs: 0, rule: null, fired: [] }
const DEFAULT_LATENCY_MS = 1000

/** Gives every rule an id and fresh counters. */
export function prepareRules(rules: FaultRule[]): RuleState[] {
  return rules.map((rule, index) => ({ rule: { ...rule, id: rule.id ?? `rule-${index + 1}` }, seen: 0, fired: 0 }))
}

/** Whether a rule is aimed at this call. */
export function matches(rule: FaultRule, call: Call): boolean {
  const match = rule.match ?? {}
  const op = match.op ?? 'send'
  if (op !== '*' && op !== call.op) return false
  if (match.provider !== undefined && match.provider !== (call.provider ?? 'meta')) return false
  if (match.phoneNumberId !== undefined && match.phoneNumberId !== call.phoneNumberId) return false
  if (match.type !== undefined && match.type !== call.type) return false
  return match.to === undefined || sameRecipient(match.to, call.to)
}

/**
 * Decides what happens to one call and counts it. Delays add up; the first other rule that fires ends the search. No
 * clock and no I/O: only the states of the rules change.
 */
export function decide(states: RuleState[], call: Call, random: Random): Verdict {
  if (states.length === 0) return CALM
  const verdict: Verdict = { latencyMs: 0, answerLatencyMs: 0, rule: null, fired: [] }
  for (const state of states) {
    if (!fires(state, call, random)) continue
    verdict.fired.push(state.rule)
    if (state.rule.fault !== 'latency') {
      verdict.rule = state.rule
      return verdict
    }
    const ms = state.rule.ms ?? DEFAULT_LATENCY_MS
    if (state.rule.accepted) verdict.answerLatencyMs += ms
    else verdict.latencyMs += ms
  }
  return verdict
}

/** Whether the call takes effect although the rule breaks its answer. */
export function isAccepted(rule: FaultRule): boolean {
  if (rule.fault === 'timeout_after' || rule.fault === 'reset_after' || rule.fault === 'undeliverable') return true
  if (rule.fault === 'redirect') return true
  if (rule.fault !== 'error') return false
  return rule.accepted ?? (Boolean(rule.malformed) && (rule.status ?? 200) < 300)
}

function fires(state: RuleState, call: Call, random: Random): boolean {
  const { rule } = state
  if (!matches(rule, call)) return false
  state.seen++
  if (state.seen <= (rule.skip ?? 0)) return false
  if (rule.times !== undefined && state.fired >= rule.times) return false
  if (rule.probability !== undefined && random() >= rule.probability) return false
  state.fired++
  return true
}

function sameRecipient(wanted: string, actual: string | undefined): boolean {
  if (actual === undefined) return false
  return wanted === actual || bareAddress(wanted) === bareAddress(actual)
}
