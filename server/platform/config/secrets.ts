import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomToken } from '../crypto/index.ts'
import { ConfigError } from './error.ts'
import { keyBytes } from './key-bytes.ts'

interface Given {
  NODE_ENV?: string | undefined
  DATABASE_URL?: string | undefined
  AUTH_SECRET?: string | undefined
  JWT_SECRET?: string | undefined
  ENCRYPTION_KEY?: string | undefined
  OLD_ENCRYPTION_KEYS?: string | undefined
  MASTER_KEY: string
  DEMO_PASSWORD?: string | undefined
}

/** The documents' figure. What was shorter before is refused, and not accepted for ever. */
const AUTH_SECRET_LENGTH = 64

/**
 * Secrets that nobody gave are made once and kept in the data directory. Not in production on a database of its own: another
 * process or the next machine would make others, and could read nothing. The embedded database lies in the same directory.
 */
export function readSecrets(values: Given, production: boolean, dataDir: string) {
  const mustBeGiven = values.NODE_ENV === 'production' || (production && values.DATABASE_URL !== undefined)
  const secret = (name: 'AUTH_SECRET' | 'ENCRYPTION_KEY', given: string | undefined, length: number) => {
    if (given) return given
    if (mustBeGiven) throw new ConfigError(`${name} is required in production (${length} characters or more)`)
    return keptSecret(dataDir, name)
  }
  const authSecret = secret('AUTH_SECRET', values.AUTH_SECRET ?? values.JWT_SECRET, AUTH_SECRET_LENGTH)
  if (production && authSecret.length < AUTH_SECRET_LENGTH) {
    throw new ConfigError(
      `AUTH_SECRET must have at least ${AUTH_SECRET_LENGTH} characters in production: make a new one with "openssl rand -hex 32". Everybody signs in again then.`,
    )
  }
  // Whoever has the master key elsewhere from the first day never needs it.
  const needed = values.MASTER_KEY === 'environment'
  const text = needed ? secret('ENCRYPTION_KEY', values.ENCRYPTION_KEY, 32) : values.ENCRYPTION_KEY
  const old = (values.OLD_ENCRYPTION_KEYS ?? '').split(',').map(one => one.trim())
  return {
    authSecret,
    encryptionKey: text === undefined ? undefined : keyBytes('ENCRYPTION_KEY', text),
    oldEncryptionKeys: old.filter(Boolean).map(one => keyBytes('each of OLD_ENCRYPTION_KEYS', one)),
  }
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
