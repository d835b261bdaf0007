import { createTransport } from 'nodemailer'
import { isLoopbackHost } from '../outbound/index.ts'
import { MailError, type MailTransport, oneLine } from './port.ts'
import { readSender } from './sender.ts'

const CONNECT_MS = 10_000
const SILENCE_MS = 20_000

/** A mail server, by `smtp://user:password@host:587` or `smtps://…`. A password crosses a network only under TLS. */
export function createSmtpMail({ url, from }: { url: string; from: string }): MailTransport {
  const { protocol, hostname, port, username, password } = new URL(url)
  const sender = readSender(from)
  const secure = protocol === 'smtps:'
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port ? Number(port) : secure ? 465 : 587,
    secure,
    requireTLS: !secure && username !== '' && !isLoopbackHost(hostname),
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    // A mail holds nothing but what we wrote.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    kind: 'smtp',
    send: async ({ id, to, fromName, subject, text, html }) => {
      const name = oneLine(fromName ?? sender.name)
      const messageId = `<${id}@${sender.address.split('@').at(-1)}>`
      const headers = { 'Auto-Submitted': 'auto-generated' }
      await transport
        .sendMail({
          from: { name, address: sender.address },
          to: { name: '', address: to },
          subject: oneLine(subject),
          text,
          html,
          messageId,
          headers,
        })
        .catch((error: SmtpError) => {
          throw refusalOf(error)
        })
    },
    close: async () => transport.close(),
  }
}

interface SmtpError {
  code?: string
  responseCode?: number
  response?: string
  /** There when the server refused the recipient, and not the sender or the content. */
  rejectedErrors?: readonly SmtpError[]
}

/**
 * A refused recipient is an address that nobody has, unless the server says that it is about us (5.7) or that the mailbox is
 * full (5.2). What else is final is about this mail. Passwords and connections may be mended, so they are tried again.
 */
function refusalOf({ code, responseCode, response, rejectedErrors }: SmtpError): MailError {
  const [refused] = rejectedErrors ?? []
  const number = refused?.responseCode ?? responseCode
  const says = number ? `SMTP_${number}` : (code ?? 'SMTP')
  const final = number !== undefined && number >= 500 && code !== 'EAUTH'
  const badAddress = final && refused !== undefined && !/^\d{3}[ -]5\.[27]\./.test(refused.response ?? response ?? '')
  return new MailError(says, { retryable: !final, badAddress })
}
