import type { Metrics } from '../../../../platform/telemetry/index.ts'

/** What fetching counts. */
export function mediaMetrics(metrics: Metrics) {
  return {
    ended: metrics.counter('media_attempts_total', 'Attempts to fetch a customer’s file, by what came of it', ['end']),
    bytes: metrics.counter('media_bytes_total', 'Bytes of customers’ files that were fetched'),
  }
}
