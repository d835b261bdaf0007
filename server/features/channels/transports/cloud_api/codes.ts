import type { ErrorMeaning } from '../../error-class.ts'

/** What a documented refusal means for the message at hand and for the channel it went through. */
export interface CodeMeaning {
  /** Whether the same message may be sent again, and after how long at least. */
  retry: 'never' | 'later'
  retryAfterSeconds?: number
  /** What is at fault: only the message, this recipient, the number, or the whole account. */
  scope: 'message' | 'recipient' | 'number' | 'account'
  /** For people: what is wrong and what to do. */
  text: string
  /**
   * Meta answers with these also when something broke inside; with a 5xx status they prove nothing about the message.
   */
  vague?: boolean
  /** False for codes that stand in no reference. */
  documented: boolean
}

const later = (retryAfterSeconds: number, scope: CodeMeaning['scope'], text: string, vague = false): CodeMeaning => ({
  retry: 'later',
  retryAfterSeconds,
  scope,
  text,
  documented: true,
  ...(vague && { vague }),
})
const never = (scope: CodeMeaning['scope'], text: string): CodeMeaning => ({
  retry: 'never',
  scope,
  text,
  documented: true,
})

const TOKEN =
  'The access token is not valid or has expired. Create a permanent token in Meta Business settings and save it here.'
const PERMISSION =
  'The access token lacks a permission. Grant whatsapp_business_messaging for this number and save a new token.'
const TEMPLATE = 'The template call does not match the approved template. Check its name, language and parameters.'
const REGISTER =
  'The number is not registered for the Cloud API. Register it in WhatsApp Manager, then test the channel.'

/**
 * Codes after Meta's error reference; Meta says to branch on the code and never on the HTTP status, since throttles answer 400.
 */
export const CODES: ReadonlyMap<number, CodeMeaning> = new Map([
  [0, never('account', TOKEN)],
  [190, never('account', TOKEN)],
  [3, never('account', PERMISSION)],
  [10, never('account', PERMISSION)],
  [131005, never('account', PERMISSION)],
  [4, later(60, 'account', 'Meta is throttling this app. Sending continues by itself.')],
  [80007, later(60, 'account', 'Meta is throttling this business account. Sending continues by itself.')],
  [130429, later(5, 'number', 'This number sends faster than Meta allows. Sending continues by itself.')],
  [131056, later(6, 'recipient', 'Too many messages to this customer in a short time. Sending continues by itself.')],
  [131048, later(3600, 'number', 'Meta limits this number because messages were reported as spam.')],
  [131064, later(3600, 'number', 'The messaging limit of this number is reached.')],
  [1, later(10, 'account', 'Meta had a problem. Sending continues by itself.', true)],
  [2, later(30, 'account', 'Meta is temporarily unavailable. Sending continues by itself.')],
  [131000, later(10, 'account', 'Meta could not send the message for an unknown reason.', true)],
  [131016, later(30, 'account', 'Meta is temporarily unavailable. Sending continues by itself.')],
  [131057, later(300, 'account', 'The business account is in maintenance. Sending continues by itself.')],
  [133004, later(30, 'account', 'Meta is temporarily unavailable. Sending continues by itself.')],
  [131026, never('recipient', 'The message cannot reach this customer: no WhatsApp, or an old version of it.')],
  [131021, never('recipient', 'A number cannot write to itself.')],
  [131030, never('recipient', 'A test number writes only to the recipients entered in the Meta app.')],
  [130472, never('recipient', 'Meta did not deliver this marketing message because of an experiment.')],
  [131062, never('recipient', 'This message needs the customer’s phone number, which is not known.')],
  [131047, never('message', 'More than 24 hours passed since the customer wrote. Send a template instead.')],
  [131049, never('recipient', 'Meta did not deliver this marketing message. Do not repeat it within 24 hours.')],
  [131050, never('recipient', 'The customer stopped marketing messages from this business.')],
  [
    131042,
    never('account', 'There is a payment problem with the business account. Check billing in WhatsApp Manager.'),
  ],
  [131031, never('account', 'The business account is locked. Check it in WhatsApp Manager.')],
  [368, never('account', 'The business account is blocked for a policy violation. Check it in WhatsApp Manager.')],
  [130497, never('account', 'The business account may not write to customers in this country.')],
  [131045, never('number', REGISTER)],
  [133010, never('number', REGISTER)],
  [132000, never('message', TEMPLATE)],
  [132001, never('message', TEMPLATE)],
  [132005, never('message', TEMPLATE)],
  [132007, never('message', TEMPLATE)],
  [132012, never('message', TEMPLATE)],
  [132015, never('message', 'The template is paused for low quality. Improve it, or use another.')],
  [132016, never('message', 'The template is disabled for low quality. Use another.')],
  [131008, never('message', 'Meta says that something required is missing in the message.')],
  [131009, never('message', 'Meta says that a value in the message is not valid.')],
  [100, never('message', 'Meta says that the message or the number id is not valid.')],
  [131051, never('message', 'Meta does not support this type of message.')],
  [131052, never('message', 'Meta could not download the media. Check that its address is public.')],
  [131053, never('message', 'Meta could not take the media. Check its type and size.')],
])

/** What a code means; permission errors are a whole range. A code that is not documented is not to be repeated. */
export function meaningOf(code: number | string): CodeMeaning {
  const number = Number(code)
  const known = CODES.get(number)
  if (known) return known
  if (number >= 200 && number <= 299) return never('account', PERMISSION)
  return { ...never('message', 'Meta refused the message.'), documented: false }
}

/** The same as an entry of the catalogue that all providers share. */
export function errorMeaning(code: number | string): ErrorMeaning {
  const { retry, scope, text, vague, documented, retryAfterSeconds } = meaningOf(code)
  const again = { account: 'retry', message: 'retry', number: 'slow_number', recipient: 'slow_pair' } as const
  const final = {
    account: 'stop_channel',
    message: 'fix_call',
    number: 'stop_channel',
    recipient: 'permanent',
  } as const
  return {
    class: !documented ? 'permanent' : retry === 'later' ? again[scope] : final[scope],
    text,
    nextStep: '',
    documented,
    ...(vague && { vague }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  }
}
