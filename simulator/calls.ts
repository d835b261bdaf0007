import type { FastifyReply } from 'fastify'
import {
  type Call,
  decide,
  type FaultRule,
  isAccepted,
  type Malformed,
  type RuleState,
  type Verdict,
} from './faults.ts'
import type { Entry, EntryKind } from './journal.ts'
import type { Line } from './line.ts'
import type { Random } from './random.ts'

/** An answer before it is written down as bytes. */
export interface Answer {
  status: number
  body: unknown
}

/** A well-formed call on its way to its effect. */
export interface ProviderCall extends Call {
  kind: EntryKind
  provider?: 'twilio' | 'waha'
  attemptId?: string
  /** For the journal. */
  request: unknown
  /** Performs the effect, once. `rule` is the fault rule in force. */
  accept(rule: FaultRule | null): Accepted
}

/** The effect of a call. */
export interface Accepted {
  answer: Answer
  wamid?: string
  /** Runs after the journal has the call: statuses start here. */
  afterwards?(): void
}

/** How a provider words things. */
export interface Dialect {
  /** The answer of an `error` rule. */
  errorAnswer(rule: FaultRule): Answer
  encode(body: unknown): string | Buffer
  headers(answer: Answer): Record<string, string>
}

/** What calls need of the twin. */
export interface CallDeps {
  line: Line
  random: Random
  rules: () => RuleState[]
  record: (entry: Omit<Entry, 'seq' | 'at'>) => Entry
}

type Plan =
  | { how: 'answer'; answer: Answer }
  | { how: 'malformed'; answer: Answer; malformed: Malformed }
  | { how: 'hold'; ms: number }
  | { how: 'reset' }

const DEFAULT_HOLD_MS = 120_000
const DEFAULT_ERROR_STATUS = 500

/** Lets a call take effect and answers it, or misbehaves as the rules say. The effect happens at most once. */
export async function perform(
  deps: CallDeps,
  dialect: Dialect,
  reply: FastifyReply,
  call: ProviderCall,
): Promise<FastifyReply> {
  const verdict = decide(deps.rules(), call, deps.random)
  await deps.line.wait(verdict.latencyMs)
  const rule = verdict.rule
  const accepted = !rule || isAccepted(rule) ? call.accept(rule) : null
  const plan = planAnswer(rule, accepted, dialect)
  const entry = deps.record(entryOf(call, verdict, accepted, plan))
  recordFaults(deps, verdict, call, entry)
  accepted?.afterwards?.()
  if (verdict.answerLatencyMs > 0) await deps.line.wait(verdict.answerLatencyMs)
  if (plan.how === 'answer' && deps.line.gone(reply)) recordUnanswered(deps, entry)
  return deliver(deps.line, dialect, reply, plan)
}

/** Answers a call that was refused on its merits; no fault rule is consulted or used up. */
export function refuse(
  deps: CallDeps,
  dialect: Dialect,
  reply: FastifyReply,
  entry: Omit<Entry, 'seq' | 'at'>,
  answer: Answer,
): FastifyReply {
  deps.record({ ...entry, accepted: false, status: answer.status, response: answer.body })
  return write(dialect, reply, answer)
}

/** Sends an answer in the provider's encoding. */
export function write(dialect: Dialect, reply: FastifyReply, answer: Answer): FastifyReply {
  return reply.code(answer.status).headers(dialect.headers(answer)).send(dialect.encode(answer.body))
}

function planAnswer(rule: FaultRule | null, accepted: Accepted | null, dialect: Dialect): Plan {
  if (!rule || rule.fault === 'undeliverable') return { how: 'answer', answer: accepted!.answer }
  if (rule.fault === 'timeout_before' || rule.fault === 'timeout_after') {
    return { how: 'hold', ms: rule.ms ?? DEFAULT_HOLD_MS }
  }
  if (rule.fault === 'reset_before' || rule.fault === 'reset_after') return { how: 'reset' }
  if (!rule.malformed) return { how: 'answer', answer: dialect.errorAnswer(withStatus(rule, DEFAULT_ERROR_STATUS)) }
  const status = rule.status ?? 200
  const usual = accepted?.answer ?? dialect.errorAnswer(withStatus(rule, status))
  const malformed = rule.malformed === true ? 'truncated' : rule.malformed
  return { how: 'malformed', answer: { status, body: usual.body }, malformed }
}

/** A rule that names neither status nor code means the given status. */
function withStatus(rule: FaultRule, status: number): FaultRule {
  return rule.status === undefined && rule.code === undefined ? { ...rule, status } : rule
}

function entryOf(
  call: ProviderCall,
  verdict: Verdict,
  accepted: Accepted | null,
  plan: Plan,
): Omit<Entry, 'seq' | 'at'> {
  const answer = 'answer' in plan ? plan.answer : null
  return {
    kind: call.kind,
    ...(call.provider && { provider: call.provider }),
    phoneNumberId: call.phoneNumberId,
    to: call.to,
    type: call.type,
    attemptId: call.attemptId,
    wamid: accepted?.wamid,
    accepted: accepted !== null,
    status: answer?.status ?? null,
    ...(verdict.fired.length > 0 && { faults: verdict.fired.map(rule => rule.id) }),
    request: call.request,
    response: plan.how === 'answer' ? plan.answer.body : undefined,
    ...(plan.how === 'malformed' && { note: { malformed: plan.malformed } }),
  }
}

function recordFaults(deps: CallDeps, verdict: Verdict, call: ProviderCall, entry: Entry): void {
  for (const rule of verdict.fired) {
    deps.record({
      kind: 'fault',
      type: rule.fault,
      ...(call.provider && { provider: call.provider }),
      phoneNumberId: call.phoneNumberId,
      to: call.to,
      attemptId: call.attemptId,
      accepted: entry.accepted,
      note: { rule: rule.id, op: call.op, entry: entry.seq },
    })
  }
}

/** The caller hung up before the answer: for it, the outcome is as unknown as after a timeout. */
function recordUnanswered(deps: CallDeps, entry: Entry): void {
  if (entry.kind !== 'send') return
  deps.record({
    kind: 'unanswered',
    ...(entry.provider && { provider: entry.provider }),
    phoneNumberId: entry.phoneNumberId,
    to: entry.to,
    attemptId: entry.attemptId,
    wamid: entry.wamid,
    accepted: entry.accepted,
    note: { entry: entry.seq },
  })
}

function deliver(line: Line, dialect: Dialect, reply: FastifyReply, plan: Plan): FastifyReply {
  if (plan.how === 'answer') return write(dialect, reply, plan.answer)
  if (plan.how === 'hold') line.hold(reply, plan.ms)
  else if (plan.how === 'reset') line.reset(reply)
  else return writeMalformed(line, dialect, reply, plan.answer, plan.malformed)
  return reply
}

function writeMalformed(
  line: Line,
  dialect: Dialect,
  reply: FastifyReply,
  answer: Answer,
  kind: Malformed,
): FastifyReply {
  const whole = dialect.encode(answer.body)
  if (kind === 'cut') {
    line.cut(reply, answer.status, dialect.headers(answer), whole)
    return reply
  }
  const html = '<!DOCTYPE html><html><body><h1>Sorry, something went wrong.</h1></body></html>'
  const withoutIds = { ...(answer.body as object), messages: undefined, id: undefined, sid: undefined, key: undefined }
  const texts = {
    truncated: whole.slice(0, Math.floor(whole.length / 2)),
    no_id: dialect.encode(withoutIds),
    html,
    empty: '',
  }
  return reply
    .code(answer.status)
    .headers({ ...dialect.headers(answer), ...(kind === 'html' && { 'content-type': 'text/html; charset=utf-8' }) })
    .send(texts[kind])
}
