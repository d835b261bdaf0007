import { createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isSigned, looksSigned } from './signature.ts'

/** RFC 4231, test case 2. */
const VECTOR = {
  secret: 'Jefe',
  body: Buffer.from('what do ya want for nothing?'),
  header: 'sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
}
const sign = (secret: string, body: Buffer) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

describe('a signature', () => {
  it('matches the published vector', () => {
    expect(isSigned(VECTOR.secret, VECTOR.body, VECTOR.header)).toBe(true)
  })

  it.each([
    ['escaped unicode', String.raw`{"text":"Ahl\u00e9\u0627 \ud83c\udf55","path":"a\/b"}`],
    ['bare unicode', '{"text":"أهلا 🍕"}'],
    ['odd spacing', '{ "a" :\t1 ,\r\n "a": 2 }'],
    ['duplicate keys', '{"a":1,"a":2}'],
    ['bytes that are no text', Buffer.from([0xff, 0x00, 0xfe, 0x0a])],
    ['nothing', ''],
  ])('holds over the bytes as they came: %s', (_what, content) => {
    const body = Buffer.from(content)
    expect(isSigned('secret', body, sign('secret', body))).toBe(true)
  })

  it('falls with any one flipped byte of the body', () => {
    for (let at = 0; at < VECTOR.body.length; at++) {
      const body = Buffer.from(VECTOR.body)
      body[at]! ^= 1
      expect(isSigned(VECTOR.secret, body, VECTOR.header)).toBe(false)
    }
  })

  it('falls with any one changed digit', () => {
    for (let at = 7; at < VECTOR.header.length; at++) {
      const digit = VECTOR.header[at] === '0' ? '1' : '0'
      const header = VECTOR.header.slice(0, at) + digit + VECTOR.header.slice(at + 1)
      expect(isSigned(VECTOR.secret, VECTOR.body, header)).toBe(false)
    }
  })

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['one digit short', VECTOR.header.slice(0, -1)],
    ['one digit long', `${VECTOR.header}0`],
    ['of SHA-1', `sha1=${createHmac('sha1', VECTOR.secret).update(VECTOR.body).digest('hex')}`],
    ['SHA-1 in the name of SHA-256', `sha256=${createHmac('sha1', VECTOR.secret).update(VECTOR.body).digest('hex')}`],
    ['without its name', VECTOR.header.slice(7)],
    ['not hexadecimal', `sha256=${'z'.repeat(64)}`],
    ['given twice', [VECTOR.header, VECTOR.header]],
    ['in capitals', `sha256=${VECTOR.header.slice(7).toUpperCase()}`],
    ['after a capital name', VECTOR.header.replace('sha256', 'SHA256')],
    ['after a blank', ` ${VECTOR.header}`],
    ['before a blank', `${VECTOR.header} `],
    ['parted by a blank', VECTOR.header.replace('=', '= ')],
    ['given twice in one', `${VECTOR.header}, ${VECTOR.header}`],
    ['base64', `sha256=${Buffer.from(VECTOR.header.slice(7), 'hex').toString('base64')}`],
    [
      'of SHA-512 cut to length',
      `sha256=${createHmac('sha512', VECTOR.secret).update(VECTOR.body).digest('hex').slice(0, 64)}`,
    ],
    ['a hash without a secret', `sha256=${createHash('sha256').update(VECTOR.body).digest('hex')}`],
    ['full of letters that are no bytes', `sha256=${'ā'.repeat(64)}`],
    ['made with another secret', sign('Jeff', VECTOR.body)],
  ])('that is %s is refused', (_what, header) => {
    expect(isSigned(VECTOR.secret, VECTOR.body, header)).toBe(false)
  })

  it('is none when there is no secret', () => {
    expect(isSigned('', VECTOR.body, sign('', VECTOR.body))).toBe(false)
  })

  it('is recognised by its form before any secret is asked for', () => {
    expect(looksSigned(VECTOR.header)).toBe(true)
    expect(looksSigned('sha256=short')).toBe(false)
  })
})
