import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadConfig } from './index.ts'

let dataDir: string
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tawsil-keys-'))
})
afterAll(() => rmSync(dataDir, { recursive: true }))

const load = (env: Record<string, string>) => loadConfig({ DATA_DIR: dataDir, ...env }, [])
const file = (name: string, content: string) => {
  const path = join(dataDir, name)
  writeFileSync(path, content)
  return path
}
const VAULT = { VAULT_ADDR: 'https://vault.internal:8200/', VAULT_TOKEN: 't' }

describe('where the master key is', () => {
  it('is ENCRYPTION_KEY unless something else is said', () => {
    expect(load({}).masterKeys).toEqual([{ kind: 'environment' }])
    expect(load({}).encryptionKey).toHaveLength(32)
  })

  it('is a file, AWS KMS or Vault; and those of before that only unwrap', () => {
    const path = file('master', `${'ab'.repeat(32)}\n`)
    const { masterKeys } = load({
      ...VAULT,
      MASTER_KEY: 'vault:tawsil',
      VAULT_NAMESPACE: 'shops',
      OLD_MASTER_KEYS: `environment, file:${path}, aws-kms:arn:aws:kms:eu-west-3:1:key/2, vault:engines/transit/old`,
      KMS_REGION: 'eu-west-3',
    })
    const vault = { kind: 'vault', url: 'https://vault.internal:8200', token: 't', namespace: 'shops' }
    expect(masterKeys).toMatchObject([
      { ...vault, mount: 'transit', key: 'tawsil' },
      { kind: 'environment' },
      { kind: 'file', key: Buffer.alloc(32, 0xab) },
      { kind: 'aws-kms', keyId: 'arn:aws:kms:eu-west-3:1:key/2', region: 'eu-west-3', credentials: undefined },
      { ...vault, mount: 'engines/transit', key: 'old' },
    ])
  })

  it('needs no ENCRYPTION_KEY, in production neither, when it is elsewhere', () => {
    const production = { NODE_ENV: 'production', AUTH_SECRET: 'a'.repeat(64), ...VAULT }
    expect(load({ ...production, MASTER_KEY: 'vault:tawsil' }).encryptionKey).toBeUndefined()
    expect(() => load(production)).toThrow('ENCRYPTION_KEY is required in production')
  })

  it.each<[Record<string, string>, string]>([
    [{ MASTER_KEY: 'gcp:key' }, 'MASTER_KEY must be environment, file:/path, aws-kms:KEY or vault:KEY'],
    [{ MASTER_KEY: 'file:' }, 'MASTER_KEY must be'],
    [{ MASTER_KEY: 'file:/nowhere/at/all' }, 'MASTER_KEY names /nowhere/at/all, which cannot be read (ENOENT)'],
    [{ MASTER_KEY: 'vault:tawsil' }, 'VAULT_ADDR is required'],
    [{ MASTER_KEY: 'vault:tawsil', VAULT_ADDR: 'http://v' }, 'needs VAULT_TOKEN or VAULT_TOKEN_FILE'],
    [{ MASTER_KEY: 'vault:../x', ...VAULT, VAULT_NAMESPACE: '' }, 'MASTER_KEY must be'],
    [{ MASTER_KEY: 'aws-kms:k', KMS_ACCESS_KEY_ID: 'i' }, 'KMS_ACCESS_KEY_ID and KMS_SECRET_ACCESS_KEY go together'],
    [{ OLD_MASTER_KEYS: 'nothing' }, 'OLD_MASTER_KEYS must be'],
  ])('that is said wrongly stops the start: %o', (env, line) => {
    expect(() => load(env)).toThrow(line)
  })
})

describe('a setting in a file', () => {
  it('counts like one of the environment, whatever it is', () => {
    const config = load({
      AUTH_SECRET_FILE: file('auth', `${'s'.repeat(64)}\n`),
      PORT_FILE: file('port', '4321\n'),
    })
    expect(config).toMatchObject({ authSecret: 's'.repeat(64), port: 4321 })
  })

  it('that cannot be read, or is given twice, stops the start', () => {
    expect(() => load({ AUTH_SECRET_FILE: '/nowhere' })).toThrow(
      'AUTH_SECRET_FILE names /nowhere, which cannot be read',
    )
    const both = { AUTH_SECRET_FILE: file('auth', 's'.repeat(64)), AUTH_SECRET: 's'.repeat(64) }
    expect(() => load(both)).toThrow('AUTH_SECRET and AUTH_SECRET_FILE are two ways for one setting')
  })

  it('is left to itself when it is the token of Vault, which changes', () => {
    const [vault] = load({
      MASTER_KEY: 'vault:tawsil',
      VAULT_ADDR: 'http://v',
      VAULT_TOKEN_FILE: '/run/token',
    }).masterKeys
    expect(vault).toMatchObject({ token: undefined, tokenFile: '/run/token' })
  })
})

describe('AUTH_SECRET in production', () => {
  it('has 64 characters, or the start says what to do', () => {
    const production = { NODE_ENV: 'production', ENCRYPTION_KEY: 'k'.repeat(32) }
    expect(() => load({ ...production, AUTH_SECRET: 'a'.repeat(63) })).toThrow('openssl rand -hex 32')
    expect(load({ ...production, AUTH_SECRET: 'a'.repeat(64) }).authSecret).toHaveLength(64)
    expect(load({ AUTH_SECRET: 'a'.repeat(32) }).authSecret).toHaveLength(32)
  })
})
