import { json, sql } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { MESSAGE_COLUMNS, type Message } from '../messages/message.sql.ts'
import { seenBy } from '../visibility/visibility.sql.ts'
import type { Viewer } from '../visibility/visibility.ts'

/** A send of unknown outcome, with everything that is needed to ask the provider. */
export interface UncertainRow {
  channelId: Uuid
  conversationId: Uuid
  /** Null in groups. */
  contactId: Uuid | null
  /** The conversation's address now; the attempt keeps no address of its own. */
  address: string
  addressKind: string
  /**
   * The customer wrote after the message got its number. Answers go where a customer wrote last, so the address may
   * have changed.
   */
  heardSince: boolean
  startedAt: Date
  type: string
  status: string
  state: string
  hasFile: boolean
  /** Seconds since the call was made. */
  age: number
}

export const selectUncertain = (messageId: Uuid, no: number) => sql<UncertainRow>`
  select a.channel_id as "channelId", a.conversation_id as "conversationId", c.contact_id as "contactId", c.address,
    c.address_kind as "addressKind", exists (
      select from message i where i.conversation_id = m.conversation_id and i.seq > m.seq and i.direction = 'inbound'
    ) as "heardSince",
    a.started_at as "startedAt", m.type, m.status, a.state, m.content #> '{media,fileId}' is not null as "hasFile",
    extract(epoch from now() - a.started_at)::float as age
  from send_attempt a join message m on m.id = a.message_id join conversation c on c.id = a.conversation_id
  where a.message_id = ${messageId} and a.no = ${no}`

/** Ends an unknown attempt with what the provider, or a person, says about it. */
export const settleAttempt = (
  messageId: Uuid,
  no: number,
  end: { state: 'accepted' | 'refused'; providerMessageId: string | null; proof: string },
) => sql`
  update send_attempt set state = ${end.state}, provider_message_id = coalesce(${end.providerMessageId}, provider_message_id),
    proof = ${end.proof}, finished_at = now()
  where message_id = ${messageId} and no = ${no} and state = 'unknown'`

/**
 * Messages that are proven not to have been sent go back to the queue with their next attempts, except those that a
 * person has sent again as new messages. The conversations are locked.
 */
export const requeueUnsent = (tenantId: Uuid, unsent: ReadonlyArray<{ messageId: Uuid; no: number }>) => sql<{
  messageId: Uuid
}>`
  with given as (
    select "messageId", no + 1 as no from jsonb_to_recordset(${json(unsent)}) as g("messageId" uuid, no smallint)
  ), waiting as (
    update message m set status = 'queued', error = null from given g
    where m.id = g."messageId" and m.status = 'unknown' and m.retried_at is null
    returning m.id, m.channel_id, m.conversation_id, m.seq, g.no
  ), attempted as (
    insert into send_attempt (tenant_id, message_id, no, channel_id, conversation_id, state)
    select ${tenantId}::uuid, id, no, channel_id, conversation_id, 'queued' from waiting
  ), listed as (
    update conversation c set last_status = 'queued' from waiting w where c.id = w.conversation_id and c.last_seq = w.seq
  ), work as (
    insert into send_pending (tenant_id, id, lane, ref, channel_id)
    select ${tenantId}::uuid, id, conversation_id, no::text, channel_id from waiting
  )
  select id as "messageId" from waiting`

/**
 * Sends that wait to be settled, newest first; an index of their own holds nothing else. Sends that a person has sent
 * again as new messages are left out: that was the decision.
 */
export const selectUncertainMessages = (before: Uuid | null, limit: number, viewer: Viewer) => {
  const seen = seenBy(viewer, sql`c`)
  return sql<Message>`
    select ${MESSAGE_COLUMNS} from message
    where uncertain and (${before}::uuid is null or id < ${before}::uuid)
      ${seen ? sql`and exists (select from conversation c where c.id = conversation_id and ${seen})` : sql``}
    order by id desc limit ${limit}`
}

/** Notes that a person has sent a message again as a new one, so there is nothing left to decide. */
export const markRetried = (messageId: Uuid) => sql`
  update message set retried_at = now() where id = ${messageId} and retried_at is null`

/** The newest attempt of a message. */
export const selectLastAttempt = (messageId: Uuid) => sql<{ attemptNo: number; state: string }>`
  select no as "attemptNo", state from send_attempt where message_id = ${messageId} order by no desc limit 1`

/** The provider is not asked any more. */
export const forgetUncertain = (messageId: Uuid) => sql`delete from uncertain_pending where id = ${messageId}`
