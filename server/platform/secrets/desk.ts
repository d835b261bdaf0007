import type { Uuid } from '../ids/index.ts'
import { createSecretBox } from './box.ts'
import { createKeyRing, type RingPorts } from './key-ring.ts'
import { type MasterSettings, openMasters } from './masters/index.ts'
import { destroyKeysOf, rewrapKeys } from './rewrap.ts'
import { type RotationReport, rotateKeys } from './rotate.ts'
import type { SealedColumn } from './sealed-rows.ts'
import { type KeysStatus, keysStatus } from './status.ts'

/** What operators do to keys while the program works. */
export interface KeyDesk {
  status(): Promise<KeysStatus>
  rotate(): Promise<RotationReport>
  rewrap(): Promise<number>
  /** Of one business. */
  destroy(tenantId: Uuid): Promise<number>
}

export interface DeskPorts extends Omit<RingPorts, 'masters'> {
  columns: readonly SealedColumn[]
  /** Every business, some at a time. */
  tenants(): AsyncIterable<Uuid>
}

/** @param settleMs for tests; see `rotateKeys` */
export function openKeyDesk(config: MasterSettings, ports: DeskPorts, settleMs?: number): KeyDesk {
  const masters = openMasters(config)
  const ring = createKeyRing({ ...ports, masters })
  const box = createSecretBox(ring, formerKeys(config))
  return {
    status: () => keysStatus(ports),
    rotate: () => rotateKeys({ ...ports, ring, box }, settleMs),
    rewrap: () => rewrapKeys({ db: ports.db, masters }),
    destroy: tenantId => destroyKeysOf(ports.db, tenantId),
  }
}

/** What may have sealed values before there were data keys. */
export const formerKeys = ({ encryptionKey, oldEncryptionKeys }: MasterSettings): Buffer[] => [
  ...(encryptionKey ? [encryptionKey] : []),
  ...oldEncryptionKeys,
]
