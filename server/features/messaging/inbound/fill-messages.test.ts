import { describe, expect, it } from 'vitest'
import { type Shop, storeDeliveries } from '../../../test/deliveries.ts'
import { type IntakeStage, withIntake } from '../../../test/intake.ts'
import { filledBody } from './fill-messages.ts'
import { drainIntake } from './process-deliveries.ts'

let database: IntakeStage['database']
let context: IntakeStage['context']
let a: Shop
let b: Shop
let receive: IntakeStage['receive']
withIntake('cloud_api', stage => {
  ;({ database, context, a, b, receive } = stage)
})

const CUSTOMER = '212600000001'
const daysAgo = (days: number) => String(Math.floor(Date.now() / 1000) - days * 86_400)
const change = (field: string, value: object) => ({
  entry: [{ id: 'waba', changes: [{ field, value: { metadata: { display_phone_number: '15550001111' }, ...value } }] }],
})
const message = (changes: object) => ({ id: 'wamid.A', from: CUSTOMER, timestamp: daysAgo(0), ...changes })
const thread = (changes: object) =>
  change('history', { history: [{ threads: [{ id: CUSTOMER, messages: [message(changes)] }] }] })
const apart = (changes: object) => change('history', { messages: [message(changes)] })
const live = (changes: object) => change('messages', { messages: [message(changes)] })
const image = (changes: object = {}) => ({
  type: 'image',
  image: { id: '9001', caption: 'Menu', mime_type: 'image/jpeg', sha256: 'c2hh', ...changes },
})
const bare = { type: 'image', image: { caption: 'Menu', mime_type: 'image/jpeg' } }
const placeholder = (days: number) => ({ type: 'media_placeholder', timestamp: daysAgo(days) })

const stored = async (shop = a) =>
  await database.query(
    `select m.seq, m.type, m.content, f.state, f.source->>'id' as source, p.id is not null as queued
     from message m left join media f on f.id = (m.content->'media'->>'fileId')::uuid
     left join media_pending p on p.id = f.id where m.tenant_id = $1 order by m.seq`,
    [shop.tenantId],
  )
const events = async () =>
  (await database.query('select type from event where tenant_id = $1 order by position', [a.tenantId]))
    .map(row => row.type)
    .filter(type => type.startsWith('message.'))
const conversation = async () =>
  (await database.query('select * from conversation where tenant_id = $1', [a.tenantId]))[0]!
const FILE = { type: 'image', state: 'waiting', source: '9001', queued: true }

describe('a file whose announcement came first', () => {
  it.each([
    ['40 days ago, then the file', [thread(placeholder(40)), apart({ ...image(), timestamp: daysAgo(40) })]],
    ['15 days ago, then the file', [thread(placeholder(15)), apart({ ...image(), timestamp: daysAgo(15) })]],
    [
      '15 days ago, then the file in a thread',
      [thread(placeholder(15)), thread({ ...image(), timestamp: daysAgo(15) })],
    ],
    ['without its id, then with it', [live(bare), live(image())]],
    ['as unsupported, then as what it is', [live({ type: 'unsupported', errors: [{ code: 131051 }] }), live(image())]],
    ['with an error, then without', [live({ type: 'image', errors: [{ code: 131052 }] }), live(image())]],
  ])('is fetched: %s', async (_what, deliveries) => {
    await receive(a, ...deliveries)
    const together = await stored()
    for (const delivery of deliveries) await receive(b, delivery)
    for (const rows of [together, await stored(b)]) {
      expect(rows).toMatchObject([
        { seq: 1, ...FILE, content: { media: { id: '9001', caption: 'Menu', sha256: 'c2hh' } } },
      ])
      expect(rows[0]!.content).not.toHaveProperty('errors')
      expect(rows[0]!.content).not.toHaveProperty('raw')
    }
  })

  it('is told as news of the same message, once, and the list shows it', async () => {
    await receive(a, live({ type: 'unsupported' }))
    await receive(a, live(image()))
    await receive(a, live(image()))
    expect(await events()).toEqual(['message.received', 'message.updated'])
    expect(await conversation()).toMatchObject({ last_seq: 1, unread_count: 1, preview: 'Menu', last_type: 'image' })
    expect(await stored()).toHaveLength(1)
    expect(await database.query('select 1 from media where tenant_id = $1', [a.tenantId])).toHaveLength(1)
  })

  it('is not shown in the list where something newer stands', async () => {
    await receive(a, live(bare), live({ id: 'wamid.B', type: 'text', text: { body: 'Salam' } }))
    await receive(a, live(image()))
    expect(await conversation()).toMatchObject({ preview: 'Salam', last_type: 'text' })
    expect((await stored())[0]).toMatchObject(FILE)
  })

  it('comes once when many bring it at the same time', async () => {
    await receive(a, live(bare))
    await storeDeliveries(database, a, [live(image())], 'cloud_api')
    await storeDeliveries(database, a, [live(image())], 'cloud_api')
    await Promise.all([drainIntake(context, 1), drainIntake(context, 1)])
    expect(await stored()).toMatchObject([FILE])
    expect(await database.query('select 1 from media where tenant_id = $1', [a.tenantId])).toHaveLength(1)
  })
})

describe('a message that has its body', () => {
  it('is not changed by what comes under its id', async () => {
    await receive(a, live({ type: 'text', text: { body: 'first' } }))
    await receive(a, live({ type: 'text', text: { body: 'second' } }), live(image()))
    expect(await stored()).toMatchObject([{ type: 'text', content: { text: { body: 'first' } } }])
    await receive(b, live(image()))
    await receive(b, live(image({ id: '9002', caption: 'Other' })), live(bare), live({ type: 'unsupported' }))
    expect(await stored(b)).toMatchObject([{ ...FILE, content: { media: { id: '9001', caption: 'Menu' } } }])
  })

  it('whose file is lost takes another one, and not the same again', async () => {
    await receive(a, live(image()))
    await database.query(`update media set state = 'gone' where tenant_id = $1`, [a.tenantId])
    await receive(a, live(image()))
    expect(await stored()).toMatchObject([{ state: 'gone' }])
    await receive(a, live(image({ id: '9002' })))
    expect(await stored()).toMatchObject([{ ...FILE, source: '9002' }])
  })
})

it('the body of a file is filled by a file alone', () => {
  const known = { type: 'image', content: { media: { kind: 'image' as const } } }
  expect(filledBody(known, { type: 'text', content: { text: { body: 'x' } } })).toBeNull()
  expect(filledBody(known, { type: 'image', content: { media: { kind: 'image' } } })).toBeNull()
})
