import type { Context } from '../context.ts'
import type { Tx } from '../db/index.ts'
import type { Tracing } from '../telemetry/index.ts'
import type { StoredEvent } from './define.ts'
import type { PutOffEvent, Subscriber } from './subscribers.ts'

/** Lets a subscriber handle events; where traces are collected, each of them gets a span of the subscriber's name. */
export const handleTraced = (
  { tracing }: Pick<Context, 'tracing'>,
  subscriber: Subscriber,
  tx: Tx,
  events: readonly StoredEvent[],
): Promise<readonly PutOffEvent[]> =>
  tracing ? handleInSpans(tracing, subscriber, tx, events) : subscriber.handle(tx, events)

async function handleInSpans(
  tracing: Tracing,
  subscriber: Subscriber,
  tx: Tx,
  events: readonly StoredEvent[],
): Promise<readonly PutOffEvent[]> {
  const spans = events.map(({ trace, type, tenantId }) =>
    tracing.follow(subscriber.name, 'consumer', trace, { 'tawsil.tenant': tenantId, 'tawsil.event': type }),
  )
  const traced = events.map((event, at) => ({ ...event, trace: spans[at]?.traceparent }) as StoredEvent)
  try {
    const putOff = await subscriber.handle(tx, traced)
    for (const span of spans) span?.end()
    return putOff
  } catch (error) {
    for (const span of spans) span?.end(error instanceof Error ? error.name : 'unknown')
    throw error
  }
}
