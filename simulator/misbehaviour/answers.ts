import type { FastifyReply } from 'fastify'
import type { Elsewhere } from './elsewhere.ts'
import type { FaultRule, Malformed } from './faults.ts'
import type { Line } from './line.ts'

/** An answer before it is written down as bytes. */
export interface Answer {
  status: number
  body: unknown
}

/** The effect of a call. */
export interface Accepted {
  answer: Answer
  wamid?: string
  /** Further facts for the journal. */
  note?: Record<string, unknown>
  /** The answer holds a secret, which must not be in the journal. */
  secret?: boolean
  /** Runs after the journal has the call: statuses start here. */
  afterwards?(): void
}

/** How a provider writes its answers. */
export interface Dialect {
  /** The answer of an `error` rule. */
  errorAnswer(rule: FaultRule): Answer
  encode(body: unknown): string | Buffer
  headers(answer: Answer): Record<string, string>
}

/**
 * Sends the bytes of a file when the body of the answer is `facts`. The journal keeps the body, so it holds the facts instead
 * of the bytes.
 * @param file its type and bytes
 */
export function fileDialect(base: Dialect, file: { mimeType: string; bytes: Buffer }, facts: object): Dialect {
  return {
    ...base,
    encode: body => (body === facts ? file.bytes : base.encode(body)),
    headers: answer => ({
      ...base.headers(answer),
      ...(answer.body === facts && { 'content-type': file.mimeType }),
    }),
  }
}

/** How a call will be answered. */
export type Plan =
  | { how: 'answer'; answer: Answer }
  | { how: 'malformed'; answer: Answer; malformed: Malformed }
  | { how: 'hold'; ms: number }
  | { how: 'reset' }
  | { how: 'redirect'; answer: Answer; url: string | undefined }

const DEFAULT_HOLD_MS = 120_000
const DEFAULT_ERROR_STATUS = 500

/** Sends an answer in the provider's encoding. */
export function write(dialect: Dialect, reply: FastifyReply, answer: Answer): FastifyReply {
  return reply.code(answer.status).headers(dialect.headers(answer)).send(dialect.encode(answer.body))
}

/** What the active rule does to the answer. */
export function planAnswer(rule: FaultRule | null, accepted: Accepted | null, dialect: Dialect): Plan {
  if (!rule || rule.fault === 'undeliverable') return { how: 'answer', answer: accepted!.answer }
  if (rule.fault === 'timeout_before' || rule.fault === 'timeout_after') {
    return { how: 'hold', ms: rule.ms ?? DEFAULT_HOLD_MS }
  }
  if (rule.fault === 'reset_before' || rule.fault === 'reset_after') return { how: 'reset' }
  if (rule.fault === 'redirect') return { how: 'redirect', answer: accepted!.answer, url: rule.url }
  if (!rule.malformed) return { how: 'answer', answer: dialect.errorAnswer(withStatus(rule, DEFAULT_ERROR_STATUS)) }
  const status = rule.status ?? accepted?.answer.status ?? 200
  const usual = accepted?.answer ?? dialect.errorAnswer(withStatus(rule, status))
  const malformed = rule.malformed === true ? 'truncated' : rule.malformed
  return { how: 'malformed', answer: { status, body: usual.body }, malformed }
}

/** A rule that names neither status nor code means the given status. */
function withStatus(rule: FaultRule, status: number): FaultRule {
  return rule.status === undefined && rule.code === undefined ? { ...rule, status } : rule
}

/** Answers as planned; a connection that is held or cut gets nothing more. */
export function deliver(at: { line: Line; elsewhere: Elsewhere }, dialect: Dialect, reply: FastifyReply, plan: Plan) {
  if (plan.how === 'answer') return write(dialect, reply, plan.answer)
  if (plan.how === 'redirect') return redirect(at.elsewhere, dialect, reply, plan)
  if (plan.how === 'hold') at.line.hold(reply, plan.ms)
  else if (plan.how === 'reset') at.line.reset(reply)
  else return writeMalformed(at.line, dialect, reply, plan)
  return reply
}

function redirect(elsewhere: Elsewhere, dialect: Dialect, reply: FastifyReply, plan: Plan & { how: 'redirect' }) {
  const { answer, url } = plan
  const type = dialect.headers(answer)['content-type'] ?? 'application/octet-stream'
  const location = url ?? elsewhere.move(reply, dialect.encode(answer.body), type)
  return reply.code(307).header('location', location).send('')
}

function writeMalformed(line: Line, dialect: Dialect, reply: FastifyReply, plan: Plan & { how: 'malformed' }) {
  const { answer, malformed } = plan
  const whole = dialect.encode(answer.body)
  if (malformed === 'cut') {
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
    .headers({
      ...dialect.headers(answer),
      ...(malformed === 'html' && { 'content-type': 'text/html; charset=utf-8' }),
    })
    .send(texts[malformed])
}
