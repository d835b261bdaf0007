import type { SimulatedDelivery, SimulatedMessage, SimulatedStatus } from '../features/channels/index.ts'
import { newId, type Uuid } from '../platform/ids/index.ts'
import { makeChannel, makeTenant } from './make.ts'
import type { TestDb } from './withDb.ts'

/** A tenant with a simulator channel, below the HTTP door. */
export interface Shop {
  tenantId: Uuid
  channelId: Uuid
}

export async function makeShop(database: TestDb, changes: { status?: string } = {}): Promise<Shop> {
  const tenantId = await makeTenant(database, changes)
  return { tenantId, channelId: await makeChannel(database, tenantId) }
}

/** Accepted deliveries as intake stores them, in this order. @returns their ids */
export async function storeDeliveries(
  database: TestDb,
  shop: Shop,
  bodies: readonly unknown[],
  provider = 'simulator',
): Promise<Uuid[]> {
  const ids = bodies.map(() => newId())
  const texts = bodies.map(body => (typeof body === 'string' ? body : JSON.stringify(body)))
  await database.query(
    `with logged as (
       insert into raw_event (id, tenant_id, channel_id, provider, disposition, headers, body)
       select id, $2, $3, $4, 'accepted', '{}', convert_to(body, 'UTF8')
       from unnest($1::uuid[], $5::text[]) as given(id, body) returning id
     ) insert into raw_event_pending (tenant_id, id, lane) select $2, id, $3 from logged`,
    [ids, shop.tenantId, shop.channelId, provider, texts],
  )
  return ids
}

let made = 0
/** An id that no other message of this run has. */
export const messageId = (): string => `test.${process.pid}.${++made}`

/** What a customer writes; everything can be said otherwise. */
export const says = (body: string, changes: Partial<SimulatedMessage> = {}): SimulatedMessage => ({
  id: messageId(),
  from: '212600000001',
  name: 'Amina',
  type: 'text',
  content: { text: { body } },
  at: new Date().toISOString(),
  ...changes,
})

export const saying = (...messages: SimulatedMessage[]): SimulatedDelivery => ({ messages })

export const reporting = (...statuses: Array<Omit<SimulatedStatus, 'at'> & { at?: string }>): SimulatedDelivery => ({
  statuses: statuses.map(status => ({ at: new Date().toISOString(), ...status })),
})
