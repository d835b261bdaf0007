import { describe, expect, it } from 'vitest'
import { event, parse, RECEIVED } from './fixtures/events.ts'

const PHONE = { kind: 'phone', scope: '', value: '+212655000001' }
const WA_ID = { kind: 'wa_id', scope: '', value: '212655000001' }
const LID = { kind: 'lid', scope: 'default', value: '111222333444555' }
const by = (bare: string) => ({ providerMessageId: `3A0000000000000000${bare}`, direction: 'inbound' })
const AMINA = { identities: [PHONE, WA_ID], address: { kind: 'wa_id', value: '212655000001' } }

/** The id of a message that this program sent. */
const SENT = '3EB00198A6F07B8C7D1E9F0A1B2C3D4E5F6001'

const MESSAGES: Array<[string, object]> = [
  [
    'gows text of a lid',
    {
      ...by('A1'),
      type: 'text',
      content: { text: { body: 'Salam' } },
      identities: [PHONE, WA_ID, LID],
      address: { kind: 'lid', value: '111222333444555' },
      profileName: 'Amina',
      at: new Date(1770000000_000),
    },
  ],
  [
    'noweb text with a quote',
    {
      ...by('A2'),
      ...AMINA,
      type: 'text',
      content: { text: { body: 'Yes, two' }, forwarded: true },
      identities: [PHONE, WA_ID, LID],
      profileName: 'Amina',
      replyToProviderId: '3EB0AAAA',
      at: new Date(1770000001_000),
    },
  ],
  [
    'webjs image',
    {
      ...by('A3'),
      ...AMINA,
      type: 'image',
      content: {
        media: {
          kind: 'image',
          id: 'false_212655000001@c.us_3A0000000000000000A3#/api/files/default/A3.jpg',
          mimeType: 'image/jpeg',
          caption: 'Look',
        },
      },
      profileName: 'Amina',
      at: new Date(1770000002_853),
    },
  ],
  [
    'gows voice not downloaded',
    {
      ...by('A4'),
      ...AMINA,
      type: 'audio',
      content: {
        media: {
          kind: 'audio',
          id: 'false_212655000001@c.us_3A0000000000000000A4',
          mimeType: 'audio/ogg; codecs=opus',
          sha256: '3q2+7w==',
          voice: true,
        },
      },
      profileName: 'Amina',
      at: new Date(1770000003_000),
    },
  ],
  [
    'document without caption',
    {
      ...by('A5'),
      ...AMINA,
      type: 'document',
      content: {
        media: {
          kind: 'document',
          id: 'false_212655000001@c.us_3A0000000000000000A5#https://files.example/b/menu.pdf?sig=1',
          mimeType: 'application/pdf',
          filename: 'menu.pdf',
        },
      },
      at: new Date(1770000004_000),
    },
  ],
  [
    'location',
    {
      ...by('A6'),
      ...AMINA,
      type: 'location',
      content: { location: { latitude: 33.5731, longitude: -7.5898, name: 'Maarif', address: 'Rue 1' } },
      at: new Date(1770000005_000),
    },
  ],
  [
    'contacts',
    {
      ...by('A7'),
      ...AMINA,
      type: 'contacts',
      content: {
        contacts: [
          {
            name: 'Youssef, the cook',
            organization: 'Dar Tajine',
            phones: [{ phone: '+212 655-000002', waId: '212655000002', type: 'CELL' }],
            emails: ['y@example.test'],
          },
        ],
      },
      at: new Date(1770000006_000),
    },
  ],
  [
    'gows list reply',
    {
      ...by('A8'),
      ...AMINA,
      type: 'interactive',
      content: { interactive: { kind: 'list_reply', id: 'item-1', title: 'Tajine', description: 'With prunes' } },
      at: new Date(1770000007_000),
    },
  ],
  [
    'noweb button reply',
    {
      ...by('A9'),
      ...AMINA,
      type: 'interactive',
      content: { interactive: { kind: 'button_reply', id: 'yes', title: 'Yes' } },
      at: new Date(1770000008_000),
    },
  ],
  [
    'poll',
    {
      ...by('B0'),
      ...AMINA,
      type: 'interactive',
      content: {
        interactive: {
          kind: 'list',
          body: 'When?',
          button: 'poll',
          sections: [
            {
              rows: [
                { id: '0', title: 'Noon' },
                { id: '1', title: 'Night' },
              ],
            },
          ],
        },
      },
      at: new Date(1770000009_000),
    },
  ],
  [
    'group',
    {
      ...by('B2'),
      type: 'text',
      content: { text: { body: 'All of you' } },
      identities: [PHONE, WA_ID, LID],
      address: { kind: 'lid', value: '111222333444555' },
      profileName: 'Amina',
      groupId: '120363000000000001@g.us',
      at: new Date(1770000011_000),
    },
  ],
  [
    'echo of the phone',
    {
      ...by('B3'),
      direction: 'outbound',
      type: 'text',
      content: { text: { body: 'We are open' } },
      identities: [PHONE, WA_ID, LID],
      address: { kind: 'wa_id', value: '212655000001' },
      at: new Date(1770000012_000),
    },
  ],
  [
    'reaction',
    {
      ...by('B4'),
      ...AMINA,
      type: 'reaction',
      content: { reaction: { providerMessageId: '3EB00198A6F07B8C7D1E9F0A1B2C3D4E5F6001', emoji: '🙏' } },
      profileName: 'Amina',
      at: new Date(1770000015_500),
    },
  ],
  [
    'reaction taken back',
    {
      ...by('B5'),
      ...AMINA,
      type: 'reaction',
      content: { reaction: { providerMessageId: '3EB0C0FFEE', emoji: null } },
      at: new Date(1770000016_000),
    },
  ],
  [
    'edit',
    {
      ...by('B6'),
      ...AMINA,
      type: 'edit',
      content: {
        text: { body: 'Three, please' },
        original: { providerMessageId: '3A0000000000000000A2', text: 'Three, please' },
      },
      at: new Date(1770000017_000),
    },
  ],
  [
    'revocation',
    {
      ...AMINA,
      direction: 'inbound',
      providerMessageId: 'revoke.3A0000000000000000A2',
      type: 'revoke',
      content: { original: { providerMessageId: '3A0000000000000000A2' } },
      at: new Date(1770000019_000),
    },
  ],
]

describe('a message', () => {
  it.each(MESSAGES)('%s', (name, expected) => {
    expect(parse(event(name))).toEqual({ messages: [expected], statuses: [], notices: [] })
  })

  it('of a kind that nobody knows keeps its name and everything but thumbnails', () => {
    const [message] = parse(event('unknown kind')).messages
    expect(message).toMatchObject({ ...by('B1'), type: 'hologramMessage' })
    expect(message!.content.raw).toMatchObject({ _data: { Message: { hologramMessage: { depth: 3 } } } })
    expect(JSON.stringify(message!.content.raw)).not.toContain('AAAA')
  })

  it('that was edited under the id of the original does not collapse with it, and twice the same edit does', () => {
    const [one] = parse(event('edit under the id of the original')).messages
    const [two] = parse(event('edit under the id of the original')).messages
    expect(one!.providerMessageId).toMatch(/^edit\.3A0000000000000000A2\.[0-9a-f]{16}$/)
    expect(one!.content.original).toEqual({ providerMessageId: '3A0000000000000000A2', text: 'Four' })
    expect(two!.providerMessageId).toBe(one!.providerMessageId)
  })

  it.each([
    ['message.edited', 'edit', { editedMessageId: SENT, body: 'Five' }, { text: { body: 'Five' } }],
    ['message.edited', 'edit', { id: `true_212655000001@c.us_${SENT}`, body: 'Five' }, {}],
    ['message.revoked', 'revoke', { revokedMessageId: SENT }, {}],
  ])('of ours that is changed through WAHA is no status: %s', (event, type, more, content) => {
    const id = 'true_212655000001@c.us_3EB0EDED'
    const payload = { id, from: '212600000000@c.us', to: '212655000001@c.us', fromMe: true, source: 'api', ...more }
    const { messages, statuses } = parse({ event, session: 'default', payload })
    expect(statuses).toEqual([])
    expect(messages).toMatchObject([
      { type, direction: 'outbound', content: { ...content, original: { providerMessageId: SENT } }, ...AMINA },
    ])
  })

  it('never makes one person of a customer and the business, whatever addresses the engine adds', () => {
    const sample = event('gows text of a lid') as { payload: { _data: { Info: object } } }
    const Info = {
      ...sample.payload._data.Info,
      SenderAlt: '212600000000@s.whatsapp.net',
      RecipientAlt: '212600000077@s.whatsapp.net',
    }
    const payload = { ...sample.payload, _data: { ...sample.payload._data, Info } }
    expect(parse({ ...sample, payload }).messages[0]!.identities).toEqual([LID])
  })

  it('comes with the time of arrival when it tells none, or none that can be', () => {
    for (const timestamp of [undefined, null, 'soon', 0, 1e18]) {
      const { payload } = event('location') as { payload: object }
      const changed = { ...event('location'), payload: { ...payload, timestamp } }
      expect(parse(changed).messages[0]!.at).toEqual(RECEIVED)
    }
  })
})

describe('what is no conversation', () => {
  it.each(['story', 'channel post', 'poll vote', 'unheard of'])('%s is a notice without a problem', name => {
    const { messages, statuses, notices } = parse(event(name))
    expect([messages, statuses]).toEqual([[], []])
    expect(notices).toHaveLength(1)
    expect(notices[0]).toMatchObject({ field: (event(name) as { event: string }).event })
    expect(notices[0]).not.toHaveProperty('problem')
  })

  it.each(['nobody', 'group without writer', 'another session'])('%s is a notice with a problem', name => {
    const { messages, notices } = parse(event(name))
    expect(messages).toEqual([])
    expect(notices).toMatchObject([{ problem: expect.any(String) }])
  })

  it.each([
    'null',
    '[]',
    '"text"',
    '{}',
    '{"event":"message"}',
    '{"event":"message","session":"default","payload":[]}',
  ])('%s is no failure', body => {
    const { messages, notices } = parse(body)
    expect([messages.length, notices.length]).toEqual([0, 1])
  })

  it('is a failure only when it is no JSON', () => {
    expect(() => parse('{')).toThrow(SyntaxError)
  })
})
