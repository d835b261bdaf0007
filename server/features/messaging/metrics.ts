import type { Metrics } from '../../platform/telemetry/index.ts'
import type { Applied } from './apply.ts'

/** What intake counts. */
export function intakeMetrics(metrics: Metrics) {
  const facts = metrics.counter('intake_facts_total', 'What deliveries said, by kind', ['kind'])
  return {
    seconds: metrics.histogram('intake_batch_seconds', 'Time of one transaction of processing'),
    failed: metrics.counter('intake_failures_total', 'Deliveries that could not be processed, by what happened', [
      'outcome',
    ]),
    count: (applied: Applied): void => {
      for (const [kind, count] of Object.entries(applied)) if (count > 0) facts.inc({ kind }, count)
    },
  }
}
