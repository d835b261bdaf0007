import { randomBytes } from 'node:crypto'
import type { Platform } from '../meta/platform.ts'
import { createFollower, type Follower } from '../record/follow.ts'
import { type AccountBook, createAccountBook } from './accounts.ts'
import { createCallbacks } from './callbacks.ts'
import { messageOf } from './errors.ts'
import type { Content, Sender, TwilioFile, TwilioMessage } from './records.ts'

/** The Twilio side of the twin. */
export interface Twilio {
  platform: Platform
  accounts: AccountBook
  messages: Map<string, TwilioMessage>
  files: Map<string, TwilioFile>
  contents: Map<string, Content>
  senders: Map<string, Sender>
  /** Customers who said stop: `from to`, as the business addresses them. */
  optedOut: Set<string>
  follower: Follower<TwilioMessage>
  callbacks: ReturnType<typeof createCallbacks>
  /** Where inbound messages go that no sender and no account sends elsewhere. */
  setWebhookUrl(url: string): void
  reset(): void
}

const DEFAULT_FAILURE = 63024

/** An account that has sent and received nothing. */
export function createTwilio(platform: Platform, options: { token: string; webhookUrl: string }): Twilio {
  const accounts = createAccountBook(options)
  const callbacks = createCallbacks(platform, accounts)
  const { calls, activity } = platform
  const twilio: Twilio = {
    platform,
    accounts,
    messages: new Map(),
    files: new Map(),
    contents: new Map(),
    senders: new Map(),
    optedOut: new Set(),
    callbacks,
    setWebhookUrl: accounts.setWebhookUrl,
    follower: createFollower<TwilioMessage>({
      activity,
      random: () => calls.random(),
      timing: platform.timing,
      faults: platform.statusFaults,
      record: calls.record,
      first: ['queued'],
      happen: advance,
      tell: (message, status, code) => callbacks.status(message, wordOf(status), codeOf(status, code)),
    }),
    reset: () => {
      twilio.follower.forget()
      accounts.reset()
      for (const kept of [twilio.messages, twilio.files, twilio.contents, twilio.senders]) kept.clear()
      twilio.optedOut.clear()
    },
  }
  return twilio
}

const wordOf = (status: string): string => (status === 'failed' ? 'undelivered' : status)
const codeOf = (status: string, code: number | undefined): number | null =>
  status === 'failed' ? (code ?? DEFAULT_FAILURE) : null

function advance(message: TwilioMessage, status: string, code: number | undefined): void {
  message.status = wordOf(status)
  message.updatedAt = new Date()
  if (status === 'sent') message.sentAt = message.updatedAt
  message.errorCode = codeOf(status, code)
  message.errorMessage = message.errorCode === null ? null : messageOf(message.errorCode)
}

/** An id of Twilio's: two letters and 32 hexadecimal digits. */
export const newSid = (prefix: string): string => prefix + randomBytes(16).toString('hex')
