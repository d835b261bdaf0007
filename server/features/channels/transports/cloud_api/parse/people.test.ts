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

  it('is the same person as the contact that comes without a list around it', () => {
    const contacts = { wa_id: '+212 612-345678', user_id: 'US.1349', profile: { name: 'Amina' } }
    const [message] = read({ contacts, messages: [text({ from: '212612345678' })] }).messages
    expect(message).toMatchObject({ identities: [PHONE, WA_ID, bsuid('US.1349')], profileName: 'Amina' })
  })

  it.each([
    ['of which one has the name', [{ profile: { name: 'Amina' } }, { wa_id: '212612345678', user_id: 'US.1349' }]],
    ['of which one has the id', [{ wa_id: '212612345678', profile: { name: 'Amina' } }, { user_id: 'US.1349' }]],
    ['in the form of calls abroad', [{ wa_id: '00212612345678', user_id: 'US.1349', profile: { name: 'Amina' } }]],
    ['in other digits', [{ wa_id: '+٢١٢٦١٢٣٤٥٦٧٨', user_id: 'US.1349', profile: { name: 'Amina' } }]],
  ])('is the same person as all contacts beside it that fit: %s', (_what, contacts) => {
    const [message] = read({ contacts, messages: [text({ from: '212612345678' })] }).messages
    expect(message).toMatchObject({ identities: [PHONE, WA_ID, bsuid('US.1349')], profileName: 'Amina' })
  })

  it('is not one of several contacts with different names', () => {
    const contacts = [{ profile: { name: 'Amina' } }, { profile: { name: 'Sara' } }]
    const [message] = read({ contacts, messages: [text({ from: '212612345678' })] }).messages
    expect(message!.profileName).toBeUndefined()
  })

  it('is told to be somebody by a phone, in whatever parts the name comes', () => {
    const named = (contact: object, action = 'add') => ({
      type: 'contact',
      contact: { phone_number: '212612345678', ...contact },
      action,
    })
    const state_sync = [
      named({ first_name: 'Amina', last_name: 'Naji' }),
      named({ full_name: ' ', last_name: 'Naji' }),
      named({ full_name: ' ' }),
      named({ full_name: 'Gone' }, 'REMOVE'),
    ]
    const people = read({ state_sync }, 'smb_app_state_sync').people ?? []
    expect(people.map(person => person.profileName)).toEqual(['Amina Naji', 'Naji'])
  })

  it('chooses in whatever letters', () => {
    const user_preferences = ['SIGNUP', ' Stop'].map(value => ({ wa_id: '212612345678', value, timestamp: 1764000000 }))
    const { preferences = [] } = read({ user_preferences }, 'user_preferences')
    expect(preferences.map(one => one.wants)).toEqual(['resume', 'stop'])
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

describe('a place without coordinates', () => {
  it('keeps its words', () => {
    const place = text({ from: '212612345678', type: 'location', location: { name: 'Home', address: '12 Quay' } })
    const [message] = read({ messages: [place] }).messages
    expect(message).toMatchObject({ type: 'unknown', content: { text: { body: 'Home, 12 Quay' }, errors: [{}] } })
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
  const ofParent = { kind: 'bsuid', scope: '', value: parent }

  it.each([
    ['the writer', { messages: [text({ from_parent_user_id: parent })] }, 'messages'],
    ['the recipient', { message_echoes: [text({ to_parent_user_id: parent })] }, 'smb_message_echoes'],
    ['a thread', { history: [{ threads: [{ parent_user_id: parent, messages: [text({})] }] }] }, 'history'],
    ['the only contact', { contacts: [{ parent_user_id: parent }], messages: [text({})] }, 'messages'],
  ])('names %s when there is no other', (_what, value, field) => {
    const { messages, notices } = read(value, field)
    expect(messages).toMatchObject([{ identities: [ofParent], address: { kind: 'bsuid', value: parent } }])
    expect(notices.filter(notice => notice.problem)).toEqual([])
  })

  it('stands beside the id within the portfolio itself, which takes the answers', () => {
    const contacts = [{ user_id: 'US.1', parent_user_id: parent, profile: { name: 'Amina' } }]
    const [own, beside] = read({
      contacts,
      messages: [text({ from_user_id: 'US.1', from_parent_user_id: parent }), text({ from_parent_user_id: parent })],
    }).messages
    for (const message of [own, beside]) {
      expect(message).toMatchObject({
        identities: [bsuid('US.1'), ofParent],
        address: { kind: 'bsuid', value: 'US.1' },
        profileName: 'Amina',
      })
    }
  })

  it('is known where a user id or a number is expected', () => {
    for (const sender of [{ from: parent }, { from_user_id: parent }, { from_parent_user_id: parent }]) {
      expect(read({ messages: [text(sender)] }).messages[0]!.identities).toEqual([ofParent])
    }
  })
})

describe('the only contact beside the only person', () => {
  const profile = { name: 'Sara', username: '@dora' }
  const DORA = { kind: 'username', scope: '', value: 'dora' }
  const from = '212612345678'

  it.each([
    ['without any id', { profile }, { from }, [PHONE, WA_ID, DORA]],
    ['whose number has a plus', { profile, wa_id: `+${from}` }, { from }, [PHONE, WA_ID, DORA]],
    [
      'whose number has none, where the writer’s has one',
      { profile, wa_id: from },
      { from: `+${from}` },
      [PHONE, WA_ID, DORA],
    ],
    ['whose number is written in groups', { profile, wa_id: '+212 612-345678' }, { from }, [PHONE, WA_ID, DORA]],
    ['whose number has marks of direction', { profile, wa_id: `\u202a+${from}\u202c` }, { from }, [PHONE, WA_ID, DORA]],
    ['with a user id alone', { profile, user_id: 'MA.4' }, { from }, [PHONE, WA_ID, bsuid('MA.4'), DORA]],
    ['with a number alone', { profile, wa_id: from }, { from_user_id: 'MA.4' }, [PHONE, WA_ID, bsuid('MA.4'), DORA]],
  ])('is the same one: %s', (_what, contact, sender, identities) => {
    const [message] = read({ contacts: [contact], messages: [text(sender)] }).messages
    expect(message).toMatchObject({ identities, profileName: 'Sara', address: { kind: 'wa_id', value: from } })
  })

  it.each([
    ['who was written to from the phone', { message_echoes: [text({ from: '1555', to: from })] }, 'smb_message_echoes'],
    ['whose old message is brought', { messages: [text({ from })] }, 'history'],
  ])('is the same one: %s', (_what, value, field) => {
    const [message] = read({ contacts: [{ profile, user_id: 'MA.4' }], ...value }, field).messages
    expect(message).toMatchObject({ identities: [PHONE, WA_ID, bsuid('MA.4'), DORA], profileName: 'Sara' })
  })

  it('is the same one for all that the one person wrote', () => {
    const messages = [text({ id: '1', from_user_id: 'MA.4' }), text({ id: '2', from, from_user_id: 'MA.4' })]
    const parsed = read({ contacts: [{ profile }], messages }).messages
    expect(parsed.map(message => message.profileName)).toEqual(['Sara', 'Sara'])
  })

  it.each([
    ['there are two writers', [{ profile }], [text({ id: '1', from }), text({ id: '2', from: '33600000001' })]],
    ['there are two contacts', [{ profile }, { profile: { name: 'Ali' } }], [text({ from })]],
    ['both tell a number, and not the same', [{ profile, wa_id: '33600000001' }], [text({ from })]],
  ])('is nobody’s when %s', (_what, contacts, messages) => {
    for (const message of read({ contacts, messages }).messages) expect(message.profileName).toBeUndefined()
  })
})

describe('a shared contact', () => {
  const share = (card: object) => text({ type: 'contacts', text: undefined, from_user_id: 'MA.4', contacts: [card] })
  const phones = [{ phone: '+212 612-345678', wa_id: '212612345678', type: 'CELL' }]

  it('that the business asked for tells the number of who sends it', () => {
    const [message] = read({ messages: [share({ origin: 'contact_request', phones })] }).messages
    expect(message).toMatchObject({ identities: [bsuid('MA.4'), PHONE, WA_ID], address: { value: 'MA.4' } })
    const [bare] = read({
      messages: [share({ origin: 'contact_request', phones: [{ phone: '+212612345678' }] })],
    }).messages
    expect(bare!.identities).toEqual([bsuid('MA.4'), PHONE, WA_ID])
  })

  it('of anybody else tells nothing of the sender', () => {
    for (const origin of ['other', undefined]) {
      expect(read({ messages: [share({ origin, phones })] }).messages[0]!.identities).toEqual([bsuid('MA.4')])
    }
  })
})
