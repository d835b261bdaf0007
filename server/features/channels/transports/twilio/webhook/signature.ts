import { isUtf8 } from 'node:buffer'
import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks.js'
import { formOf } from './params.ts'

/** Base64 of an HMAC-SHA1. */
const SHAPE = /^[A-Za-z0-9+/]{27}=$/

/** Whether a text can be an `X-Twilio-Signature` at all; checked before any secret is looked up. */
export const looksSigned = (header: unknown): header is string => typeof header === 'string' && SHAPE.test(header)

/**
 * Whether Twilio signed this request with `token`: over the public address and the sorted parameters of a form, or,
 * when the address contains `bodySHA256`, over the address alone, which then proves the body (Twilio, "Webhooks
 * security"). Twilio's own library compares, with and without the default port and with both spellings of the query.
 *
 * @param url the whole public address, query included, as Twilio called it
 */
export function isSigned(token: string, header: unknown, url: string, body: Buffer): boolean {
  if (token === '' || !looksSigned(header) || !URL.canParse(url)) return false
  if (new URL(url).searchParams.has('bodySHA256')) {
    // The library hashes text: bytes that are no valid text would be hashed as something else.
    return isUtf8(body) && validateRequestWithBody(token, header, url, body.toString('utf8'))
  }
  const form = formOf(body)
  return form !== undefined && validateRequest(token, header, url, form)
}
