import type { Tracing } from '../../../platform/telemetry/index.ts'
import type { NewRawEvent } from './raw-event.sql.ts'

/** Begins a trace for each delivery. It travels in the headers that are stored with it. */
export async function storeTraced(
  tracing: Tracing,
  store: (events: readonly NewRawEvent[]) => Promise<void>,
  events: readonly NewRawEvent[],
): Promise<void> {
  const spans = events.map(({ id, provider, tenantId }) =>
    tracing.begin('webhook', 'server', {
      'tawsil.provider': provider,
      'tawsil.delivery': id,
      ...(tenantId && { 'tawsil.tenant': tenantId }),
    }),
  )
  const traced = events.map((event, at): NewRawEvent => {
    const traceparent = spans[at]?.traceparent
    const headers = { ...(JSON.parse(event.headers) as object), traceparent }
    return traceparent === undefined ? event : { ...event, headers: JSON.stringify(headers) }
  })
  try {
    await store(traced)
    for (const span of spans) span?.end()
  } catch (error) {
    for (const span of spans) span?.end(error instanceof Error ? error.name : 'unknown')
    throw error
  }
}
