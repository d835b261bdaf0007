import { sealCredentials } from '../../server/features/channels/lifecycle/credentials.ts'
import type { Context } from '../../server/platform/context.ts'
import { newId, type Uuid } from '../../server/platform/ids/index.ts'
import type { Stage } from '../lib/stage.ts'
import { SEED_THREADS } from './seed.sql.ts'

export interface SeedSize {
  tenants: number
  /** Numbers, of all businesses together. */
  channels: number
  /** Conversations of each number. */
  threads: number
}

/**
 * Businesses with as many numbers each, and the conversations of every number.
 *
 * @returns the numbers' ids at the provider
 */
export async function seedNumbers(
  on: Stage,
  { secrets }: Pick<Context, 'secrets'>,
  { tenants, channels, threads }: SeedSize,
): Promise<string[]> {
  const numbers: string[] = []
  for (let no = 0; no < tenants; no++) {
    const tenantId = newId()
    await on.owner.query(
      `insert into tenant (id, name, business_type, plan) values ($1, 'Bench', 'support', 'enterprise')`,
      [tenantId],
    )
    for (let nth = 0; nth < channels / tenants; nth++) {
      const phoneNumberId = `99000000${String(numbers.length).padStart(4, '0')}`
      await seedChannel(on, secrets, { tenantId, phoneNumberId, threads })
      numbers.push(phoneNumberId)
    }
  }
  await on.owner.query('vacuum analyze')
  return numbers
}

async function seedChannel(
  on: Stage,
  secrets: Context['secrets'],
  { tenantId, phoneNumberId, threads }: { tenantId: Uuid; phoneNumberId: string; threads: number },
): Promise<void> {
  const id = newId()
  const given = { phoneNumberId, wabaId: `88${phoneNumberId}`, accessToken: `token-${phoneNumberId}` }
  await on.owner.query(
    `insert into channel (tenant_id, id, provider, name, external_id, external_account_id, status, credentials, pace)
     values ($1, $2, 'cloud_api', 'Bench', $3, $4, 'connected', $5, '{"perSecond": 1000, "burst": 1000}')`,
    [tenantId, id, phoneNumberId, given.wabaId, await sealCredentials(secrets, tenantId, id, given)],
  )
  await on.owner.query(SEED_THREADS, [tenantId, id, threads, Number(phoneNumberId.slice(-4)) * threads])
}
