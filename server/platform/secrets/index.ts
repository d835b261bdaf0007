import { createSecretBox } from './box.ts'
import { formerKeys } from './desk.ts'
import { createKeyRing, type RingPorts } from './key-ring.ts'
import { type MasterSettings, openMasters } from './masters/index.ts'
import type { SecretBox } from './port.ts'

export { type KeyDesk, openKeyDesk } from './desk.ts'
export { SECRETS_ERRORS } from './errors.ts'
export { oneKeyBox } from './one-key.ts'
export type { SecretBox, SecretOwner } from './port.ts'
export type { SealedColumn } from './sealed-rows.ts'

/** The secrets of a process, on its database. */
export const openSecrets = (config: MasterSettings, ports: Omit<RingPorts, 'masters'>): SecretBox =>
  createSecretBox(createKeyRing({ ...ports, masters: openMasters(config) }), formerKeys(config))
