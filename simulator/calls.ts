import type { FastifyReply } from 'fastify'
import {
  type Accepted,
  type Answer,
  type Dialect,
  deliver,
  type Plan,
  planAnswer,
  write,
} from './misbehaviour/answers.ts'
import type { Elsewhere } from './misbehaviour/elsewhere.ts'
import { type Call, decide, type FaultRule, isAccepted, type RuleState, type Verdict } from './misbehaviour/faults.ts'
import type { Line } from './misbehaviour/line.ts'
import type { NamedProvider } from './provider.ts'
import type { Random } from './random.ts'
import type { Entry, EntryKind } from './record/journal.ts'

export { type Accepted, type Answer, type Dialect, fileDialect, write } from './misbehaviour/answers.ts'

/** A well-formed call on its way to its effect. */
export interface ProviderCall extends Call {
  kind: EntryKind
  provider?: NamedProvider
  attemptId?: string | undefined
  /** What a send says (see `Entry.content`). */
  content?: string
  /** For the journal. */
  request: unknown
  /** Performs the effect, once. `rule` is the fault rule in force. */
  accept(rule: FaultRule | null): Accepted
}

/** What calls need of the twin. */
export interface CallDeps {
  line: Line
  elsewhere: Elsewhere
  /** How long every answer takes, in ms, after the call took effect. */
  answerMs: () => number
  random: Random
  rules: () => RuleState[]
  record: (entry: Omit<Entry, 'seq' | 'at'>) => Entry
}

/** Performs a call's effect and answers it, or misbehaves as the rules say. The effect happens at most once. */
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
  const pause = verdict.answerLatencyMs + deps.answerMs()
  if (pause > 0) await deps.line.wait(pause)
  if (plan.how === 'answer' && deps.line.gone(reply)) recordUnanswered(deps, entry)
  return deliver(deps, dialect, reply, plan)
}

/** Answers a call that the provider itself would refuse; no fault rule is asked or used up. */
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
    ...(call.content !== undefined && { content: call.content }),
    wamid: accepted?.wamid,
    accepted: accepted !== null,
    status: answer?.status ?? null,
    ...(verdict.fired.length > 0 && { faults: verdict.fired.map(rule => rule.id) }),
    request: call.request,
    response: plan.how === 'answer' && !accepted?.secret ? plan.answer.body : undefined,
    ...((accepted?.note || plan.how === 'malformed') && {
      note: { ...accepted?.note, ...(plan.how === 'malformed' && { malformed: plan.malformed }) },
    }),
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

/** The caller hung up before the answer came, so it does not know the outcome, as after a timeout. */
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
