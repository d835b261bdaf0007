import type { Uuid } from '../ids/index.ts'

/** One mail to one person, as a transport gets it. */
export interface OutgoingMail {
  /** The same at every try, so that servers and mailboxes can tell a repetition. */
  id: Uuid
  to: string
  /** Whose name stands as the sender; the address is always MAIL_FROM. */
  fromName?: string
  subject: string
  text: string
  html: string
}

/** How mail leaves. One try, no retries: whoever calls does that. */
export interface MailTransport {
  /** `outbox`: kept for a developer to read. `none`: nobody has said how, so nothing can be sent. */
  readonly kind: 'smtp' | 'resend' | 'outbox' | 'none'
  /** Resolves when the next server has taken it. Throws MailError. */
  send(mail: OutgoingMail): Promise<void>
  close(): Promise<void>
}

/** Why a mail was not taken. It holds a code and never the words of a server, which may quote addresses and content. */
export class MailError extends Error {
  override readonly name = 'MailError'
  readonly code: string
  /** False: another try would be refused, too. */
  readonly retryable: boolean
  /** The address is one that nobody has. */
  readonly badAddress: boolean

  constructor(code: string, { retryable, badAddress = false }: { retryable: boolean; badAddress?: boolean }) {
    super(`the mail was not taken: ${code}`)
    this.code = code
    this.retryable = retryable
    this.badAddress = badAddress
  }
}

/** For names and subjects: a line break in one would begin another header. */
export const oneLine = (text: string): string => text.replace(/[\r\n\t]+/g, ' ').trim()
