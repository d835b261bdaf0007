import { json, type RawBuilder, sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Media } from '../../channels/index.ts'

export type MediaState = 'waiting' | 'ready' | 'refused' | 'gone'

/** A file as it is stored. */
export interface MediaRow {
  tenantId: Uuid
  id: Uuid
  channelId: Uuid | null
  messageId: Uuid | null
  direction: 'inbound' | 'outbound'
  kind: Media['kind']
  state: MediaState
  source: Media | null
  declaredMime: string | null
  mimeType: string | null
  bytes: number | null
  storageKey: string | null
  thumbnailKey: string | null
  width: number | null
  height: number | null
  filename: string | null
  problem: { code: string; text: string } | null
  createdAt: Date
}

const columns = sql`tenant_id as "tenantId", id, channel_id as "channelId", message_id as "messageId", direction, kind, state,
  source, declared_mime as "declaredMime", mime_type as "mimeType", bytes, storage_key as "storageKey",
  thumbnail_key as "thumbnailKey", width, height, filename, problem, created_at as "createdAt"`

export const selectMedia = (id: Uuid) => sql<MediaRow>`select ${columns} from media where id = ${id}`

export const selectManyMedia = (ids: readonly Uuid[]) => sql<MediaRow>`
  select ${columns} from media where id = any(${uuids(ids)})`

/**
 * Keeps the file until the transaction that is about to send it ends; other transactions may send it at the same time.
 */
export const holdMedia = (id: Uuid) => sql<MediaRow>`select ${columns} from media where id = ${id} for key share`

/** A file that came with a message and is still at its provider. */
export interface WaitingMedia {
  id: Uuid
  channelId: Uuid
  messageId: Uuid
  direction: 'inbound' | 'outbound'
  kind: Media['kind']
  source: Media
  declaredMime: string | null
  filename: string | null
}

/** Inserts files with their rows of work; one statement. */
export const insertWaiting = (tenantId: Uuid, rows: readonly WaitingMedia[]) => sql`
  with given as (
    select * from jsonb_to_recordset(${json(rows)}) as g(id uuid, "channelId" uuid, "messageId" uuid, direction text,
      kind text, source jsonb, "declaredMime" text, filename text)
  ), written as (
    insert into media (tenant_id, id, channel_id, message_id, direction, kind, state, source, declared_mime, filename)
    select ${tenantId}::uuid, id, "channelId", "messageId", direction, kind, 'waiting', source, "declaredMime", filename
    from given
  )
  insert into media_pending (tenant_id, id, lane) select ${tenantId}::uuid, id, id from given`

/** An uploaded file. */
export interface UploadedMedia {
  id: Uuid
  kind: Media['kind']
  declaredMime: string | null
  mimeType: string
  bytes: number
  sha256: Buffer
  storageKey: string
  thumbnailKey: string | null
  width: number | null
  height: number | null
  filename: string | null
}

export const insertUploaded = (tenantId: Uuid, row: UploadedMedia) => sql<MediaRow>`
  insert into media (tenant_id, id, direction, kind, state, declared_mime, mime_type, bytes, sha256, storage_key,
    thumbnail_key, width, height, filename, settled_at)
  values (${tenantId}, ${row.id}, 'outbound', ${row.kind}, 'ready', ${row.declaredMime}, ${row.mimeType}, ${row.bytes},
    ${row.sha256}, ${row.storageKey}, ${row.thumbnailKey}, ${row.width}, ${row.height}, ${row.filename}, now())
  returning ${columns}`

/** The outcome of a file that was waited for. */
export type MediaOutcome =
  | ({ state: 'ready' } & Pick<
      UploadedMedia,
      'mimeType' | 'bytes' | 'sha256' | 'storageKey' | 'thumbnailKey' | 'width' | 'height'
    >)
  | { state: 'refused' | 'gone'; problem: { code: string; text: string } }

export const settleMedia = (id: Uuid, settled: MediaOutcome) => sql<MediaRow>`
  update media set state = ${settled.state}, source = null, settled_at = now(), ${assignments(settled)}
  where id = ${id} and state = 'waiting' returning ${columns}`

const assignments = (settled: MediaOutcome): RawBuilder<unknown> =>
  settled.state === 'ready'
    ? sql`mime_type = ${settled.mimeType}, bytes = ${settled.bytes}, sha256 = ${settled.sha256},
        storage_key = ${settled.storageKey}, thumbnail_key = ${settled.thumbnailKey}, width = ${settled.width},
        height = ${settled.height}`
    : sql`problem = ${json(settled.problem)}`

/** Counts a look at the bytes of a file, before the look begins. */
export const countLook = (id: Uuid) => sql<{ looks: number }>`
  update media set looks = looks + 1 where id = ${id} returning looks`

/** The place of the message that a file belongs to. */
export const selectPlace = (messageId: Uuid) => sql<{ conversationId: Uuid; seq: number }>`
  select conversation_id as "conversationId", seq from message where id = ${messageId}`

/** Notes that a message carries the file; the first message counts. */
export const markSent = (id: Uuid, messageId: Uuid) => sql`
  update media set message_id = ${messageId},
    channel_id = (select channel_id from message where id = ${messageId})
  where id = ${id} and message_id is null`

/** Files that wait without a row of work get one again. */
export const requeueWaiting = () => sql`
  insert into media_pending (tenant_id, id, lane)
  select m.tenant_id, m.id, m.id from media m
  where m.state = 'waiting' and m.created_at < now() - interval '1 minute'
    and not exists (select from media_pending p where p.tenant_id = m.tenant_id and p.id = m.id)
  on conflict do nothing`

/** Uploads that nobody sent within this many hours. */
export const selectUnsent = (hours: number, most: number) => sql<{ tenantId: Uuid; id: Uuid }>`
  select tenant_id as "tenantId", id from media
  where message_id is null and created_at < now() - ${hours} * interval '1 hour' limit ${most}`

/**
 * From here on nobody can send them, so their files can be removed. Files that a send holds right now are left alone.
 */
export const giveUpUnsent = (ids: readonly Uuid[]) => sql<MediaRow>`
  update media set state = 'gone' where id in (
    select id from media where id = any(${uuids(ids)}) and message_id is null for update skip locked)
  returning ${columns}`

export const deleteMedia = (ids: readonly Uuid[]) => sql`delete from media where id = any(${uuids(ids)})`

/** The provider's id of a file that we uploaded, while it is valid for at least another minute. */
export const selectUpload = (mediaId: Uuid, channelId: Uuid) => sql<{ providerMediaId: string }>`
  select provider_media_id as "providerMediaId" from media_upload
  where media_id = ${mediaId} and channel_id = ${channelId} and expires_at > now() + interval '1 minute'`

export const keepUpload = (
  tenantId: Uuid,
  mediaId: Uuid,
  channelId: Uuid,
  providerMediaId: string,
  seconds: number,
) => sql`
  insert into media_upload (tenant_id, media_id, channel_id, provider_media_id, expires_at)
  values (${tenantId}, ${mediaId}, ${channelId}, ${providerMediaId}, now() + ${seconds} * interval '1 second')
  on conflict (tenant_id, media_id, channel_id)
    do update set provider_media_id = excluded.provider_media_id, expires_at = excluded.expires_at, created_at = now()`
