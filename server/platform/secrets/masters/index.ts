import type { Config, MasterKeyConfig } from '../../config/index.ts'
import { KeyServiceError, type MasterKey } from '../port.ts'
import { awsKmsMaster } from './aws-kms.ts'
import { localMaster } from './local.ts'
import { vaultMaster } from './vault.ts'

/** The master key that wraps, and all that unwrap. */
export interface Masters {
  current: MasterKey
  /** Throws KeyServiceError when nobody said where that master key is. */
  of(id: string): MasterKey
}

/** Nobody waits for a key service again so soon after it did not answer. */
const PAUSE_MS = 5_000

/** What the settings say about master keys. */
export type MasterSettings = Pick<Config, 'masterKeys' | 'encryptionKey' | 'oldEncryptionKeys'>

/** Opens what the settings name. Asks nobody: a key service that is away must not keep the program from starting. */
export function openMasters({ masterKeys, encryptionKey, oldEncryptionKeys }: MasterSettings): Masters {
  const [current, ...others] = masterKeys.map(config => withoutWaiting(openMaster(config, encryptionKey)))
  // Whatever wraps now, ENCRYPTION_KEY may have wrapped before.
  const former = encryptionKey ? [encryptionKey, ...oldEncryptionKeys] : oldEncryptionKeys
  const all = [current!, ...others, ...former.map(key => localMaster('environment', key))]
  return {
    current: current!,
    of: id => {
      const found = all.find(master => master.id === id)
      if (found) return found
      throw new KeyServiceError('refused', `the master key ${id} is not among MASTER_KEY and OLD_MASTER_KEYS`)
    },
  }
}

function openMaster(config: MasterKeyConfig, encryptionKey: Buffer | undefined): MasterKey {
  if (config.kind === 'aws-kms') return awsKmsMaster(config)
  if (config.kind === 'vault') return vaultMaster(config)
  if (config.kind === 'file') return localMaster('file', config.key)
  if (encryptionKey) return localMaster('environment', encryptionKey)
  throw new Error('ENCRYPTION_KEY is missing')
}

/** After no answer, the next callers are refused at once for a moment: each would hold its transaction for seconds. */
function withoutWaiting(master: MasterKey): MasterKey {
  let awayUntil = 0
  const guarded = async <T>(call: () => Promise<T>): Promise<T> => {
    if (performance.now() < awayUntil) throw new KeyServiceError('away', 'the key service did not answer a moment ago')
    try {
      return await call()
    } catch (error) {
      if (error instanceof KeyServiceError && error.problem === 'away') awayUntil = performance.now() + PAUSE_MS
      throw error
    }
  }
  const { make } = master
  return {
    id: master.id,
    wrap: (key, place) => guarded(() => master.wrap(key, place)),
    unwrap: (wrapped, place) => guarded(() => master.unwrap(wrapped, place)),
    ...(make && { make: place => guarded(() => make(place)) }),
  }
}
