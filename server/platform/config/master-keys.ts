import type { Environment } from './environment.ts'
import { ConfigError } from './error.ts'
import { contentOf } from './files.ts'
import { keyBytes } from './key-bytes.ts'

/** Where a master key is: `environment` is ENCRYPTION_KEY. */
export type MasterKeyConfig = { kind: 'environment' } | { kind: 'file'; key: Buffer } | AwsKmsConfig | VaultConfig

/** A key of AWS KMS, or of somebody who speaks the same. */
export interface AwsKmsConfig {
  kind: 'aws-kms'
  /** Id, ARN or alias. */
  keyId: string
  region: string
  /** Unset: Amazon's. */
  endpoint: string | undefined
  /** Unset: the credentials of the machine's role. */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined
}

/** A key of Vault's transit engine. */
export interface VaultConfig {
  kind: 'vault'
  url: string
  token: string | undefined
  /** Is read before each call. */
  tokenFile: string | undefined
  namespace: string | undefined
  mount: string
  key: string
}

const SHAPE = 'must be environment, file:/path, aws-kms:KEY or vault:KEY'

/** The master key that wraps, then those that only unwrap. Throws ConfigError. */
export function readMasterKeys(values: Environment): MasterKeyConfig[] {
  const old = (values.OLD_MASTER_KEYS ?? '').split(',').map(one => one.trim())
  return [
    readOne('MASTER_KEY', values.MASTER_KEY, values),
    ...old.filter(Boolean).map(one => readOne('OLD_MASTER_KEYS', one, values)),
  ]
}

function readOne(setting: string, text: string, values: Environment): MasterKeyConfig {
  const at = text.indexOf(':')
  const kind = at < 0 ? text : text.slice(0, at)
  const rest = at < 0 ? '' : text.slice(at + 1)
  if (kind === 'environment' && at < 0) return { kind }
  if (rest === '') throw new ConfigError(`${setting} ${SHAPE}`)
  if (kind === 'file') return { kind, key: keyBytes(`the file of ${setting}`, contentOf(setting, rest)) }
  if (kind === 'aws-kms') return readKms(rest, values)
  if (kind === 'vault') return readVault(setting, rest, values)
  throw new ConfigError(`${setting} ${SHAPE}`)
}

function readKms(keyId: string, values: Environment): AwsKmsConfig {
  const { KMS_ACCESS_KEY_ID: accessKeyId, KMS_SECRET_ACCESS_KEY: secretAccessKey } = values
  if (!accessKeyId !== !secretAccessKey) {
    throw new ConfigError('KMS_ACCESS_KEY_ID and KMS_SECRET_ACCESS_KEY go together')
  }
  return {
    kind: 'aws-kms',
    keyId,
    region: values.KMS_REGION,
    endpoint: values.KMS_ENDPOINT?.replace(/\/$/, ''),
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
  }
}

/** `KEY`, or `MOUNT/KEY` when the engine is not mounted at `transit`. */
function readVault(setting: string, path: string, values: Environment): VaultConfig {
  const { VAULT_ADDR: url, VAULT_TOKEN: token, VAULT_TOKEN_FILE: tokenFile, VAULT_NAMESPACE: namespace } = values
  if (!url) throw new ConfigError(`VAULT_ADDR is required with ${setting}=vault:…`)
  if (!token === !tokenFile)
    throw new ConfigError(`${setting}=vault:… needs VAULT_TOKEN or VAULT_TOKEN_FILE, one of them`)
  const parts = path.split('/')
  const key = parts.pop()!
  if (![...parts, key].every(part => /^[\w-][\w.-]*$/.test(part))) throw new ConfigError(`${setting} ${SHAPE}`)
  const mount = parts.join('/') || 'transit'
  return { kind: 'vault', url: url.replace(/\/+$/, ''), token, tokenFile, namespace, mount, key }
}
