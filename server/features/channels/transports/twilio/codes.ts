import { BY_ITSELF, type ErrorClass, type ErrorMeaning } from '../../contract/error-class.ts'
import type { Meaning } from '../../contract/meaning.ts'

type Entry = [
  code: number,
  meaning: Meaning,
  kind: ErrorClass,
  text: string,
  nextStep: string,
  more?: Partial<ErrorMeaning>,
]

const CREDENTIALS = 'Copy Account SID and Auth Token from the Twilio Console and save them in this channel.'
const SENDER = 'Check under Messaging > Senders > WhatsApp senders that this number is online in this account.'
const RECIPIENT = 'Check the number, or reach this customer in another way.'
const MEDIA = 'Send a file of a supported type and size.'
const TEMPLATE = 'Check the template and its variables in the Content Template Builder.'
const CHANGE = 'Change the message and send it again.'
const SUPPORT = 'Look at the error log in the Twilio Console; if it does not explain it, ask Twilio’s support.'

const retry = { retryAfterSeconds: 30, vague: true } as const

/**
 * Twilio's errors: answers to requests, and errors that it reports about a message later (twilio.com/docs/api/errors).
 */
const ENTRIES: readonly Entry[] = [
  [20003, 'access_refused', 'stop_channel', 'Twilio does not accept the Account SID and Auth Token.', CREDENTIALS],
  [
    20005,
    'account_restricted',
    'stop_channel',
    'The Twilio account is not active.',
    'Reactivate it in the Twilio Console.',
  ],
  [20006, 'permission_missing', 'stop_channel', 'Twilio denies access to this resource.', CREDENTIALS],
  [20008, 'access_refused', 'stop_channel', 'These are Twilio’s test credentials.', CREDENTIALS],
  [20404, 'account_unknown', 'stop_channel', 'Twilio does not know this account.', CREDENTIALS],
  [20429, 'rate_limited', 'slow_number', 'Too many requests to Twilio at once.', BY_ITSELF, { retryAfterSeconds: 10 }],
  [20500, 'provider_problem', 'retry', 'Twilio had a problem.', BY_ITSELF, retry],
  [20503, 'provider_problem', 'retry', 'Twilio is temporarily unavailable.', BY_ITSELF, retry],
  [21211, 'number_invalid', 'permanent', 'The recipient’s number is not valid.', RECIPIENT],
  [21212, 'number_unknown', 'stop_channel', 'The sender’s number is not valid.', SENDER],
  [
    21408,
    'country_not_allowed',
    'permanent',
    'This Twilio account may not write to this country.',
    'Enable it under Geo permissions.',
  ],
  [21602, 'content_refused', 'fix_call', 'The message has no text.', CHANGE],
  [21606, 'number_unknown', 'stop_channel', 'The number is no sender of this Twilio account.', SENDER],
  [
    21608,
    'test_recipient',
    'permanent',
    'A trial account writes to verified numbers only.',
    'Upgrade the Twilio account.',
  ],
  [
    21609,
    'server_not_reachable',
    'stop_channel',
    'Twilio cannot call this server’s address.',
    'Set PUBLIC_URL to an address that is public.',
  ],
  [21610, 'opted_out', 'opt_out', 'The customer stopped messages from this number.', 'Wait until they write START.'],
  [
    21611,
    'rate_limited',
    'slow_number',
    'Twilio’s queue of this number is full.',
    BY_ITSELF,
    { retryAfterSeconds: 60 },
  ],
  [
    21612,
    'customer_unreachable',
    'permanent',
    'Twilio cannot bring messages from this number to this recipient.',
    RECIPIENT,
  ],
  [21614, 'number_invalid', 'permanent', 'The recipient’s number is not a mobile number.', RECIPIENT],
  [21617, 'text_too_long', 'fix_call', 'The text is longer than 1,600 characters.', 'Shorten it.'],
  [21619, 'content_refused', 'fix_call', 'The message has neither text nor file.', CHANGE],
  [21620, 'media_not_fetched', 'fix_call', 'The address of the file is not valid.', MEDIA],
  [21623, 'media_too_large', 'fix_call', 'The files are too large together.', MEDIA],
  [21655, 'template_unknown', 'fix_call', 'The template does not exist (Content SID).', TEMPLATE],
  [21656, 'template_mismatch', 'fix_call', 'The variables of the template are not valid.', TEMPLATE],
  [21660, 'number_unknown', 'stop_channel', 'The number belongs to another Twilio account.', SENDER],
  [
    21703,
    'sender_misconfigured',
    'stop_channel',
    'The Messaging Service has no sender.',
    'Add the number to its sender pool.',
  ],
  [
    30001,
    'queued_too_long',
    'slow_number',
    'The message waited too long in Twilio’s queue.',
    'Send it again.',
    { retryAfterSeconds: 60 },
  ],
  [
    30002,
    'account_restricted',
    'stop_channel',
    'The Twilio account is suspended.',
    'Reactivate it in the Twilio Console.',
  ],
  [30003, 'customer_unreachable', 'permanent', 'The recipient cannot be reached now.', RECIPIENT],
  [30004, 'blocked_by_customer', 'permanent', 'The recipient blocks the message.', RECIPIENT],
  [30005, 'number_invalid', 'permanent', 'The recipient’s number does not exist or is out of service.', RECIPIENT],
  [30006, 'not_on_whatsapp', 'permanent', 'The recipient’s number takes no such messages.', RECIPIENT],
  [30007, 'policy_violation', 'permanent', 'The message was filtered as unwanted.', CHANGE],
  [30008, 'not_delivered', 'permanent', 'The message could not be delivered for an unknown reason.', SUPPORT],
  [63001, 'access_refused', 'stop_channel', 'WhatsApp does not accept Twilio’s credentials for this number.', SENDER],
  [63002, 'number_unknown', 'stop_channel', 'WhatsApp does not know the sender.', SENDER],
  [63003, 'not_on_whatsapp', 'permanent', 'WhatsApp does not know the recipient.', RECIPIENT],
  [63005, 'content_refused', 'fix_call', 'WhatsApp did not take this content.', CHANGE],
  [63006, 'content_refused', 'fix_call', 'The content cannot be formatted for WhatsApp.', CHANGE],
  [63007, 'number_unknown', 'stop_channel', 'Twilio has no WhatsApp sender with this number.', SENDER],
  [63008, 'sender_misconfigured', 'stop_channel', 'The WhatsApp sender is misconfigured at Twilio.', SENDER],
  [63009, 'provider_problem', 'retry', 'WhatsApp answered Twilio with an error.', BY_ITSELF, retry],
  [63010, 'provider_problem', 'retry', 'Twilio had a problem with this channel.', BY_ITSELF, retry],
  [63012, 'provider_problem', 'retry', 'WhatsApp had a problem.', BY_ITSELF, retry],
  [
    63013,
    'policy_violation',
    'fix_call',
    'The message violates WhatsApp’s policy.',
    'Check its content, also for runs of blanks.',
  ],
  [
    63015,
    'test_recipient',
    'permanent',
    'The recipient has not joined the Twilio sandbox.',
    'Let them send its join code first.',
  ],
  [
    63016,
    'window_closed',
    'template_needed',
    'More than 24 hours passed since the customer wrote.',
    'Send a template instead.',
  ],
  [63017, 'rate_limited', 'slow_number', 'The Twilio account sends too fast.', BY_ITSELF, { retryAfterSeconds: 10 }],
  [
    63018,
    'limit_reached',
    'slow_number',
    'The rate or messaging limit of this number is reached.',
    BY_ITSELF,
    { retryAfterSeconds: 60 },
  ],
  [63019, 'media_not_fetched', 'fix_call', 'The file could not be downloaded.', MEDIA],
  [
    63020,
    'account_restricted',
    'stop_channel',
    'There is a problem with the Meta business account.',
    'Check it in the Meta Business Manager.',
  ],
  [63021, 'content_refused', 'fix_call', 'WhatsApp rejects or does not support this content.', CHANGE],
  [63022, 'name_not_approved', 'stop_channel', 'The sender’s display name is not approved.', SENDER],
  [63023, 'not_delivered', 'permanent', 'WhatsApp gave a general error.', SUPPORT],
  [63024, 'not_on_whatsapp', 'permanent', 'The recipient is not valid on WhatsApp.', RECIPIENT],
  [63025, 'media_refused', 'fix_call', 'WhatsApp has this file already under another name.', MEDIA],
  [63026, 'policy_violation', 'permanent', 'WhatsApp’s policy does not allow this message.', SUPPORT],
  [63027, 'template_unknown', 'fix_call', 'The template does not exist in this language.', TEMPLATE],
  [63028, 'template_mismatch', 'fix_call', 'The number of variables does not match the template.', TEMPLATE],
  [63029, 'device_unsupported', 'permanent', 'The recipient’s phone could not show the template.', RECIPIENT],
  [63030, 'content_refused', 'fix_call', 'A parameter is not supported for this type of message.', CHANGE],
  [63031, 'own_number', 'permanent', 'A number cannot write to itself.', RECIPIENT],
  [
    63032,
    'marketing_withheld',
    'permanent',
    'WhatsApp did not deliver this message because of its own limits.',
    RECIPIENT,
  ],
  [63033, 'blocked_by_customer', 'permanent', 'The recipient blocks this business.', RECIPIENT],
  [63034, 'media_refused', 'fix_call', 'The file was rejected.', MEDIA],
  [63036, 'customer_unreachable', 'permanent', 'The recipient cannot be reached on WhatsApp.', RECIPIENT],
  [
    63038,
    'limit_reached',
    'slow_number',
    'The Twilio account’s daily limit is reached.',
    SUPPORT,
    { retryAfterSeconds: 3_600 },
  ],
  [63040, 'template_rejected', 'fix_call', 'The template was rejected.', TEMPLATE],
  [63041, 'template_paused', 'fix_call', 'The template is paused for low quality.', 'Improve it, or use another.'],
  [
    63049,
    'marketing_withheld',
    'permanent',
    'Meta did not deliver this marketing message.',
    'Do not repeat it within 24 hours.',
  ],
]

export const CODES: ReadonlyMap<number, ErrorMeaning> = new Map(
  ENTRIES.map(([code, meaning, kind, text, nextStep, more]) => [
    code,
    { class: kind, meaning, text, nextStep, documented: true, ...more },
  ]),
)

const UNKNOWN: ErrorMeaning = {
  class: 'permanent',
  meaning: 'refused',
  text: 'Twilio refused the message.',
  nextStep: SUPPORT,
  documented: false,
}

/** The meaning of a code; a code that is not in the catalogue is not to be repeated. */
export const errorMeaning = (code: number | string): ErrorMeaning => CODES.get(Number(code)) ?? UNKNOWN
