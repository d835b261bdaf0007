import type { Tx } from '../../../platform/db/index.ts'
import { type PhoneReading, readPhone } from '../../../platform/phone/index.ts'
import { countriesOf, getTenant } from '../../tenancy/index.ts'

/**
 * Reads a number that a person of the tenant wrote: without a country code it belongs to the tenant's country, when
 * that is known.
 */
export async function readTenantPhone(tx: Tx, written: string): Promise<PhoneReading> {
  const read = readPhone(written)
  return read.fault === 'country' ? readPhone(written, { countries: countriesOf(await getTenant(tx)) }) : read
}
