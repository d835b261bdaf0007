import { type Statement, sql } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'

export interface NewMailRow {
  id: Uuid
  tenantId: Uuid | null
  key: string
  kind: string
  recipient: string
  content: Buffer
  usefulSeconds: number
}

export const insertMail = ({ id, tenantId, key, kind, recipient, content, usefulSeconds }: NewMailRow) => sql`
  insert into mail (id, tenant_id, key, kind, recipient, content, expires_at)
  values (${id}, ${tenantId}, ${key}, ${kind}, ${recipient}, ${content}, now() + ${usefulSeconds} * interval '1 second')
  on conflict do nothing`

/** A mail that a worker has for the time of one try. */
export interface MailClaim {
  id: Uuid
  tenantId: Uuid | null
  kind: string
  recipient: string
  content: Buffer
  /** With this one. The result of a try counts only while no other has begun. */
  attempts: number
  expired: boolean
  suppressed: boolean
}

/** How many rows a claim looks at, so that businesses take turns. */
const LOOK_AHEAD = 500

/** Takes what is due: businesses take turns, and a mail is with one worker at a time. */
export const claimMails = (most: number, leaseSeconds: number): Statement<MailClaim> => sql<MailClaim>`
  with due as (
    select id from (
      select id, next_try_at, row_number() over (partition by tenant_id order by next_try_at) as turn from (
        select id, tenant_id, next_try_at from mail where finished_at is null and next_try_at <= now()
        order by next_try_at limit ${LOOK_AHEAD}
      ) oldest
    ) turns order by turn, next_try_at limit ${most}
  ), taken as (
    select m.id from mail m where m.id in (select id from due) and m.finished_at is null and m.next_try_at <= now()
    order by m.id for update skip locked
  )
  update mail m set attempts = m.attempts + 1, next_try_at = now() + ${leaseSeconds} * interval '1 second'
  from taken where m.id = taken.id
  returning m.id, m.tenant_id as "tenantId", m.kind, m.recipient, m.content, m.attempts, m.expires_at <= now() as expired,
    exists (select from mail_suppression s where s.address = m.recipient) as suppressed`

export type MailOutcome = 'sent' | 'refused' | 'suppressed' | 'expired' | 'given_up'

/** The content goes with the end: it may hold what opens an account. */
export const finishMail = ({ id, attempts }: MailClaim, outcome: MailOutcome, error: string | null) => sql`
  update mail set outcome = ${outcome}, last_error = ${error}, finished_at = now(), content = null
  where id = ${id} and attempts = ${attempts} and finished_at is null`

export const delayMail = ({ id, attempts }: MailClaim, seconds: number, error: string) => sql`
  update mail set next_try_at = now() + ${seconds} * interval '1 second', last_error = ${error}
  where id = ${id} and attempts = ${attempts} and finished_at is null`

export const suppress = (address: string, code: string) => sql`
  insert into mail_suppression (address, code) values (${address}, ${code}) on conflict do nothing`

/** Milliseconds until the next mail is due; null without one. */
export const nextMailMs = sql`(
  select extract(epoch from next_try_at - now()) * 1000 from mail where finished_at is null order by next_try_at limit 1)`

export const deleteOldMails = (days: number) => sql`
  delete from mail where finished_at < now() - ${days} * interval '1 day'`
