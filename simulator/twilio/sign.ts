import { createHash, createHmac } from 'node:crypto'

/** Parameters of a form; a name may have several values. */
export type FormParameters = Readonly<Record<string, string | readonly string[]>>

const hmac = (token: string, text: string): string =>
  createHmac('sha1', token).update(Buffer.from(text, 'utf8')).digest('base64')

/**
 * The value of `X-Twilio-Signature` of a form: base64 of HMAC-SHA1, keyed by the auth token, over the address as called and
 * every parameter's name and value in the order of names; several values of a name count once each, in order.
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
