import { readFile } from 'node:fs/promises'
import type { VaultConfig } from '../../config/index.ts'
import { type KeyPlace, KeyServiceError, type MasterKey } from '../port.ts'
import { bytesOf, callKeyService, type KeyServiceAnswer } from './call.ts'

/** A master key in the transit engine of HashiCorp Vault or OpenBao; of a type that knows associated data (`aes256-gcm96`). */
export function vaultMaster({ url, token, tokenFile, namespace, mount, key: name }: VaultConfig): MasterKey {
  const call = async (action: string, place: KeyPlace, fields: Record<string, string>) => {
    const headers = {
      'content-type': 'application/json',
      // An agent renews the file while we run.
      'x-vault-token': tokenFile ? await readToken(tokenFile) : (token ?? ''),
      'x-vault-request': 'true',
      ...(namespace && { 'x-vault-namespace': namespace }),
    }
    const body = JSON.stringify({ associated_data: about(place), ...fields })
    const answer = await callKeyService(`${url}/v1/${mount}/${action}/${name}`, headers, body)
    return dataOf(answer)
  }
  return {
    id: `vault:${mount}/${name}`,
    wrap: async (key, place) => {
      const { ciphertext } = await call('encrypt', place, { plaintext: key.toString('base64') })
      // `vault:v1:…`, a text of Vault's own
      if (typeof ciphertext === 'string' && ciphertext.startsWith('vault:')) return Buffer.from(ciphertext)
      throw new KeyServiceError('away', 'Vault answered something else than it was asked for')
    },
    unwrap: async (wrapped, place) =>
      bytesOf((await call('decrypt', place, { ciphertext: wrapped.toString('utf8') })).plaintext),
  }
}

async function readToken(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (cause) {
    throw new KeyServiceError('refused', 'VAULT_TOKEN_FILE cannot be read', { cause })
  }
}

const about = ({ id, owner }: KeyPlace) => Buffer.from(`tawsil\n${owner ?? ''}\n${id}`).toString('base64')

/** Sealed, a standby, or too many requests: another answer may follow. */
const AWAY = new Set([412, 429, 472, 473])

function dataOf({ status, json }: KeyServiceAnswer): Record<string, unknown> {
  if (status === 200) return (json.data ?? {}) as Record<string, unknown>
  const message = `Vault answered ${status}`
  if (status === 400) throw new KeyServiceError('wrong', message)
  throw new KeyServiceError(status >= 500 || AWAY.has(status) ? 'away' : 'refused', message)
}
