import { text as readText } from 'node:stream/consumers'
import { AppError } from '../errors/index.ts'
import { fetchOutside } from '../outbound/index.ts'
import { MailError, type MailTransport, type OutgoingMail, oneLine } from './port.ts'
import { readSender } from './sender.ts'

const ANSWER_WITHIN_MS = 15_000
const LONGEST_ANSWER = 65_536

/** Resend's HTTP API. @param url without a trailing slash; the operator's own, so it may be inside */
export function createResendMail({ url, apiKey, from }: { url: string; apiKey: string; from: string }): MailTransport {
  const sender = readSender(from)
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
  return {
    kind: 'resend',
    send: async mail => {
      const { status, body } = await fetchOutside(`${url}/emails`, {
        method: 'POST',
        // It keeps the key for a day and answers the same request with the same mail.
        headers: { ...headers, 'idempotency-key': mail.id },
        body: JSON.stringify(bodyOf(mail, mail.fromName ?? sender.name, sender.address)),
        trustedOrigins: [new URL(url).origin],
        maxBytes: LONGEST_ANSWER,
        timeoutMs: ANSWER_WITHIN_MS,
        maxRedirects: 0,
      }).catch(error => {
        throw new MailError(error instanceof AppError ? error.code : 'RESEND', { retryable: true })
      })
      const answer = await readText(body).catch(() => '')
      if (status < 200 || status > 299) throw refusalOf(status, answer)
    },
    close: async () => undefined,
  }
}

/** A name that is not plain stands in quotes; a quote or a line break in it would end them. */
const bodyOf = ({ to, subject, text, html }: OutgoingMail, name: string, address: string) => ({
  from: `"${oneLine(name.replace(/["\\<>]/g, ' '))}" <${address}>`,
  to: [to],
  subject: oneLine(subject),
  text,
  html,
  headers: { 'Auto-Submitted': 'auto-generated' },
})

/** 401 and 403 are about the key or the sender's domain, which the operator may mend; 409 is a repetition that still runs. */
const MAY_BE_MENDED = new Set([401, 403, 408, 409, 429])

function refusalOf(status: number, answer: string): MailError {
  const retryable = status >= 500 || MAY_BE_MENDED.has(status)
  return new MailError(`RESEND_${status}`, { retryable, badAddress: status === 422 && /`to` field/.test(answer) })
}
