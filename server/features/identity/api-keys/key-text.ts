import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** Live keys reach every channel; test keys reach the simulator's and no others. */
export type KeyMode = 'live' | 'test'

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const SECRET_BYTES = 32
/** 256 bits in base 62. */
const SECRET_LENGTH = 43
const CHECKSUM_LENGTH = 6
/** Of the secret; the other 37 characters are as hard to guess as before. */
const SHOWN_LENGTH = 6

/** What a key looks like; docs/guides/leaked-keys.md tells scanners. */
const KEY = /^(tws_(?:live|test)_[0-9A-Za-z]{43})([0-9A-Za-z]{6})$/
const BEGINNING = /^tws_(live|test)_/

/** A new key: 256 random bits, and a checksum by which a scanner knows a real one without asking us. */
export function makeKey(mode: KeyMode): string {
  const body = `tws_${mode}_${base62(BigInt(`0x${randomBytes(SECRET_BYTES).toString('hex')}`), SECRET_LENGTH)}`
  return body + checksumOf(body)
}

/** Whether a text begins like a key; all others are tokens of sessions. */
export const looksLikeKey = (text: string): boolean => BEGINNING.test(text)

/** Whether a text can be a key of ours. No database need be asked about any other. */
export function isKey(text: string): boolean {
  const [, body, checksum] = KEY.exec(text) ?? []
  return body !== undefined && checksumOf(body) === checksum
}

/** What people see of a key later. */
export const prefixOf = (key: string): string => key.slice(0, 'tws_live_'.length + SHOWN_LENGTH)

const checksumOf = (body: string): string => base62(BigInt(crc32(body)), CHECKSUM_LENGTH)

function base62(number: bigint, length: number): string {
  let text = ''
  for (let rest = number; text.length < length; rest /= 62n) text = DIGITS[Number(rest % 62n)] + text
  return text
}
