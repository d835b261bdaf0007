import { createHash, createHmac } from 'node:crypto'

/** Parameters of a form; a name may have several values. */
export type FormParameters = Readonly<Record<string, string | readonly string[]>>

const hmac = (token: string, text: string): string =>
  createHmac('sha1', token).update(Buffer.from(text, 'utf8')).digest('base64')

/**
 * The value of `X-Twilio-Signature` for a form: HMAC-SHA1 with the auth token as key, in base64. It is made over the address
 * as it is called, followed by the name and value of each parameter, sorted by name. Of a repeated name each different value
 * counts once, sorted.
 */
export function signForm(token: string, url: string, form: FormParameters): string {
  const text = Object.keys(form)
    .sort()
    .flatMap(name => [...new Set([form[name]!].flat())].sort().map(value => name + value))
    .join('')
  return hmac(token, url + text)
}

/** The address of a JSON body (its digest is in the query) and the signature over that address alone. */
export function signJson(token: string, url: string, body: Buffer): { url: string; signature: string } {
  const target = new URL(url)
  const digest = createHash('sha256').update(body).digest('hex')
  const signed = `${url}${target.search ? '&' : '?'}bodySHA256=${digest}`
  return { url: signed, signature: hmac(token, signed) }
}

/** A form as bytes. */
export const formBody = (form: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(new URLSearchParams(form).toString())
