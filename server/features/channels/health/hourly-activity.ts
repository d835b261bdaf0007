import { json, sql, type Tx } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

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

/**
 * Counts what happened on channels in this hour, in the transaction that wrote it: one statement for a batch. Rows are
 * written in the order of channels, so that two batches never wait for each other in a circle; and it is the last
 * statement of its transaction.
 */
export async function countActivity(tx: Tx, byChannel: ReadonlyMap<Uuid, Activity>): Promise<void> {
  if (byChannel.size === 0) return
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
