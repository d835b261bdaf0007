import { mostTellingFirst } from '../../../contract/error-class.ts'
import type { InboundMessage, InboundStatus, StatusDetail } from '../../../contract/message.ts'
import { idOf, objectOf, present, textOf } from '../../../reading/json.ts'
import { errorMeaning } from '../codes.ts'
import { addresseeOf, type MetaContact, personOf } from './identity.ts'
import { readErrors } from './provider-error.ts'
import { timeOf } from './time.ts'

type Json = Record<string, unknown>

/** The status of a message of ours; undefined when its id or its status is missing. */
export function readStatus(
  status: Json | undefined,
  contacts: readonly MetaContact[],
  account: string,
  receivedAt: Date,
): InboundStatus | undefined {
  const providerMessageId = idOf(status?.id)
  const name = textOf(status?.status)?.trim().toLowerCase().slice(0, 64)
  if (!status || providerMessageId === undefined || name === undefined) return undefined
  const errors = mostTellingFirst(readErrors(status.errors), errorMeaning)
  const payment = textOf(status.type) === 'payment'
  const participant = textOf(status.recipient_participant_id) ?? textOf(status.recipient_participant_user_id)
  const member = participant === undefined ? undefined : personOf(addresseeOf(status), contacts, account)
  const detail = present<StatusDetail>({
    recipient: textOf(status.recipient_id) ?? textOf(status.recipient_user_id),
    participant,
    member: member?.identities,
    payment: payment ? objectOf(status.payment) : undefined,
    conversation: objectOf(status.conversation),
    pricing: objectOf(status.pricing),
  })
  return present({
    providerMessageId,
    // A failed payment says nothing about the message that asked for it: the customer has that message.
    status: payment && name === 'failed' ? 'payment_failed' : name,
    at: timeOf(status.timestamp, receivedAt),
    callbackData: textOf(status.biz_opaque_callback_data),
    errors: errors.length > 0 ? errors : undefined,
    participant,
    person: personIn(status, contacts, account),
    detail: Object.keys(detail).length > 0 ? detail : undefined,
  })
}

/** The person it is about. A number alone is only where the message was sent, and no news. */
function personIn(status: Json, contacts: readonly MetaContact[], account: string): InboundStatus['person'] {
  const person = personOf(addresseeOf(status), contacts, account)
  if (!person?.identities.some(({ kind }) => kind === 'bsuid')) return undefined
  const { identities, profileName } = person
  return { identities, ...(profileName && { profileName }) }
}

/** The statuses of messages that the phone had sent before the number was connected (`history_context.status`). */
const PAST: Record<string, NonNullable<InboundMessage['status']>> = {
  pending: 'pending',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'played',
  error: 'failed',
  failed: 'failed',
}

export function pastStatusOf(message: Json): InboundMessage['status'] {
  const word = textOf(objectOf(message.history_context)?.status)?.trim().toLowerCase()
  return word !== undefined && Object.hasOwn(PAST, word) ? PAST[word] : undefined
}
