import { keyIdIn, openWithDataKey, openWithOneOf, sealWithDataKey } from './format.ts'
import type { KeyRing } from './key-ring.ts'
import type { SecretBox } from './port.ts'

/** @param before keys that sealed what was stored before there were data keys: ENCRYPTION_KEY, and what it was earlier */
export const createSecretBox = (ring: KeyRing, before: readonly Buffer[]): SecretBox => ({
  seal: async (owner, plain, place) => sealWithDataKey(await ring.current(owner), owner, plain, place),
  open: async (owner, sealed, place) => {
    const id = keyIdIn(sealed)
    if (id === undefined) return openWithOneOf(before, sealed, place)
    const key = await ring.byId(id)
    if (key.owner !== owner) throw new Error('a sealed value belongs to another owner')
    return openWithDataKey(key.bytes, owner, sealed, place)
  },
  ready: async owner => void (await ring.current(owner)),
})
