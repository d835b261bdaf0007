import type { Tx } from '../../../platform/db/index.ts'
import { type Channel, listChannels, rehearsalProviders } from '../../channels/index.ts'
import { type ChannelCalls, selectCalls } from './calls.sql.ts'

export type IntegrationStatus = 'healthy' | 'degraded' | 'down'

/** How the numbers of a business at one provider do. */
export interface IntegrationHealth {
  integration: string
  status: IntegrationStatus
  channels: number
  /** Of those, how many do not do their work now. */
  troubled: number
  /** Calls of the last five minutes. */
  calls: number
  /** Share of them that failed, 0 to 1. */
  errorRate: number
  latencyMs: number | null
}

export const WINDOW_SECONDS = 300
/** A larger share of failures is degraded. */
const DEGRADED_RATE = 0.1
/** Fewer calls prove neither that it works nor that it does not. */
const ENOUGH_CALLS = 5
const TROUBLED = new Set<Channel['status']>(['degraded', 'disconnected', 'error'])
const DEAD = new Set<Channel['status']>(['disconnected', 'error'])

/** Every provider that the business has numbers of; those that only rehearse are no integrations. */
export async function integrationHealth(tx: Tx): Promise<IntegrationHealth[]> {
  const rehearsals = new Set<string>(rehearsalProviders())
  const [channels, calls] = await Promise.all([listChannels(tx), tx.rows(selectCalls(WINDOW_SECONDS))])
  const real = channels.filter(({ provider }) => !rehearsals.has(provider))
  const callsOf = new Map(calls.map(row => [row.channelId, row]))
  return [...Map.groupBy(real, ({ provider }) => provider)]
    .map(([provider, own]) =>
      healthOf(
        provider,
        own,
        own.flatMap(({ id }) => callsOf.get(id) ?? []),
      ),
    )
    .toSorted((one, other) => (one.integration < other.integration ? -1 : 1))
}

/** Pure. */
export function healthOf(
  integration: string,
  channels: ReadonlyArray<Pick<Channel, 'status'>>,
  ended: ReadonlyArray<Omit<ChannelCalls, 'channelId'>>,
): IntegrationHealth {
  const calls = ended.reduce((sum, row) => sum + row.calls, 0)
  const failed = ended.reduce((sum, row) => sum + row.failed, 0)
  const errorRate = calls === 0 ? 0 : failed / calls
  const troubled = channels.filter(({ status }) => TROUBLED.has(status)).length
  const proven = calls >= ENOUGH_CALLS
  const down = channels.every(({ status }) => DEAD.has(status)) || (proven && failed === calls)
  const degraded = troubled > 0 || (proven && errorRate > DEGRADED_RATE)
  const weighed = ended.reduce((sum, row) => sum + (row.medianMs ?? 0) * row.calls, 0)
  return {
    integration,
    status: down ? 'down' : degraded ? 'degraded' : 'healthy',
    channels: channels.length,
    troubled,
    calls,
    errorRate: Math.round(errorRate * 1000) / 1000,
    latencyMs: calls === 0 ? null : Math.round(weighed / calls),
  }
}

/** Healthy only when all are; down only when all are. */
export function overallOf(integrations: ReadonlyArray<Pick<IntegrationHealth, 'status'>>): IntegrationStatus {
  if (integrations.every(({ status }) => status === 'healthy')) return 'healthy'
  return integrations.every(({ status }) => status === 'down') ? 'down' : 'degraded'
}
