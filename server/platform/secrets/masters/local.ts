import { decrypt, encrypt, hmacSha256 } from '../../crypto/index.ts'
import { type KeyPlace, KeyServiceError, type MasterKey } from '../port.ts'

/**
 * A master key that this program has itself: from the environment, or from a file.
 *
 * @param key 32 bytes
 */
export const localMaster = (kind: 'environment' | 'file', key: Buffer): MasterKey => ({
  id: `${kind}:${fingerprint(key)}`,
  wrap: async (plain, place) => encrypt(key, plain, about(place)),
  unwrap: async (wrapped, place) => {
    try {
      return decrypt(key, wrapped, about(place))
    } catch (cause) {
      throw new KeyServiceError('wrong', 'a data key does not open with this master key', { cause })
    }
  },
})

/** Tells keys apart and gives nothing of them away: they are random. */
const fingerprint = (key: Buffer) => hmacSha256(key, Buffer.from('tawsil master key')).toString('hex', 0, 8)

const about = ({ id, owner }: KeyPlace) => Buffer.from(`data key\n${id}\n${owner ?? ''}`)
