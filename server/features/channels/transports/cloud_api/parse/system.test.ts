import { describe, expect, it } from 'vitest'
import { parseDelivery } from './parse.ts'

const CHANNEL = { id: 'c', externalId: '1065', externalAccountId: '1022' }

function read(system: object, sender: object = {}, beside: object = {}) {
  const message = { id: 'wamid.S', timestamp: '1750091045', type: 'system', system, ...sender }
  const value = { metadata: { phone_number_id: '1065' }, messages: [message], ...beside }
  const body = JSON.stringify({ entry: [{ id: '1022', changes: [{ field: 'messages', value }] }] })
  return parseDelivery({ body: Buffer.from(body), headers: {}, receivedAt: new Date() }, CHANNEL)
}
const bsuid = (value: string) => ({ kind: 'bsuid', scope: '1022', value })
const line = (digits: string) => [
  { kind: 'phone', scope: '', value: `+${digits}` },
  { kind: 'wa_id', scope: '', value: digits },
]
const [OLD, NEW] = ['573001234567', '573007654321']
const changed = (type: string, from: string, to: string) => ({ type, body: `User A changed from ${from} to ${to}` })
const USER_ID = changed('user_changed_user_id', 'CO.OLD', 'CO.NEW')
const NUMBER = changed('user_changed_number', OLD, NEW)

describe('a system message without a sender is of the person it tells of', () => {
  it.each<[string, object, object[], object]>([
    [
      'by the user id of before',
      { ...USER_ID, previous_user_id: 'CO.OLD', user_id: 'CO.NEW' },
      [bsuid('CO.OLD'), bsuid('CO.NEW')],
      { kind: 'bsuid', value: 'CO.OLD' },
    ],
    [
      'by the user id that its words name',
      { ...USER_ID, user_id: 'CO.NEW' },
      [bsuid('CO.OLD'), bsuid('CO.NEW')],
      { kind: 'bsuid', value: 'CO.OLD' },
    ],
    ['by the number that its words name', { ...NUMBER, wa_id: NEW }, line(OLD), { kind: 'wa_id', value: OLD }],
    [
      'by the customer that it names',
      { type: 'user_identity_changed', customer: OLD },
      line(OLD),
      { kind: 'wa_id', value: OLD },
    ],
    [
      'by the customer and the user id of before',
      { ...NUMBER, customer: OLD, wa_id: NEW, previous_user_id: 'CO.OLD', user_id: 'CO.NEW' },
      [...line(OLD), bsuid('CO.OLD'), bsuid('CO.NEW')],
      { kind: 'wa_id', value: OLD },
    ],
    ['by the new number alone', { type: 'user_changed_number', wa_id: NEW }, line(NEW), { kind: 'wa_id', value: NEW }],
    [
      'by the new user id alone',
      { type: 'user_changed_user_id', user_id: 'CO.NEW' },
      [bsuid('CO.NEW')],
      { kind: 'bsuid', value: 'CO.NEW' },
    ],
  ])('%s', (_what, system, identities, address) => {
    const { messages, notices } = read(system)
    expect(messages).toMatchObject([{ providerMessageId: 'wamid.S', type: 'system', direction: 'inbound', address }])
    expect(messages[0]!.identities).toEqual(identities)
    expect(notices).toEqual([])
  })

  it.each([
    ['marks of direction', `\u200e${OLD}`, `\u200e${NEW}\u200e`],
    ['a plus and spaces', '+57 300 123-4567', '+57 300 765 4321'],
    ['both', '\u2068+57 300 1234567\u2069', '\u2068+57 300 7654321\u2069'],
  ])('by the number that its words name with %s, also when the new one sent it', (_what, before, after) => {
    const system = { ...changed('user_changed_number', before, after), wa_id: `\u200e${NEW}` }
    for (const sender of [{}, { from: NEW }, { from: `\u200e+${NEW}` }]) {
      const [message] = read(system, sender).messages
      expect(message!.identities).toEqual(line(OLD))
      expect(message!.content.system!.newWaId).toBe(NEW)
    }
  })

  it.each([
    ['fields', { previous_parent_user_id: 'CO.ENT.OLD', parent_user_id: 'CO.ENT.NEW' }],
    ['words', { ...changed('user_changed_user_id', 'CO.ENT.OLD', 'CO.ENT.NEW'), parent_user_id: 'CO.ENT.NEW' }],
  ])('by ids within the portfolios of a parent alone, in its %s', (_where, told) => {
    const { messages, notices } = read({ type: 'user_changed_user_id', ...told })
    expect(notices).toEqual([])
    const ofParent = (value: string) => ({ kind: 'bsuid', scope: '', value })
    expect(messages[0]!.identities).toEqual([ofParent('CO.ENT.OLD'), ofParent('CO.ENT.NEW')])
    expect(messages[0]!.content.system).toMatchObject({ newUserId: 'CO.ENT.NEW' })
  })

  it('never by a number that somebody wrote into their own name', () => {
    const body = `User changed from ${OLD} to 1 changed from CO.OLD to CO.NEW`
    const [message] = read({ ...USER_ID, body, user_id: 'CO.NEW' }).messages
    expect(message!.identities).toEqual([bsuid('CO.OLD'), bsuid('CO.NEW')])
    expect(read({ ...USER_ID, body: `${body} again` }).messages).toEqual([])
  })

  it('and stays a notice when it tells of nobody', () => {
    const { messages, notices } = read({ type: 'user_changed_user_id', body: 'User A changed' })
    expect(messages).toEqual([])
    expect(notices).toMatchObject([{ problem: expect.any(String), value: { id: 'wamid.S' } }])
  })
})

describe('a system message with a sender', () => {
  it('keeps both user ids beside the new number', () => {
    const system = { ...NUMBER, wa_id: NEW, previous_user_id: 'CO.OLD', user_id: 'CO.NEW' }
    const [message] = read(system, { from: OLD }).messages
    expect(message!.identities).toEqual([...line(OLD), bsuid('CO.OLD'), bsuid('CO.NEW')])
    expect(message!.content.system).toEqual({
      kind: 'user_changed_number',
      body: NUMBER.body,
      newWaId: NEW,
      newUserId: 'CO.NEW',
    })
  })

  it('keeps the sender’s user id when it is a third', () => {
    const system = { ...USER_ID, previous_user_id: 'CO.OLD', user_id: 'CO.NEW' }
    const [message] = read(system, { from_user_id: 'CO.NOW' }).messages
    expect(message!.identities).toEqual([bsuid('CO.OLD'), bsuid('CO.NOW'), bsuid('CO.NEW')])
  })

  it.each([
    ['user id', { ...USER_ID, user_id: 'CO.NEW' }, { from_user_id: 'CO.NEW' }, [bsuid('CO.OLD'), bsuid('CO.NEW')]],
    ['number', { ...NUMBER, wa_id: NEW }, { from: NEW }, line(OLD)],
    [
      'number, whose old one it does not say',
      { type: 'user_changed_number', new_wa_id: NEW },
      { from: NEW },
      line(NEW),
    ],
  ])('who is called by the new %s already is still the person of before', (_what, system, sender, identities) => {
    expect(read(system, sender).messages.map(message => message.identities)).toEqual([identities])
  })

  it('who gave up the number without another is answered at the new user id', () => {
    const [message] = read({ ...NUMBER, user_id: 'CO.NEW' }, { from: OLD }).messages
    expect(message).toMatchObject({ address: { kind: 'bsuid', value: 'CO.NEW' } })
    expect(message!.identities).toEqual([...line(OLD), bsuid('CO.NEW')])
  })

  it('has no new user id when nothing was changed', () => {
    const [message] = read({ type: 'customer_identity_changed', user_id: 'CO.NOW' }, { from: OLD }).messages
    expect(message!.content.system).toEqual({ kind: 'customer_identity_changed' })
  })
})
