import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomToken } from '../crypto/index.ts'
import { ConfigError } from './error.ts'

interface Given {
  NODE_ENV?: string | undefined
  DATABASE_URL?: string | undefined
  AUTH_SECRET?: string | undefined
  JWT_SECRET?: string | undefined
  ENCRYPTION_KEY?: string | undefined
  DEMO_PASSWORD?: string | undefined
}

/**
 * Secrets that nobody gave are made once and kept in the data directory. Not in production on a database of its own: another
 * process or the next machine would make others, and could read nothing. The embedded database lies in the same directory.
 */
export function readSecrets(values: Given, production: boolean, dataDir: string) {
  const mustBeGiven = values.NODE_ENV === 'production' || (production && values.DATABASE_URL !== undefined)
  const secret = (name: 'AUTH_SECRET' | 'ENCRYPTION_KEY') => {
    const given = name === 'AUTH_SECRET' ? (values.AUTH_SECRET ?? values.JWT_SECRET) : values.ENCRYPTION_KEY
    if (given) return given
    if (mustBeGiven) throw new ConfigError(`${name} is required in production (32 characters or more)`)
    return keptSecret(dataDir, name)
  }
  return { authSecret: secret('AUTH_SECRET'), encryptionKey: encryptionKey(secret('ENCRYPTION_KEY')) }
}

/** Made at random for this installation: a password that stands in public is none. */
export const demoPassword = (values: Given, dataDir: string): string =>
  values.DEMO_PASSWORD ?? keptSecret(dataDir, 'DEMO_PASSWORD')

const MAKE = {
  AUTH_SECRET: () => randomToken(48),
  ENCRYPTION_KEY: () => Buffer.from(randomToken(32), 'base64url').toString('base64'),
  DEMO_PASSWORD: () => randomToken(12),
}

function keptSecret(dataDir: string, name: keyof typeof MAKE): string {
  const file = join(dataDir, 'secrets.json')
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {}
  const found = kept[name]
  if (found) return found
  const made = MAKE[name]()
  writeFileSync(file, `${JSON.stringify({ ...kept, [name]: made }, null, 2)}\n`, { mode: 0o600 })
  return made
}

/** 32 bytes: as 64 hex digits, as base64, or as 32 characters. Nothing is stretched: a weak phrase would only look strong. */
function encryptionKey(text: string): Buffer {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  const decoded = Buffer.from(text, 'base64')
  if (decoded.length === 32) return decoded
  if (Buffer.byteLength(text) === 32) return Buffer.from(text)
  throw new ConfigError('ENCRYPTION_KEY must be 32 bytes: 64 hex digits, base64 of 32 bytes, or 32 characters')
}
