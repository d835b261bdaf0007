import { createFollower, type Followed, type Follower } from '../follow.ts'
import type { Platform } from '../meta/platform.ts'
import type { StatusName } from '../statuses.ts'
import type { Outcome } from '../webhooks.ts'
import { formBody, signForm } from './sign.ts'

/** One message as Twilio keeps it. */
export interface TwilioMessage extends Followed {
  provider: 'twilio'
  account: string
  from: string
  body: string
  statusCallback: string | undefined
  numMedia: number
  direction: 'outbound-api' | 'inbound'
  status: string
  errorCode: number | null
  createdAt: Date
}

/** A file of a customer's message. */
export interface TwilioFile {
  bytes: Buffer
  mimeType: string
}

/** The Twilio side of the twin. */
export interface Twilio {
  platform: Platform
  token: string
  /** Where inbound messages go. */
  webhookUrl: () => string
  setWebhookUrl(url: string): void
  messages: Map<string, TwilioMessage>
  files: Map<string, TwilioFile>
  follower: Follower<TwilioMessage>
  /** Posts a signed form; Twilio tries once, and once more when nobody answered. */
  post(url: string, form: Record<string, string>, about: { type: string; channel: string }): Promise<Outcome>
  reset(): void
}

const CALLBACK_RETRIES_MS = [500]

/** An account that has sent and received nothing. */
export function createTwilio(platform: Platform, options: { token: string; webhookUrl: string }): Twilio {
  let url = options.webhookUrl
  const post: Twilio['post'] = (to, form, { type, channel }) =>
    platform.poster.post({
      url: to,
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        'user-agent': 'TwilioProxy/1.1',
        'x-twilio-signature': signForm(options.token, to, form),
        'i-twilio-idempotency-token': form.MessageSid ?? '',
      },
      body: formBody(form),
      type,
      provider: 'twilio',
      phoneNumberId: channel,
      payload: form,
      retryDelaysMs: CALLBACK_RETRIES_MS,
      onlyWithoutAnswer: true,
    })
  const { calls, activity } = platform
  const twilio: Twilio = {
    platform,
    token: options.token,
    webhookUrl: () => url,
    setWebhookUrl: next => {
      url = next
    },
    messages: new Map(),
    files: new Map(),
    post,
    follower: createFollower<TwilioMessage>(
      {
        activity,
        random: () => calls.random(),
        timing: platform.timing,
        faults: platform.statusFaults,
        record: calls.record,
      },
      (message, status, code) => tell(twilio, message, status, code),
    ),
    reset: () => {
      twilio.follower.forget()
      twilio.messages.clear()
      twilio.files.clear()
    },
  }
  return twilio
}

/** A status callback, when the sender asked for one. */
function tell(twilio: Twilio, message: TwilioMessage, status: StatusName, code: number | undefined): void {
  const word = status === 'failed' ? 'undelivered' : status
  message.status = word
  if (status === 'failed') message.errorCode = code ?? 63024
  if (message.statusCallback === undefined) return
  const form: Record<string, string> = {
    AccountSid: message.account,
    ApiVersion: '2010-04-01',
    ChannelInstallSid: `XE${message.account.slice(2)}`,
    ChannelPrefix: 'whatsapp',
    ChannelToAddress: message.to.replace('whatsapp:', ''),
    From: message.from,
    MessageSid: message.id,
    MessageStatus: word,
    SmsSid: message.id,
    SmsStatus: word,
    StructuredMessage: 'false',
    To: message.to,
    ...(status !== 'sent' && { EventType: word.toUpperCase() }),
    ...(message.errorCode !== null && { ErrorCode: String(message.errorCode) }),
  }
  void twilio.post(message.statusCallback, form, { type: 'status', channel: message.channel })
}
