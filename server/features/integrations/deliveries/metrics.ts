import type { Metrics } from '../../../platform/telemetry/index.ts'
import type { CallResult } from './call.ts'

const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 7.5]

/** What calls to webhook endpoints count. */
export const webhookMetrics = (metrics: Metrics) => ({
  ended: ({ outcome, durationMs }: CallResult) => {
    metrics
      .counter('webhook_calls_total', 'Calls to webhook endpoints, by what came of them', ['outcome'])
      .inc({ outcome })
    metrics
      .histogram('webhook_call_seconds', 'Time from a call to a webhook endpoint to its answer', ['outcome'], BUCKETS)
      .observe({ outcome }, durationMs / 1000)
  },
})
