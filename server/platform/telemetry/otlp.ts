import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base'
import type { TracingConfig } from '../config/index.ts'
import { parseTraceparent, type TraceSpan, type Tracing } from './tracing.ts'

/** What waits to be sent; more is dropped. */
const MOST_WAITING = 4_096
const BATCH = 512
const SEND_EVERY_MS = 1_000
/** A collector that takes longer gets nothing of that batch. */
const SEND_WITHIN_MS = 5_000

const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
}

/** Sends spans to a collector, by OTLP over HTTP. Nothing waits for it: what it does not take in time is dropped. */
export function createOtlpTracing({ url, headers, service, ratio }: TracingConfig): Tracing {
  const exporter = new OTLPTraceExporter({ url, headers, timeoutMillis: SEND_WITHIN_MS, concurrencyLimit: 2 })
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [
      new BatchSpanProcessor(exporter, {
        maxQueueSize: MOST_WAITING,
        maxExportBatchSize: BATCH,
        scheduledDelayMillis: SEND_EVERY_MS,
        exportTimeoutMillis: SEND_WITHIN_MS,
      }),
    ],
  })
  const tracer = provider.getTracer('tawsil')
  const start: Tracing['begin'] = (name, kind, attributes = {}, from) => {
    const parent = parseTraceparent(from)
    const context = parent
      ? trace.setSpanContext(ROOT_CONTEXT, {
          traceId: parent.traceId,
          spanId: parent.spanId,
          traceFlags: parent.sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
          isRemote: true,
        })
      : ROOT_CONTEXT
    const span = tracer.startSpan(name, { kind: KINDS[kind], attributes }, context)
    return span.isRecording() ? spanOf(span) : undefined
  }
  return {
    begin: start,
    follow: (name, kind, parent, facts) => (parent ? start(name, kind, facts, parent) : undefined),
    // What the collector does not take is lost; that must not keep the program from ending.
    close: () => provider.shutdown().catch(() => undefined),
  }
}

function spanOf(span: Span): TraceSpan {
  const { traceId, spanId } = span.spanContext()
  return {
    traceparent: `00-${traceId}-${spanId}-01`,
    end: problem => {
      if (problem !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: problem })
      span.end()
    },
  }
}
