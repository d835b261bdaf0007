import { describe, expect, it } from 'vitest'
import { parseDelivery } from './parse.ts'

const CHANNEL = { id: 'c', externalId: '1065', externalAccountId: '1022' }

/** What one change says, of an account that is 1022. */
function read(value: object, field = 'messages') {
  const metadata = { phone_number_id: '1065' }
  const body = JSON.stringify({ entry: [{ id: '1022', changes: [{ field, value: { metadata, ...value } }] }] })
  return parseDelivery({ body: Buffer.from(body), headers: {}, receivedAt: new Date() }, CHANNEL)
}
const text = (changes: object) => ({
  id: 'wamid.x',
  timestamp: '1764000000',
  type: 'text',
  text: { body: 'Hi' },
  ...changes,
})
const bsuid = (value: string) => ({ kind: 'bsuid', scope: '1022', value })
const PHONE = { kind: 'phone', scope: '', value: '+212612345678' }
const WA_ID = { kind: 'wa_id', scope: '', value: '212612345678' }

describe('a user id where a number is expected', () => {
  it.each([
    ['the writer', { messages: [text({ from: 'US.1349' })] }, 'messages'],
    ['the recipient', { message_echoes: [text({ from: '15550001111', to: 'US.1349' })] }, 'smb_message_echoes'],
    [
      'a thread of history',
      { history: [{ threads: [{ id: 'US.1349', messages: [text({ from: 'US.1349' })] }] }] },
      'history',
    ],
  ])('names %s within the account', (_what, value, field) => {
    const [message] = read(value, field).messages
    expect(message!.identities).toEqual([bsuid('US.1349')])
    expect(message!.address).toEqual({ kind: 'bsuid', value: 'US.1349' })
  })

  it('is the same person as the contact beside it, who has a number', () => {
    const contacts = [
      { wa_id: '33600000001', user_id: 'FR.1' },
      { wa_id: '212612345678', user_id: 'US.1349', profile: { name: 'Amina' } },
    ]
    const [message] = read({ contacts, messages: [text({ from: 'US.1349' })] }).messages
    expect(message!.identities).toEqual([PHONE, WA_ID, bsuid('US.1349')])
    expect(message!.profileName).toBe('Amina')
  })

  it('leaves to a thread of history the number that stands in its context', () => {
    const thread = { id: 'US.1349', context: { wa_id: '212612345678' }, messages: [text({ from: '212612345678' })] }
    const [message] = read({ history: [{ threads: [thread] }] }, 'history').messages
    expect(message).toMatchObject({ direction: 'inbound', identities: [PHONE, WA_ID, bsuid('US.1349')] })
  })

  it('tells who wrote in a history that names no number of the business', () => {
    const messages = [text({ from: '212612345678', from_user_id: 'US.1349' }), text({ from: '15550001111' })]
    const parsed = read({ history: [{ threads: [{ id: 'US.1349', messages }] }] }, 'history').messages
    expect(parsed.map(message => message.direction)).toEqual(['inbound', 'outbound'])
  })
})

describe('a thread of history without the number of the business', () => {
  it.each([
    ['+212612345678', '212612345678'],
    ['212612345678', '+212612345678'],
    ['+212 612-345678', '212612345678'],
  ])('named %s is of the customer who writes as %s', (id, from) => {
    const messages = [text({ from }), text({ from: '15550001111' })]
    const parsed = read({ history: [{ threads: [{ id, messages }] }] }, 'history').messages
    expect(parsed.map(message => message.direction)).toEqual(['inbound', 'outbound'])
  })
})

describe('an id within the portfolio of a parent', () => {
  const parent = 'US.ENT.1349'

  it.each([
    ['the writer', { messages: [text({ from_parent_user_id: parent })] }, 'messages'],
    ['the recipient', { message_echoes: [text({ to_parent_user_id: parent })] }, 'smb_message_echoes'],
    ['a thread', { history: [{ threads: [{ parent_user_id: parent, messages: [text({})] }] }] }, 'history'],
    ['the only contact', { contacts: [{ parent_user_id: parent }], messages: [text({})] }, 'messages'],
  ])('names %s when there is no other', (_what, value, field) => {
    const { messages, notices } = read(value, field)
    expect(messages).toMatchObject([{ identities: [bsuid(parent)], address: { kind: 'bsuid', value: parent } }])
    expect(notices.filter(notice => notice.problem)).toEqual([])
  })

  it('gives way to the id within the portfolio itself', () => {
    const contacts = [{ user_id: 'US.1', parent_user_id: parent, profile: { name: 'Amina' } }]
    const [own, beside] = read({
      contacts,
      messages: [text({ from_user_id: 'US.1', from_parent_user_id: parent }), text({ from_parent_user_id: parent })],
    }).messages
    for (const message of [own, beside]) {
      expect(message).toMatchObject({ identities: [bsuid('US.1')], profileName: 'Amina' })
    }
  })
})
