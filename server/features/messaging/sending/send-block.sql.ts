import { type RawBuilder, sql } from '../../../platform/db/index.ts'
import { sendingBlock } from '../../channels/index.ts'
import { wantsNothing } from '../../contacts/index.ts'
import { isSuspended } from '../../tenancy/index.ts'
import { isUnasked } from '../opt-outs/opt-out.sql.ts'

/** Why a queued message may not leave now. */
export type SendBlock = 'removed' | 'opted_out' | 'window_closed' | 'stopped' | 'suspended'

/**
 * The send block of message `m`, null when there is none: the questions of the send rules, asked again in the statement
 * that makes the message 'sending'. Between the two the message may have waited for hours, and its conversation may
 * have been merged into another, where the customer's messages are counted now. Looked up row by row, by keys.
 *
 * @param windowed whether its channel has windows
 */
export const sendBlockOf = (windowed: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
  select case
    when c.sending = 'removed' then 'removed'
    when ${isUnasked} and ${wantsNothing(sql`c.contact_id`)} then 'opted_out'
    when ${windowed} and m.type <> 'template' and (c.window_expires_at > now()) is not true then 'window_closed'
    when c.sending is not null then c.sending
    when ${isSuspended} then 'suspended' end
  from (
    select t.contact_id, ${sendingBlock(sql`t.channel_id`)} as sending, greatest(t.window_expires_at,
      (select goes_on.window_expires_at from conversation goes_on where goes_on.id = t.merged_into)) as window_expires_at
    from conversation t where t.id = m.conversation_id offset 0
  ) c)`
