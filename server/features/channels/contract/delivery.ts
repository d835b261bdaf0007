import type { Uuid } from '../../../platform/ids/index.ts'

/** Whose a part of a delivery is. */
export interface Destination {
  tenantId: Uuid
  channelId: Uuid
}

/** What one part of a delivery names: a number, or only the account it belongs to. */
export interface NamedChange {
  /** How the part is found again in the stored bytes, in the provider's own way. */
  place: string
  number: string | undefined
  account: string | undefined
  /** The account that it is listed under, where that is another one: whose it is when nobody has the first. */
  listedUnder?: string
}

/** Why a delivery is nobody's. */
export type QuarantineReason = 'malformed' | 'unknown_number' | 'unproven_number' | 'foreign_number'
