import { createHmac } from 'node:crypto'

/**
 * The value of `X-Twilio-Signature` of a form: base64 of HMAC-SHA1, keyed by the auth token, over the address as called and
 * every parameter's name and value in the order of names.
 */
export function signForm(token: string, url: string, form: Readonly<Record<string, string>>): string {
  const text = Object.keys(form)
    .sort()
    .reduce((joined, name) => joined + name + form[name], url)
  return createHmac('sha1', token).update(Buffer.from(text, 'utf8')).digest('base64')
}

/** A form as bytes. */
export const formBody = (form: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(new URLSearchParams(form).toString())
