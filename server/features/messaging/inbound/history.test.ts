import { describe, expect, it } from 'vitest'
import { messageId, reporting, type Shop, saying, says } from '../../../test/deliveries.ts'
import { type IntakeStage, withIntake } from '../../../test/intake.ts'

let database: IntakeStage['database']
let a: Shop
let b: Shop
let receive: IntakeStage['receive']
withIntake('simulator', stage => {
  ;({ database, a, b, receive } = stage)
})

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
const old = (body: string, days: number, changes: object = {}) =>
  says(body, { at: daysAgo(days).toISOString(), historic: true, ...changes })
const conversation = async (shop = a) =>
  (await database.query('select * from conversation where tenant_id = $1', [shop.tenantId]))[0]!
const messages = (shop = a) =>
  database.query(
    `select seq, direction, status, type, content, edited, revoked_at from message where tenant_id = $1 order by seq`,
    [shop.tenantId],
  )
const eventTypes = async (shop = a) =>
  (await database.query('select type from event where tenant_id = $1 order by position', [shop.tenantId])).map(
    row => row.type,
  )

describe('what is from before the number was connected', () => {
  it('is filed in the order of its time, from both sides, and disturbs nobody', async () => {
    await receive(
      a,
      saying(old('third', 1), old('first', 3), old('second', 2, { direction: 'outbound' }), old('STOP', 4)),
    )
    expect((await messages()).map(row => [row.content.text.body, row.direction])).toEqual([
      ['STOP', 'inbound'],
      ['first', 'inbound'],
      ['second', 'outbound'],
      ['third', 'inbound'],
    ])
    expect(await conversation()).toMatchObject({
      unread_count: 0,
      waiting_since: null,
      window_expires_at: null,
      last_inbound_at: null,
      bot_paused_at: null,
      status: 'resolved',
      preview: 'third',
    })
    expect(Math.abs((await conversation()).last_message_at.getTime() - daysAgo(1).getTime())).toBeLessThan(60_000)
    const types = await eventTypes()
    expect(types.filter(type => type === 'message.imported')).toHaveLength(4)
    expect(types).not.toContain('message.received')
    expect(types).not.toContain('message.sent')
    expect(types).not.toContain('contact.opted_out')
    expect(await messages(b)).toEqual([])
  })

  it('comes behind what is new, and changes nothing of it', async () => {
    await receive(a, saying(says('now')))
    const before = await conversation()
    await receive(a, saying(old('long ago', 30)))
    const after = await conversation()
    for (const name of [
      'unread_count',
      'waiting_since',
      'window_expires_at',
      'preview',
      'status',
      'last_message_at',
      'address',
    ])
      expect([name, after[name]]).toEqual([name, before[name]])
    expect(after.last_seq).toBe(2)
  })

  it('does not bring a closed conversation back; what comes with it and is new does', async () => {
    await receive(a, saying(old('one', 9)))
    await receive(a, saying(old('two', 8)))
    expect((await conversation()).status).toBe('resolved')
    await receive(a, saying(says('hello'), old('three', 7)))
    expect(await conversation()).toMatchObject({ status: 'open', unread_count: 1, preview: 'hello' })
    expect((await messages()).map(row => row.content.text.body)).toEqual(['one', 'two', 'three', 'hello'])
  })

  it('opens a conversation that is open when something new comes with it', async () => {
    await receive(a, saying(old('one', 9), says('hello')))
    expect(await conversation()).toMatchObject({ status: 'open', unread_count: 1 })
    expect(await eventTypes()).not.toContain('conversation.updated')
  })

  it('keeps its statuses', async () => {
    const id = messageId()
    await receive(a, reporting({ id, status: 'read' }))
    await receive(a, saying(old('sent then', 2, { id, direction: 'outbound' })))
    expect(await messages()).toMatchObject([{ status: 'read', direction: 'outbound' }])
  })
})

describe('a message that is edited or taken back', () => {
  const change = (type: 'edit' | 'revoke', of: string, text?: string, changes: object = {}) =>
    says('', {
      type,
      content: { original: { providerMessageId: of, ...(text !== undefined && { text }) } },
      ...changes,
    })

  const edited = (id: string, shop = a) =>
    database.query(
      `select edited->>'text' as text, revoked_at is not null as revoked from message
       where tenant_id = $1 and provider_message_id = $2`,
      [shop.tenantId, id],
    )
  const parked = () => database.query('select from parked_change where tenant_id = $1', [a.tenantId])

  it('says so itself; its first words stay', async () => {
    const said = says('See you at 5')
    await receive(a, saying(said))
    await receive(a, saying(change('edit', said.id, 'See you at 6')))
    await receive(a, saying(change('edit', said.id, 'See you at 4', { at: daysAgo(1).toISOString() })))
    expect((await messages())[0]).toMatchObject({
      content: { text: { body: 'See you at 5' } },
      edited: { text: 'See you at 6', at: expect.any(String) },
      revoked_at: null,
    })
    await receive(a, saying(change('revoke', said.id)))
    expect((await messages())[0]!.revoked_at).toEqual(expect.any(Date))
  })

  it('in the same delivery as its change, too', async () => {
    const said = says('one')
    await receive(a, saying(said, change('edit', said.id, 'two'), change('revoke', said.id)))
    expect((await messages())[0]).toMatchObject({ edited: { text: 'two' }, revoked_at: expect.any(Date) })
  })

  it('shows so, too, when the change came first', async () => {
    const said = says('one')
    const third = change('edit', said.id, 'three', { at: daysAgo(-1).toISOString() })
    await receive(a, saying(third))
    await receive(a, saying(change('edit', said.id, 'two')), saying(change('revoke', said.id)))
    await receive(a, saying(change('edit', said.id, 'theirs', { from: '212699999999' })))
    await receive(a, saying(change('edit', said.id, 'business', { direction: 'outbound' })))
    await receive(b, saying(change('edit', said.id, 'of b')))
    await receive(a, saying(said))
    expect(await edited(said.id)).toEqual([{ text: 'three', revoked: true }])
    await receive(b, saying(said))
    expect(await edited(said.id, b)).toEqual([{ text: 'of b', revoked: false }])
    expect(await parked()).toHaveLength(2)
  })

  it('is not changed by anybody else', async () => {
    const said = says('mine')
    await receive(a, saying(said))
    await receive(b, saying(said))
    await receive(a, saying(change('revoke', said.id, undefined, { from: '212699999999' })))
    await receive(b, saying(change('edit', said.id, 'theirs')))
    await receive(a, saying(change('edit', said.id, 'business', { direction: 'outbound' })))
    expect((await messages())[0]).toMatchObject({ edited: null, revoked_at: null })
    expect((await messages(b))[0]).toMatchObject({ edited: { text: 'theirs' } })
  })
})
