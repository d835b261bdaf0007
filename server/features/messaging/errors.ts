import { defineErrors } from '../../platform/errors/index.ts'

export const MESSAGING_ERRORS = defineErrors({
  WINDOW_CLOSED: {
    status: 422,
    message:
      'The 24-hour window of this conversation is closed. Only a template can be sent until the customer writes again.',
  },
  CONTACT_OPTED_OUT: {
    status: 422,
    message:
      'This customer asked for no more messages. Only a person can answer, once the customer writes again; with START the customer gets messages again.',
  },
  CONTACT_OPTED_OUT_OF_MARKETING: {
    status: 422,
    message: 'This customer asked for no marketing. Templates of other categories, and answers, can be sent.',
  },
  CHANNEL_CANNOT_SEND: { status: 422, message: 'This channel cannot send messages of this type.' },
  TEMPLATE_UNKNOWN: {
    status: 422,
    message: 'This channel has no template of this name. The details name those there are.',
  },
  TEMPLATE_PARAMETER_REFUSED: {
    status: 422,
    message: 'WhatsApp refuses a parameter of this template. The details name it; change it and send it again.',
  },
  TEXT_TOO_LONG: {
    status: 422,
    message: 'This message is too long for this channel. Send it in several messages.',
  },
  REPLY_TARGET_NOT_SENT: {
    status: 422,
    message:
      'The message to answer has not reached WhatsApp yet. Wait until it is sent, or send without replyToMessageId.',
  },
  MESSAGE_NOT_RETRYABLE: {
    status: 409,
    message: 'Only a message that failed or whose outcome is unknown can be sent again.',
  },
  MESSAGE_NOT_UNCERTAIN: {
    status: 409,
    message: 'Only a message whose outcome is unknown can be settled; this one is known by now. Reload it.',
  },
  SEND_NOT_REDRIVABLE: {
    status: 409,
    message:
      'Only a message that failed, and whose every attempt was refused, can be tried again as it is. Send it again as a new message, or dismiss this entry.',
  },
  DEAD_LETTER_DISMISSED: { status: 409, message: 'This entry was dismissed and is not taken up again.' },
  RECIPIENT_INVALID: {
    status: 422,
    message: 'This is not read as a phone number.',
  },
  CONVERSATION_ALREADY_CLOSED: { status: 409, message: 'Conversation already closed' },
  CLOSED_CONVERSATION_SNOOZED: {
    status: 409,
    message: 'A closed conversation cannot be snoozed. Reopen it first.',
  },
  CONVERSATION_CLOSED: { status: 409, message: 'Cannot assign closed conversation' },
})
