import { newId, type Uuid } from '../platform/ids/index.ts'
import type { TestDb } from './withDb.ts'

/**
 * A tenant as a bare row, for tests below the HTTP door; whoever needs people and tokens registers one (twoTenants). Its plan
 * has no limit, unless told.
 */
export async function makeTenant(
  database: TestDb,
  changes: { status?: string; plan?: string; timezone?: string } = {},
): Promise<Uuid> {
  const { status = 'active', plan = 'enterprise', timezone = 'UTC' } = changes
  const id = newId()
  await database.query(
    `insert into tenant (id, name, business_type, status, plan, timezone) values ($1, 'Test', 'restaurant', $2, $3, $4)`,
    [id, status, plan, timezone],
  )
  return id
}

/** A channel as a bare row; it has no credentials. */
export async function makeChannel(database: TestDb, tenantId: Uuid, provider = 'simulator'): Promise<Uuid> {
  const id = newId()
  await database.query(
    `insert into channel (tenant_id, id, provider, name, status) values ($1, $2, $3, 'Test', 'connected')`,
    [tenantId, id, provider],
  )
  return id
}
