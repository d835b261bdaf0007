import { describe, expect, it } from 'vitest'
import { base32, codeOf, stepAt, stepOf, totpUri } from './totp.ts'

/** RFC 6238, appendix B: the key and the last six of its eight digits. */
const KEY = Buffer.from('12345678901234567890')
const VECTORS = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const
const at = (seconds: number) => new Date(seconds * 1000)

describe('a code of an authenticator app', () => {
  it.each(VECTORS)('at second %i is the one of the standard', (seconds, code) => {
    expect(codeOf(KEY, stepAt(at(seconds)))).toBe(code)
    expect(stepOf(KEY, code, at(seconds))).toBe(stepAt(at(seconds)))
  })

  it('counts half a minute too early and too late, and no longer', () => {
    const code = codeOf(KEY, 1_000)
    const tried = [998, 999, 1_000, 1_001, 1_002].map(step => stepOf(KEY, code, at(step * 30 + 15)))
    expect(tried).toEqual([null, 1_000, 1_000, 1_000, null])
  })

  it('is not one of other digits, fewer or more', () => {
    for (const wrong of ['287083', '28708', '2870820', '', 'abcdef']) expect(stepOf(KEY, wrong, at(59))).toBeNull()
  })
})

describe('what an app is told', () => {
  it('is the key in base32, and an address that names the account', () => {
    expect(base32(KEY)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
    const uri = new URL(totpUri(KEY, 'a.mal+shop@example.com'))
    expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual([
      'otpauth:',
      'totp',
      '/Tawsil:a.mal+shop@example.com',
    ])
    expect(Object.fromEntries(uri.searchParams)).toEqual({ secret: base32(KEY), issuer: 'Tawsil' })
  })
})
