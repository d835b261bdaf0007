import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../buildApp.ts'
import { bare } from '../security/snapshot.ts'
import { type TestTenant, twoTenants } from '../twoTenants.ts'
import { connectNumber, receive } from './meta.ts'

let app: TestApp
let a: TestTenant

beforeAll(async () => {
  app = await buildApp()
  ;({ a } = await twoTenants(app))
  await connectNumber(app, a, { number: '1065', account: '1022' })
})
afterAll(() => app?.close())

const hear = (...messages: object[]) => {
  const value = { messaging_product: 'whatsapp', metadata: { phone_number_id: '1065' }, messages }
  const entry = [{ id: '1022', changes: [{ field: 'messages', value }] }]
  return receive(app, JSON.stringify({ object: 'whatsapp_business_account', entry }))
}
const text = (id: string, from_user_id: string) => ({
  id,
  from_user_id,
  timestamp: '1750091045',
  type: 'text',
  text: { body: id },
})
const conversations = () =>
  app.database.query<Record<string, unknown>>(
    `select c.address, c.last_seq::int as seq, c.merged_into is null as is_own,
       array(select value from contact_identity i where i.contact_id = c.contact_id order by value) as identities
     from conversation c where c.tenant_id = $1 order by c.id`,
    [bare(a.tenantId)],
  )

it('a user id that was changed for one that has written already makes their contacts one, answered at the new id', async () => {
  await hear(text('wamid.1', 'CO.OLD'))
  await hear(text('wamid.2', 'CO.NEW'))
  const body = 'User A changed from CO.OLD to CO.NEW'
  const system = { type: 'user_changed_user_id', body, previous_user_id: 'CO.OLD', user_id: 'CO.NEW' }
  await hear({ id: 'wamid.S', timestamp: '1750091045', type: 'system', system })
  await hear(text('wamid.3', 'CO.NEW'))
  expect(await conversations()).toMatchObject([
    { address: 'CO.NEW', seq: 3, is_own: true, identities: ['CO.NEW', 'CO.OLD'] },
    { seq: 1, is_own: false },
  ])
  expect(await app.database.query('select 1 from dead_letter where tenant_id = $1', [bare(a.tenantId)])).toEqual([])
})
