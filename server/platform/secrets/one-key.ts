import { keyIdIn, openWithOneOf, sealWithOneKey } from './format.ts'
import type { SecretBox } from './port.ts'

/** Seals with one key as Tawsil did before there were data keys. For what runs without a database. */
export const oneKeyBox = (key: Buffer): SecretBox => ({
  seal: async (_owner, plain, place) => sealWithOneKey(key, plain, place),
  open: async (_owner, sealed, place) => {
    if (keyIdIn(sealed) !== undefined) throw new Error('a sealed value needs a data key')
    return openWithOneOf([key], sealed, place)
  },
  ready: async () => undefined,
})
