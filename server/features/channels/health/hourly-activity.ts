import type { Context } from '../../../platform/context.ts'
import { json, sql, type Tx } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { perContext } from '../../../platform/services.ts'

/** What happened on channels; absent counts are 0. */
export interface Activity {
  inbound?: number
  accepted?: number
  refused?: number
  unreached?: number
  reports?: number
  /** The least difference between our receipt and the provider's time, in milliseconds; negative when our clock is behind. */
  skewMs?: number
}

/** What happened on channels, by tenant, until it is written. */
type Waiting = Map<Uuid, Map<Uuid, Activity>>

/** Counts wait this long for company. With a row for each message the channel's hour was what transactions waited for. */
const FLUSH_MS = 1_000

interface ActivityBuffer {
  waiting: Waiting
  timer: NodeJS.Timeout | undefined
}

const bufferOf = perContext(
  (context: Context) => ({ context, waiting: new Map(), timer: undefined }) as ActivityBuffer & { context: Context },
  ({ context, timer }) => {
    clearTimeout(timer)
    return flushActivity(context)
  },
)

/**
 * Counts what happened on channels, once the transaction that wrote it has committed. The counts are for people and for the
 * watch over silent channels: a process that is killed loses those of its last second.
 */
export function noteActivity(context: Context, tx: Tx, byChannel: ReadonlyMap<Uuid, Activity>): void {
  if (byChannel.size === 0) return
  tx.afterCommit(() => {
    const buffer = bufferOf(context)
    const own = buffer.waiting.get(tx.tenantId) ?? new Map<Uuid, Activity>()
    buffer.waiting.set(tx.tenantId, own)
    for (const [channelId, activity] of byChannel) own.set(channelId, sum(own.get(channelId) ?? {}, activity))
    buffer.timer ??= setTimeout(() => void flushActivity(context), FLUSH_MS).unref()
  })
}

/** Writes what has been counted; when that fails, it is counted later. */
export async function flushActivity(context: Context): Promise<void> {
  const buffer = bufferOf(context)
  const { waiting } = buffer
  clearTimeout(buffer.timer)
  buffer.timer = undefined
  buffer.waiting = new Map()
  if (waiting.size === 0) return
  const parts = [...waiting].map(([tenantId, own]) => ({ tenantId, work: (tx: Tx) => write(tx, own) }))
  try {
    await context.db.tenants(parts, { plans: 'once' })
  } catch (error) {
    context.log.warn({ err: error }, 'what happened on channels was not counted')
  }
}

function sum(one: Activity, other: Activity): Activity {
  const counts = (['inbound', 'accepted', 'refused', 'unreached', 'reports'] as const).map(kind => {
    return [kind, (one[kind] ?? 0) + (other[kind] ?? 0)] as const
  })
  const skews = [one.skewMs, other.skewMs].filter(skew => skew !== undefined)
  const [least] = skews.toSorted((a, b) => Math.abs(a) - Math.abs(b))
  return { ...Object.fromEntries(counts), ...(least !== undefined && { skewMs: least }) }
}

/** One statement, in the order of channels, so that two processes never wait for each other in a circle. */
async function write(tx: Tx, byChannel: ReadonlyMap<Uuid, Activity>): Promise<void> {
  const rows = [...byChannel].map(([channelId, activity]) => ({ channelId, ...activity }))
  await tx.run(sql`
    insert into channel_hour (tenant_id, channel_id, hour, inbound, accepted, refused, unreached, reports, inbound_at,
      accepted_at, reported_at, skew_ms)
    select ${tx.tenantId}::uuid, "channelId", date_trunc('hour', now()), coalesce(inbound, 0), coalesce(accepted, 0),
      coalesce(refused, 0), coalesce(unreached, 0), coalesce(reports, 0), case when inbound > 0 then now() end,
      case when accepted > 0 then now() end, case when reports > 0 then now() end, "skewMs"
    from jsonb_to_recordset(${json(rows)}) as r("channelId" uuid, inbound integer, accepted integer, refused integer,
      unreached integer, reports integer, "skewMs" bigint)
    order by "channelId"
    on conflict (tenant_id, channel_id, hour) do update set inbound = channel_hour.inbound + excluded.inbound,
      accepted = channel_hour.accepted + excluded.accepted, refused = channel_hour.refused + excluded.refused,
      unreached = channel_hour.unreached + excluded.unreached, reports = channel_hour.reports + excluded.reports,
      inbound_at = coalesce(excluded.inbound_at, channel_hour.inbound_at),
      accepted_at = coalesce(excluded.accepted_at, channel_hour.accepted_at),
      reported_at = coalesce(excluded.reported_at, channel_hour.reported_at),
      skew_ms = case when abs(excluded.skew_ms) < abs(channel_hour.skew_ms) or channel_hour.skew_ms is null
        then excluded.skew_ms else channel_hour.skew_ms end`)
}

/** Adds to the counts of a channel. */
export function addActivity(
  byChannel: Map<Uuid, Activity>,
  channelId: Uuid,
  kind: Exclude<keyof Activity, 'skewMs'>,
): void {
  const activity = byChannel.get(channelId) ?? {}
  activity[kind] = (activity[kind] ?? 0) + 1
  byChannel.set(channelId, activity)
}

/** Notes what stood between the provider's time of a message and our receipt of it. */
export function noteSkew(byChannel: Map<Uuid, Activity>, channelId: Uuid, skewMs: number): void {
  const activity = byChannel.get(channelId) ?? {}
  if (activity.skewMs === undefined || Math.abs(skewMs) < Math.abs(activity.skewMs)) activity.skewMs = skewMs
  byChannel.set(channelId, activity)
}
