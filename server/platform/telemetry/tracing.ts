/** Part of a trace: one piece of work, with its time. */
export interface TraceSpan {
  /** As W3C Trace Context writes it: who works on because of this carries it along, in memory, rows and headers. */
  readonly traceparent: string
  /** @param problem why it failed, by a code or name; never anybody's words */
  end(problem?: string): void
}

export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer'

/** Ids and names; never anybody's words, numbers or secrets. */
export type SpanFacts = Record<string, string | number>

/**
 * Where spans go. It is absent when nobody collects them, and then nothing of it is done anywhere: what is not traced carries no
 * `traceparent`, and nobody asks further.
 */
export interface Tracing {
  /** Begins a trace; undefined for one that is not sampled. `from` continues a trace of a caller. */
  begin(name: string, kind: SpanKind, facts?: SpanFacts, from?: string): TraceSpan | undefined
  /** A span below another; undefined without one. */
  follow(name: string, kind: SpanKind, parent: string | null | undefined, facts?: SpanFacts): TraceSpan | undefined
  /** Sends what waits, as far as somebody takes it. */
  close(): Promise<void>
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

export interface ParsedTraceparent {
  traceId: string
  spanId: string
  sampled: boolean
}

/** Undefined for what is none. */
export function parseTraceparent(text: unknown): ParsedTraceparent | undefined {
  const found = typeof text === 'string' ? TRACEPARENT.exec(text) : null
  if (!found) return undefined
  const [, traceId, spanId, flags] = found as unknown as [string, string, string, string]
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 }
}

/** The id that people look for, in logs and at the collector. */
export const traceIdOf = (traceparent: string): string => traceparent.slice(3, 35)
