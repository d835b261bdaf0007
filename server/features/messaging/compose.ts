import type { Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { PHONE_FAULTS } from '../../platform/phone/index.ts'
import type { MessageContent } from '../channels/index.ts'
import { readTenantPhone } from '../contacts/index.ts'
import { MESSAGING_ERRORS } from './errors.ts'
import { composeMedia } from './media/index.ts'
import type { MessageBody } from './message.schema.ts'
import type { MessageDraft } from './outbound/message-draft.ts'
import { providerIdOf } from './outbound/outbox.ts'

/** Turns what a caller wants to send into what is stored. Throws NOT_FOUND or REPLY_TARGET_NOT_SENT. */
export async function compose(
  tx: Tx,
  conversationId: Uuid,
  body: MessageBody,
): Promise<Pick<MessageDraft, 'type' | 'content' | 'replyToMessageId'>> {
  if (body.type === 'reaction') {
    const providerMessageId = await providerIdOf(tx, conversationId, body.reaction.messageId)
    return { type: body.type, content: { reaction: { providerMessageId, emoji: body.reaction.emoji } } }
  }
  const { type, replyToMessageId } = body
  const content = 'media' in body ? { media: await composeMedia(tx, body.type, body.media) } : contentOf(body)
  return { type, content, ...(replyToMessageId && { replyToMessageId }) }
}

function contentOf(body: Exclude<MessageBody, { type: 'reaction' } | { media: unknown }>): MessageContent {
  switch (body.type) {
    case 'text':
      return { text: body.text }
    case 'interactive':
      return { interactive: body.interactive }
    case 'location':
      return { location: body.location }
    case 'template':
      return { template: body.template }
    case 'contacts':
      return { contacts: body.contacts }
  }
}

/**
 * Turns a number that a person typed into E.164. A number without a country code belongs to the business's country,
 * when that is known.
 *
 * @throws RECIPIENT_INVALID
 */
export async function readRecipient(tx: Tx, typed: string): Promise<string> {
  const { phone, fault } = await readTenantPhone(tx, typed)
  if (phone !== undefined) return phone
  throw new AppError(MESSAGING_ERRORS.RECIPIENT_INVALID, {
    message: `${MESSAGING_ERRORS.RECIPIENT_INVALID.message} ${PHONE_FAULTS[fault]}`,
    details: { reason: fault },
  })
}
