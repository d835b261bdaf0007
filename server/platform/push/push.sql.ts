import { type Statement, sql } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'

export const selectKey = () => sql<{ publicKey: string; privateKey: Buffer }>`
  select public_key as "publicKey", private_key as "privateKey" from push_key`

/** The first pair stays. */
export const insertKey = (publicKey: string, privateKey: Buffer) => sql`
  insert into push_key (public_key, private_key) values (${publicKey}, ${privateKey}) on conflict do nothing`

export interface PushDevice {
  id: Uuid
  /** What the browser calls itself. */
  device: string
  sessionId: Uuid
  createdAt: Date
  lastSentAt: Date | null
}

const columns = sql`id, device, session_id as "sessionId", created_at as "createdAt", last_sent_at as "lastSentAt"`

export interface NewDevice {
  id: Uuid
  userId: Uuid
  sessionId: Uuid
  endpointHash: Buffer
  subscription: Buffer
  device: string
}

export const saveDevice = (row: NewDevice) => sql`
  insert into push_device (id, user_id, session_id, endpoint_hash, subscription, device)
  values (${row.id}, ${row.userId}, ${row.sessionId}, ${row.endpointHash}, ${row.subscription}, ${row.device})`

/** A browser has one subscription, whoever is signed in there: the last one who asks has it. */
export const forgetEndpoint = (endpointHash: Buffer) =>
  sql`delete from push_device where endpoint_hash = ${endpointHash}`

export const selectDevice = (userId: Uuid, id: Uuid) => sql<PushDevice>`
  select ${columns} from push_device where user_id = ${userId} and id = ${id}`

export const selectDevices = (userId: Uuid, limit: number, before: Uuid | null) => sql<PushDevice>`
  select ${columns} from push_device where user_id = ${userId} ${before ? sql`and id < ${before}::uuid` : sql``}
  order by id desc limit ${limit}`

export const deleteDevice = (userId: Uuid, id: Uuid) => sql`
  delete from push_device where user_id = ${userId} and id = ${id}`

/** All but the newest. */
export const deleteOldDevices = (userId: Uuid, keep: number) => sql`
  delete from push_device where user_id = ${userId} and id not in (
    select id from push_device where user_id = ${userId} order by id desc limit ${keep})`

/** Where nobody is signed in any more, nothing is shown. */
export const selectTargets = (userId: Uuid) => sql<{ id: Uuid }>`
  select d.id from push_device d join auth_session s on s.id = d.session_id
  where d.user_id = ${userId} and s.expires_at > now() order by d.id`

export interface NewPush {
  id: Uuid
  deviceId: Uuid
  key: string
  kind: string
  content: Buffer
  usefulSeconds: number
}

export const insertPush = (row: NewPush) => sql`
  insert into push_message (id, device_id, key, kind, content, expires_at)
  values (${row.id}, ${row.deviceId}, ${row.key}, ${row.kind}, ${row.content}, now() + ${row.usefulSeconds} * interval '1 second')
  on conflict do nothing`

/** A message that a worker has for the time of one try. */
export interface PushClaim {
  id: Uuid
  deviceId: Uuid
  kind: string
  content: Buffer
  subscription: Buffer
  endpointHash: Buffer
  /** With this one. The result of a try counts only while no other has begun. */
  attempts: number
  secondsLeft: number
}

export const claimPushes = (most: number, leaseSeconds: number): Statement<PushClaim> => sql<PushClaim>`
  with due as (
    select id from push_message where finished_at is null and next_try_at <= now()
    order by next_try_at limit ${most} for update skip locked
  )
  update push_message m set attempts = m.attempts + 1, next_try_at = now() + ${leaseSeconds} * interval '1 second'
  from due, push_device d where m.id = due.id and d.id = m.device_id
  returning m.id, m.device_id as "deviceId", m.kind, m.content, d.subscription, d.endpoint_hash as "endpointHash", m.attempts,
    extract(epoch from m.expires_at - now())::float8 as "secondsLeft"`

export type PushOutcome = 'sent' | 'refused' | 'expired' | 'given_up'

export const finishPush = ({ id, attempts }: PushClaim, outcome: PushOutcome, error: string | null) => sql`
  update push_message set outcome = ${outcome}, last_error = ${error}, finished_at = now(), content = null
  where id = ${id} and attempts = ${attempts} and finished_at is null`

export const noteSent = (deviceId: Uuid) => sql`update push_device set last_sent_at = now() where id = ${deviceId}`

export const delayPush = ({ id, attempts }: PushClaim, seconds: number, error: string) => sql`
  update push_message set next_try_at = now() + ${seconds} * interval '1 second', last_error = ${error}
  where id = ${id} and attempts = ${attempts} and finished_at is null`

/** Milliseconds until the next message is due; null without one. */
export const nextPushMs = sql`(
  select extract(epoch from next_try_at - now()) * 1000 from push_message where finished_at is null
  order by next_try_at limit 1)`

export const deleteOldPushes = (days: number) => sql`
  delete from push_message where finished_at < now() - ${days} * interval '1 day'`
