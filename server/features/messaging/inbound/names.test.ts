import { describe, expect, it } from 'vitest'
import { type Shop, storeDeliveries } from '../../../test/deliveries.ts'
import { type IntakeStage, withIntake } from '../../../test/intake.ts'
import { drainIntake } from './process-deliveries.ts'

let database: IntakeStage['database']
let context: IntakeStage['context']
let a: Shop
let b: Shop
let receive: IntakeStage['receive']
withIntake('cloud_api', stage => {
  ;({ database, context, a, b, receive } = stage)
})

const CUSTOMER = '212612345678'
const change = (field: string, value: object) => ({ entry: [{ id: 'waba', changes: [{ field, value }] }] })
const hears = (changes: object = {}, profile?: object) => {
  const message = {
    id: `wamid.${Math.random()}`,
    from: CUSTOMER,
    timestamp: '1764000000',
    type: 'text',
    text: { body: 'x' },
  }
  return change('messages', {
    ...(profile && { contacts: [{ wa_id: CUSTOMER, profile }] }),
    messages: [{ ...message, ...changes }],
  })
}
const letters = async () => await database.query('select 1 from dead_letter where tenant_id = $1', [a.tenantId])

describe('the address book of the phone', () => {
  const sync = (contact: object, action = 'add') =>
    change('smb_app_state_sync', {
      state_sync: [{ type: 'contact', contact, action, metadata: { timestamp: '1764000000' } }],
    })
  const SARA = { full_name: 'Sara Naji', first_name: 'Sara', phone_number: CUSTOMER }
  const names = async (shop = a) =>
    (await database.query('select name from contact where tenant_id = $1', [shop.tenantId])).map(row => row.name)

  it.each([
    ['before they write', [sync(SARA), hears()]],
    ['after they wrote', [hears(), sync(SARA)]],
    ['with a plus and spaces', [hears(), sync({ ...SARA, phone_number: '+212 612-345678' })]],
  ])('names who has told no name: %s', async (_what, deliveries) => {
    for (const delivery of deliveries) await receive(a, delivery)
    expect(await names()).toEqual(['Sara Naji'])
    expect(await names(b)).toEqual([])
    expect(await letters()).toEqual([])
  })

  it('takes the first name where there is no other, and leaves a name that is there', async () => {
    await receive(a, sync({ first_name: 'Sara', phone_number: CUSTOMER }))
    await receive(a, sync(SARA))
    expect(await names()).toEqual(['Sara'])
    await receive(b, hears({}, { name: 'Own name' }))
    await receive(b, sync(SARA))
    expect(await names(b)).toEqual(['Own name'])
  })

  it('that loses somebody, or names nobody, changes nothing', async () => {
    await receive(a, hears())
    await receive(a, sync(SARA, 'remove'), sync({ full_name: 'Nobody' }), sync({ phone_number: '33600000001' }))
    expect(await names()).toEqual([null])
  })
})

describe('the subject of a group', () => {
  const told = (field: string, group: object) =>
    change(field, { groups: [{ group_id: 'GRP', timestamp: '1764000000', ...group }] })
  const made = told('group_lifecycle_update', { type: 'group_create', subject: 'Deliveries' })
  const renamed = (subject: unknown, timestamp = '1764000100') =>
    told('group_settings_update', { type: 'group_settings_update', subject, timestamp })
  const groups = async (shop = a) =>
    (await database.query('select group_name as name from conversation where tenant_id = $1', [shop.tenantId])).map(
      row => row.name,
    )

  it.each([
    ['before its first message', [made, hears({ group_id: 'GRP' })], 'Deliveries'],
    ['after it', [hears({ group_id: 'GRP' }), made], 'Deliveries'],
    ['in one delivery after the other', [made, renamed('North'), hears({ group_id: 'GRP' })], 'North'],
    [
      'when it is told in parts',
      [made, hears({ group_id: 'GRP' }), renamed({ text: 'North', update_successful: true })],
      'North',
    ],
    ['when the older word comes last', [hears({ group_id: 'GRP' }), renamed('North'), made], 'North'],
    [
      'when a renaming failed',
      [made, hears({ group_id: 'GRP' }), renamed({ text: 'No', update_successful: false })],
      'Deliveries',
    ],
  ])('names it: %s', async (_what, deliveries, name) => {
    for (const delivery of deliveries) await receive(a, delivery)
    expect(await groups()).toEqual([name])
    await receive(b, ...deliveries)
    expect(await groups(b)).toEqual([name])
    expect(await letters()).toEqual([])
  })

  it('that changes is told once to whoever looks at the conversation', async () => {
    await receive(a, made)
    await receive(a, hears({ group_id: 'GRP' }))
    for (const at of ['1764000100', '1764000100', '1764000200']) await receive(a, renamed('North', at))
    const updates = await database.query(
      `select data from event where tenant_id = $1 and type = 'conversation.updated'`,
      [a.tenantId],
    )
    expect(updates.map(row => row.data)).toMatchObject([
      {
        changed: { group: { id: 'GRP', name: 'North' } },
        before: { group: { id: 'GRP', name: 'Deliveries' } },
      },
    ])
  })

  it('of a group of another business is another one', async () => {
    await receive(a, made)
    await receive(b, hears({ group_id: 'GRP' }))
    expect(await groups(b)).toEqual([null])
  })

  it('is told by linked phones, too', async () => {
    const id = '120363000000000001@g.us'
    const event = {
      event: 'group.v2.update',
      session: '',
      payload: { group: { id, subject: 'Tea' }, timestamp: 1764000000 },
    }
    await storeDeliveries(database, a, [event], 'waha')
    await drainIntake(context)
    await receive(a, hears({ group_id: id }))
    expect(await groups()).toEqual(['Tea'])
  })
})
