import { createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type TwilioParams, twilioForm, twilioSignature } from '../../../../../test/twilio.ts'
import { isSigned } from './signature.ts'

const TOKEN = 'a-secret'
const URL_ = 'https://shop.example/webhooks/twilio/status?a=0199.1'
const PARAMS: TwilioParams = { From: 'whatsapp:+1415', To: 'whatsapp:+1416', Body: 'Ça va ? 👍', Empty: '' }
const sign = (url = URL_, params = PARAMS, token = TOKEN) => twilioSignature(token, url, params)
const check = (signature: unknown, url = URL_, body: Buffer = twilioForm(PARAMS), token = TOKEN) =>
  isSigned(token, signature, url, body)

describe('a signature of Twilio', () => {
  it('is over the address and the sorted parameters', () => {
    expect(check(sign())).toBe(true)
    expect(check(sign(), URL_, twilioForm(Object.fromEntries(Object.entries(PARAMS).toReversed())))).toBe(true)
  })

  it('holds for the address with and without its port, as either side wrote it', () => {
    const port = (given: string, port: number) => given.replace('.example', `.example:${port}`)
    expect(check(sign(port(URL_, 443)))).toBe(true)
    expect(check(sign(URL_), port(URL_, 8443))).toBe(true)
    const plain = URL_.replace('https', 'http')
    expect(check(sign(port(plain, 80)), plain)).toBe(true)
  })

  it('holds for a query in either spelling', () => {
    const url = "https://shop.example/x?a=it's"
    expect(check(sign(url), url)).toBe(true)
    expect(check(sign(url.replace("'", '%27')), url)).toBe(true)
  })

  it('of JSON is over the address, which vouches for the body', () => {
    const body = Buffer.from('{"Body":"Salam"}')
    const url = `${URL_}&bodySHA256=${createHash('sha256').update(body).digest('hex')}`
    const signature = sign(url, {})
    expect(check(signature, url, body)).toBe(true)
    expect(check(signature, url, Buffer.from('{"Body":"Other"}'))).toBe(false)
    expect(check(signature, url, Buffer.concat([body, Buffer.from([0xff])]))).toBe(false)
    expect(check(sign(URL_, {}), URL_, body)).toBe(false)
  })

  it.each<[string, boolean]>([
    ['another secret', check(sign(URL_, PARAMS, 'other'))],
    ['another address', check(sign('https://shop.example/other?a=0199.1'))],
    ['another host', check(sign(URL_.replace('shop', 'evil')))],
    ['another query', check(sign(URL_.replace('.1', '.2')))],
    ['no query', check(sign(URL_.split('?')[0]))],
    ['the query in another order', check(sign(`${URL_}&b=1`), URL_.replace('?', '?b=1&'))],
    ['a name of the query given twice', check(sign(), `${URL_}&a=0199.1`)],
    ['http in place of https', check(sign(URL_.replace('https', 'http')))],
    ['a slash more', check(sign(URL_.replace('status?', 'status/?')))],
    ['a path in capitals', check(sign(URL_.replace('webhooks', 'Webhooks')))],
    ['a user in the address', check(sign(URL_.replace('shop', 'me@shop')))],
    ['SHA-256', check(createHmac('sha256', TOKEN).update(URL_).digest('base64'))],
    ['the address alone, though a form came with it', check(sign(URL_, {}))],
    ['a name in other case', check(sign(URL_, { from: PARAMS.From!, To: PARAMS.To!, Body: PARAMS.Body!, Empty: '' }))],
    ['base64 for addresses', check(sign().replace(/[+/=]/g, ''))],
    ['a changed value', check(sign(URL_, { ...PARAMS, Body: 'Ça va !' }))],
    ['a parameter more', check(sign(URL_, { ...PARAMS, More: '1' }))],
    ['a parameter less', check(sign(URL_, { From: 'whatsapp:+1415' }))],
    ['values of two names swapped', check(sign(URL_, { ...PARAMS, From: PARAMS.To!, To: PARAMS.From! }))],
    ['its last character changed', check(`${sign().slice(0, -2)}${sign().at(-2) === 'A' ? 'B' : 'A'}=`)],
    ['other case', check(sign().toLowerCase())],
    ['blanks around it', check(` ${sign()}`)],
    ['one character less', check(sign().slice(1))],
    ['one character more', check(`A${sign()}`)],
    ['hex instead of base64', check(Buffer.from(sign(), 'base64').toString('hex'))],
    ['the empty secret', check(sign(URL_, PARAMS, ''), URL_, twilioForm(PARAMS), '')],
    ['no header', check(undefined)],
    ['two headers', check([sign(), sign()])],
    ['an address that is none', check(sign(), 'webhooks')],
  ])('does not hold with %s', (_what, held) => {
    expect(held).toBe(false)
  })

  it('does not hold when any bit of the body was flipped', () => {
    const body = twilioForm(PARAMS)
    for (let at = 0; at < body.length * 8; at++) {
      const changed = Buffer.from(body)
      changed[at >> 3]! ^= 1 << (at & 7)
      // A blank may be written as a plus sign or as %20, and a digit of an escape in either case: the text is the same.
      const same = String(new URLSearchParams(changed.toString())) === String(new URLSearchParams(body.toString()))
      if (check(sign(), URL_, changed) !== same) expect.fail(`bit ${at}`)
    }
  })
})
