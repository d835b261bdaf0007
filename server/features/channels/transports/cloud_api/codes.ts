import { BY_ITSELF, type ErrorClass, type ErrorMeaning } from '../../contract/error-class.ts'
import type { Meaning } from '../../contract/meaning.ts'

type Entry = [
  codes: number[],
  meaning: Meaning,
  kind: ErrorClass,
  text: string,
  nextStep: string,
  more?: Partial<ErrorMeaning>,
]

const TOKEN = 'Create a permanent token in Meta Business settings and save it in this channel.'
const PERMISSION = 'Grant whatsapp_business_messaging for this number to the token’s owner and save a new token.'
const ACCOUNT = 'Open WhatsApp Manager > Overview and follow what it asks for.'
const REGISTER =
  'Register the number (POST /api/v1/channels/{id}/register, or WhatsApp Manager), then test the channel.'
const PIN = 'Check the two-step verification PIN in WhatsApp Manager, and wait before trying again.'
const TEMPLATE = 'Compare name, language and parameters with the approved template.'
const RECIPIENT = 'Check the number, or reach this customer in another way.'
const CHANGE = 'Change the message and send it again.'

const after = (retryAfterSeconds: number): Partial<ErrorMeaning> => ({ retryAfterSeconds })
/** Limits on messages that the business starts: customers who have written may still be answered. */
const TEMPLATES_WAIT: Partial<ErrorMeaning> = { retryAfterSeconds: 3600, onlyTemplates: true }
/** Meta also says this when something broke on its side: with a 5xx status it proves nothing. */
const vague = (retryAfterSeconds: number): Partial<ErrorMeaning> => ({ retryAfterSeconds, vague: true })

/**
 * From Meta's error reference. Meta says to go by the code and never by the HTTP status, since throttles answer 400.
 */
const ENTRIES: readonly Entry[] = [
  [[0, 190], 'access_refused', 'stop_channel', 'The access token is not valid or has expired.', TOKEN],
  [[3, 10, 131005], 'permission_missing', 'stop_channel', 'The access token lacks a permission.', PERMISSION],
  [[4, 613, 80007], 'rate_limited', 'slow_number', 'Meta is throttling this app or account.', BY_ITSELF, after(60)],
  [[130429], 'rate_limited', 'slow_number', 'This number sends faster than Meta allows.', BY_ITSELF, after(5)],
  [
    [131056],
    'customer_rate_limited',
    'slow_pair',
    'Too many messages to this customer in a short time.',
    BY_ITSELF,
    after(6),
  ],
  [
    [131048],
    'spam_limited',
    'slow_number',
    'Meta limits this number because messages were reported as spam.',
    ACCOUNT,
    TEMPLATES_WAIT,
  ],
  [
    [131064],
    'limit_reached',
    'slow_number',
    'The messaging limit of this number is reached.',
    BY_ITSELF,
    TEMPLATES_WAIT,
  ],
  [[1, 131000], 'provider_problem', 'retry', 'Meta had a problem.', BY_ITSELF, vague(10)],
  [[2, 131016, 133004], 'provider_problem', 'retry', 'Meta is temporarily unavailable.', BY_ITSELF, after(30)],
  [[131057, 2494100], 'provider_problem', 'retry', 'The business account is in maintenance.', BY_ITSELF, after(300)],
  [
    [132069],
    'form_too_often',
    'retry',
    'Meta throttles this form: it was sent ten times within the hour.',
    BY_ITSELF,
    after(3600),
  ],
  [
    [131026],
    'not_on_whatsapp',
    'permanent',
    'The message cannot reach this customer: no WhatsApp, or an old version of it.',
    RECIPIENT,
  ],
  [[131021], 'own_number', 'permanent', 'A number cannot write to itself.', RECIPIENT],
  [
    [131030],
    'test_recipient',
    'permanent',
    'A test number writes only to the recipients entered in the Meta app.',
    'Add the number under API Setup > To.',
  ],
  [
    [130472],
    'marketing_withheld',
    'permanent',
    'Meta did not deliver this marketing message because of an experiment.',
    'Nothing; sending it again would not help.',
  ],
  [
    [131062],
    'phone_unknown',
    'permanent',
    'This message needs the customer’s phone number, which is not known.',
    'Ask the customer for the number.',
  ],
  [
    [131047],
    'window_closed',
    'template_needed',
    'More than 24 hours passed since the customer wrote.',
    'Send a template, or wait until the customer writes.',
  ],
  [
    [131049],
    'marketing_withheld',
    'permanent',
    'Meta did not deliver this marketing message.',
    'Do not repeat it within 24 hours.',
  ],
  [
    [131050],
    'marketing_opted_out',
    'opt_out',
    'The customer stopped marketing messages from this business.',
    'Send no marketing until they allow it again.',
    { optOutOf: 'marketing' },
  ],
  [
    [131042, 131044],
    'payment_problem',
    'stop_channel',
    'There is a payment problem with the business account.',
    'Check billing in WhatsApp Manager.',
  ],
  [[131031], 'account_restricted', 'stop_channel', 'The business account is locked.', ACCOUNT],
  [
    [131037],
    'name_not_approved',
    'stop_channel',
    'The display name of this number is not approved.',
    'Get it approved in WhatsApp Manager.',
  ],
  [[368], 'account_restricted', 'stop_channel', 'The business account is blocked for a policy violation.', ACCOUNT],
  [
    [130497],
    'country_not_allowed',
    'stop_channel',
    'The business account may not write to customers in this country.',
    ACCOUNT,
  ],
  [
    [131045, 133010],
    'number_not_registered',
    'stop_channel',
    'The number is not registered for the Cloud API.',
    REGISTER,
  ],
  [
    [133005, 133006, 133008, 133009, 133015, 133016],
    'registration_failed',
    'stop_channel',
    'The number could not be registered.',
    PIN,
  ],
  [
    [132000, 132005, 132007, 132008, 132012, 132018],
    'template_mismatch',
    'fix_call',
    'The template call does not match the approved template.',
    TEMPLATE,
  ],
  [[132001], 'template_unknown', 'fix_call', 'There is no approved template of this name in this language.', TEMPLATE],
  [[132015], 'template_paused', 'fix_call', 'The template is paused for low quality.', 'Improve it, or use another.'],
  [[132016], 'template_disabled', 'fix_call', 'The template is disabled for low quality.', 'Use another.'],
  [
    [132068],
    'form_blocked',
    'fix_call',
    'Meta has blocked this form.',
    'Look at it in WhatsApp Manager > Flows, or send another.',
  ],
  [
    [131063],
    'template_not_here',
    'fix_call',
    'Marketing templates are not sent by the Cloud API from this account.',
    'Send another template.',
  ],
  [
    [131020],
    'group_empty',
    'permanent',
    'Nobody but the business is in the group.',
    'Invite somebody to the group first.',
  ],
  [
    [131208],
    'rate_limited',
    'slow_pair',
    'Too much was done with groups by this number in a short time.',
    BY_ITSELF,
    after(60),
  ],
  [
    [131041],
    'group_unknown',
    'permanent',
    'The group does not exist, or the business is not in it.',
    'Choose another group.',
  ],
  [[131207], 'group_suspended', 'permanent', 'Meta has suspended the group.', 'Choose another group.'],
  [
    [137000],
    'device_changed',
    'permanent',
    'The customer has a new phone or WhatsApp since they last wrote.',
    'Wait until they write.',
  ],
  [[131008], 'content_refused', 'fix_call', 'Meta says that something required is missing in the message.', CHANGE],
  [[131009], 'content_refused', 'fix_call', 'Meta says that a value in the message is not valid.', CHANGE],
  [[135000], 'content_refused', 'fix_call', 'Meta could not send the message and does not say why.', CHANGE],
  [[100], 'content_refused', 'fix_call', 'Meta says that the message or the number id is not valid.', CHANGE],
  [[131051], 'type_unsupported', 'fix_call', 'Meta does not support this type of message.', 'Send it in another form.'],
  [
    [131060],
    'device_unsupported',
    'permanent',
    'The customer’s device does not support this message.',
    'Send it in another form.',
  ],
  [
    [131052],
    'media_not_fetched',
    'fix_call',
    'Meta could not download the media.',
    'Check that its address is public, or upload the file.',
  ],
  [
    [131053],
    'media_refused',
    'fix_call',
    'Meta could not take the media.',
    'Send a file of a supported type and size.',
  ],
  [
    [2593109],
    'history_not_shared',
    'permanent',
    'The business did not share its chat history.',
    'Nothing; new messages arrive as usual.',
  ],
]

/**
 * Code 100 with subcode 33: the object in the address does not exist, or the token may not see it. The message is not
 * at fault.
 */
export const NO_OBJECT = '100/33'

const UNKNOWN_NUMBER: ErrorMeaning = {
  class: 'stop_channel',
  meaning: 'number_unknown',
  text: 'Meta does not know this phone number id, or the access token may not use it.',
  nextStep: 'Compare the id with WhatsApp Manager, and save a token of a user who has this number.',
  documented: true,
}

/** The catalogue by code. */
export const CODES: ReadonlyMap<number, ErrorMeaning> = new Map(
  ENTRIES.flatMap(([codes, meaning, kind, text, nextStep, more]) =>
    codes.map((code): [number, ErrorMeaning] => [
      code,
      { class: kind, meaning, text, nextStep, documented: true, ...more },
    ]),
  ),
)

/**
 * The meaning of a code; permission errors are a whole range. A code that no reference lists is permanent and shown.
 */
export function errorMeaning(code: number | string): ErrorMeaning {
  if (code === NO_OBJECT) return UNKNOWN_NUMBER
  // An empty text would be read as 0, which is a code.
  const number = code === '' ? Number.NaN : Number(code)
  const known = CODES.get(number)
  if (known) return known
  if (number >= 200 && number <= 299) return CODES.get(10)!
  return {
    class: 'permanent',
    meaning: 'refused',
    text: 'Meta refused the message.',
    nextStep: 'Look the code up in Meta’s error reference.',
    documented: false,
  }
}
