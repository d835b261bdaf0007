import { newId, type Uuid } from '../platform/ids/index.ts'
import type { TestDb } from './withDb.ts'

/** A tenant as a bare row, for tests below the HTTP door; whoever needs people and tokens registers one (twoTenants). */
export async function makeTenant(database: TestDb, changes: { status?: string } = {}): Promise<Uuid> {
  const id = newId()
  await database.query(`insert into tenant (id, name, business_type, status) values ($1, 'Test', 'restaurant', $2)`, [
    id,
    changes.status ?? 'active',
  ])
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
