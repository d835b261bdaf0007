import { ConfigError } from './error.ts'

/**
 * 32 bytes: as 64 hex digits, as base64, or as 32 characters. Nothing is stretched: a weak phrase would only look strong. Throws
 * ConfigError that names the setting.
 */
export function keyBytes(setting: string, text: string): Buffer {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  const decoded = Buffer.from(text, 'base64')
  if (decoded.length === 32) return decoded
  if (Buffer.byteLength(text) === 32) return Buffer.from(text)
  throw new ConfigError(`${setting} must be 32 bytes: 64 hex digits, base64 of 32 bytes, or 32 characters`)
}
