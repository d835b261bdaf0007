import { randomBytes } from 'node:crypto'
import { sha256 } from '../../../platform/crypto/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

const COUNT = 10
/** 80 bits: a hash of so many is not guessed, so it needs no slow function. */
const CODE_BYTES = 10
/** Without the letters that look like digits. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const FORM = /^[0-9A-HJKMNP-TV-Z]{16}$/

/** New codes, as people read them: `7K2M-…`, four groups of four. */
export function newRecoveryCodes(): string[] {
  const codes = new Set<string>()
  while (codes.size < COUNT) codes.add(newCode())
  return [...codes]
}

function newCode(): string {
  const bits = [...randomBytes(CODE_BYTES)].map(byte => byte.toString(2).padStart(8, '0')).join('')
  const letters = bits.match(/.{5}/g)!.map(five => LETTERS[Number.parseInt(five, 2)])
  return letters.join('').match(/.{4}/g)!.join('-')
}

/** The code that somebody typed, in whatever spelling; null: it cannot be one. */
export function readRecoveryCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1')
  return FORM.test(code) ? code : null
}

/** What is stored. The same code of another person has another hash. */
export const recoveryHash = (userId: Uuid, code: string): Buffer =>
  sha256(`recovery code of ${userId}\n${code.replaceAll('-', '')}`)
