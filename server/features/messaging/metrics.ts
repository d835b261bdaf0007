import type { Metrics } from '../../platform/telemetry/index.ts'
import type { DeliveryCounts } from './inbound/apply-delivery.ts'

/** The counters of intake. */
export function intakeMetrics(metrics: Metrics) {
  const facts = metrics.counter('intake_facts_total', 'What deliveries said, by kind', ['kind'])
  return {
    seconds: metrics.histogram('intake_batch_seconds', 'Time of one transaction of processing'),
    failed: metrics.counter('intake_failures_total', 'Deliveries that could not be processed, by what happened', [
      'outcome',
    ]),
    count: ({ activity: _activity, stops: _stops, ...applied }: DeliveryCounts): void => {
      for (const [kind, count] of Object.entries(applied)) if (count > 0) facts.inc({ kind }, count)
      sendMetrics(metrics).secondIds.inc(applied.secondIds)
    },
  }
}

/** The counters of sending. */
export function sendMetrics(metrics: Metrics) {
  return {
    seconds: metrics.histogram('send_call_seconds', 'Time of one call to a provider', ['provider']),
    ended: metrics.counter('send_attempts_total', 'Calls to providers, by outcome', ['outcome']),
    lookUps: metrics.counter('send_look_ups_total', 'Questions to providers about lost answers, by what was found', [
      'found',
    ]),
    /** Must stay 0: a message that a provider knows by two ids may have been sent twice. */
    secondIds: metrics.counter('message_second_ids_total', 'Messages that a provider knows by a second id'),
  }
}

/** Counts what people do with dead letters; how many are open is the gauge `dead_letters`. */
export function deadLetterMetrics(metrics: Metrics) {
  return {
    redriven: metrics.counter('dead_letters_redriven_total', 'Dead letters that somebody took up again', ['kind']),
  }
}
