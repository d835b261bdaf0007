import type { Uuid } from '../../../platform/ids/index.ts'

/** The channel that a part of a delivery belongs to. */
export interface Destination {
  tenantId: Uuid
  channelId: Uuid
}

/** What one part of a delivery names: a number, or only the account it belongs to. */
export interface NamedChange {
  /** Finds the part in the stored bytes again, in the provider's own way. */
  place: string
  number: string | undefined
  account: string | undefined
  /**
   * The account that it is listed under, when that is a different one: it decides the owner when nobody has the first.
   */
  listedUnder?: string
}

/** Why a delivery belongs to nobody. */
export type QuarantineReason = 'malformed' | 'unknown_number' | 'unproven_number' | 'foreign_number'
