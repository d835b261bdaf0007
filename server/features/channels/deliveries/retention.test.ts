import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId, readId, type Uuid } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { twoTenants } from '../../../test/twoTenants.ts'
import { forgetOldDeliveries } from './retention.ts'

let program: TestApp
let tenantId: Uuid

beforeAll(async () => {
  program = await buildApp()
  tenantId = readId('tenant', (await twoTenants(program)).a.tenantId)!
})
afterAll(() => program.close())

const DAY = 86_400_000
/** An id of so many days ago. */
function idOf(daysAgo: number): Uuid {
  const time = (Date.now() - daysAgo * DAY).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-${newId().slice(14)}`
}

async function deliver(daysAgo: number): Promise<Uuid> {
  const id = idOf(daysAgo)
  await program.database.query(
    `insert into raw_event (id, tenant_id, channel_id, provider, disposition, headers, body)
      values ($1, $2, $3, 'waha', 'accepted', '{}', '')`,
    [id, tenantId, newId()],
  )
  return id
}

const deadLetter = (id: Uuid, closed: string | null) =>
  program.database.query(
    `insert into dead_letter (tenant_id, id, source, source_id, lane, attempts, error_code, error_message, dismissed_at)
      values ($1, $2, 'raw_event_pending', $3, $4, 3, 'X', 'x', $5)`,
    [tenantId, newId(), id, newId(), closed],
  )

it('deliveries are kept for as long as the operator says, and those that somebody still needs for longer', async () => {
  const old = [await deliver(31), await deliver(400), await deliver(31)]
  const young = [await deliver(29), await deliver(0)]
  const [pending, dead, dismissed] = [await deliver(40), await deliver(41), await deliver(42)]
  await program.database.query('insert into raw_event_pending (tenant_id, id, lane) values ($1, $2, $3)', [
    tenantId,
    pending,
    newId(),
  ])
  await deadLetter(dead, null)
  await deadLetter(dismissed, new Date().toISOString())
  await forgetOldDeliveries(program.context)
  const rows = await program.database.query<{ id: Uuid }>('select id from raw_event')
  const left = rows.map(({ id }) => id)
  expect(left.toSorted()).toEqual([...young, pending, dead].toSorted())
  expect(left).not.toContain(old[0])
})
