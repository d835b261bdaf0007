import { describe, expect, it } from 'vitest'
import { parse } from './fixtures/events.ts'

const CHAT = '212655000001@c.us'
const CARD = 'BEGIN:VCARD\nVERSION:3.0\nFN:Amal\nTEL;waid=212611111111:+212 611-111111\nEND:VCARD'
const AMAL = { name: 'Amal', phones: [{ phone: '+212 611-111111', waId: '212611111111' }] }

const read = (payload: object, event = 'message') =>
  parse({
    event,
    session: 'default',
    me: { id: '212600000000@c.us' },
    payload: { id: `false_${CHAT}_3A01`, timestamp: 1770000000, from: CHAT, fromMe: false, ...payload },
  })
const gows = (Message: object, more: object = {}) => read({ _data: { Message }, ...more })
const noweb = (message: object, more: object = {}) => read({ _data: { message }, ...more })
const webjs = (_data: object, more: object = {}) => read({ _data, ...more })
const text = (body: string) => ({ type: 'text', content: { text: { body } } })
const poll = (...titles: string[]) => ({
  kind: 'list',
  body: 'When?',
  button: 'poll',
  sections: [{ rows: titles.map((title, no) => ({ id: String(no), title })) }],
})

describe('a message that could not be decrypted', () => {
  it.each([
    ['GOWS', gows({}, { _data: { Info: {}, Message: {}, IsUnavailable: true } })],
    ['NOWEB', noweb({}, { _data: { key: {}, messageStubType: 2, messageStubParameters: ['Bad MAC'] } })],
    ['NOWEB, in words', noweb({}, { _data: { key: {}, messageStubType: 'CIPHERTEXT' } })],
  ])('says so: %s', (_engine, parsed) => {
    expect(parsed.messages).toMatchObject([{ type: 'unknown', content: { errors: [{ code: 'undecryptable' }] } }])
  })
})

describe('what only the engine tells', () => {
  it.each([
    ['words of GOWS', gows({ conversation: 'Salam' }), text('Salam')],
    ['words of NOWEB', noweb({ extendedTextMessage: { text: 'Salam' } }, { body: null }), text('Salam')],
    ['words above buttons', gows({ buttonsMessage: { contentText: 'Pick' } }), text('Pick')],
    ['words of a list', noweb({ listMessage: { title: 'T', description: 'Pick' } }), text('Pick')],
    ['words of a template', gows({ templateMessage: { hydratedTemplate: { hydratedContentText: 'Hi' } } }), text('Hi')],
    ['words of another business', gows({ interactiveMessage: { body: { text: 'Pick' } } }), text('Pick')],
    [
      'the caption of a picture',
      gows({ imageMessage: { mimetype: 'image/jpeg', caption: 'Look' } }, { hasMedia: true, media: null }),
      { type: 'image', content: { media: { caption: 'Look', mimeType: 'image/jpeg' } } },
    ],
    [
      'a picture of an album',
      gows({ associatedChildMessage: { message: { imageMessage: { mimetype: 'image/png' } } } }),
      { type: 'image', content: { media: { kind: 'image', mimeType: 'image/png' } } },
    ],
    [
      'a moving sticker',
      noweb({
        lottieStickerMessage: { message: { stickerMessage: { mimetype: 'application/was', isAnimated: true } } },
      }),
      { type: 'sticker', content: { media: { kind: 'sticker', mimeType: 'application/was', animated: true } } },
    ],
    [
      'a place of WEBJS',
      webjs({ type: 'location', lat: 33.5, lng: -7.5, loc: 'Maarif\nRue 1\nCasablanca' }, { body: '/9j/4AAQ' }),
      {
        type: 'location',
        content: { location: { latitude: 33.5, longitude: -7.5, name: 'Maarif', address: 'Rue 1\nCasablanca' } },
      },
    ],
    [
      'a live place of GOWS',
      gows({ liveLocationMessage: { degreesLatitude: 1.5, degreesLongitude: 2.5 } }),
      { type: 'location', content: { location: { latitude: 1.5, longitude: 2.5 } } },
    ],
    [
      'a card of WEBJS, which is its body',
      webjs({ type: 'vcard' }, { body: CARD, vCards: null }),
      { type: 'contacts', content: { contacts: [AMAL] } },
    ],
    [
      'cards of NOWEB',
      noweb({ contactsArrayMessage: { contacts: [{ vcard: CARD }, { vcard: CARD }] } }, { vCards: [] }),
      { type: 'contacts', content: { contacts: [AMAL, AMAL] } },
    ],
    [
      'a poll of WEBJS',
      webjs(
        { type: 'poll_creation', pollName: 'When?', pollOptions: [{ name: 'Noon', localId: 0 }] },
        { body: 'When?' },
      ),
      { type: 'interactive', content: { interactive: poll('Noon') } },
    ],
    [
      'a poll of a later version',
      gows({ pollCreationMessageV5: { name: 'When?', options: [{ optionName: 'Noon' }, { optionName: 'Night' }] } }),
      { type: 'interactive', content: { interactive: poll('Noon', 'Night') } },
    ],
    [
      'a row of a native list',
      noweb({
        interactiveResponseMessage: {
          body: { text: 'Tajine' },
          nativeFlowResponseMessage: { name: 'menu_options', paramsJson: '{"id":"r1","description":"With prunes"}' },
        },
      }),
      {
        type: 'interactive',
        content: { interactive: { kind: 'list_reply', id: 'r1', title: 'Tajine', description: 'With prunes' } },
      },
    ],
    [
      'a native button of GOWS',
      gows({
        interactiveResponseMessage: {
          body: { text: 'Yes' },
          InteractiveResponseMessage: {
            NativeFlowResponseMessage: { name: 'quick_reply', paramsJSON: '{"id":"yes"}' },
          },
        },
      }),
      { type: 'interactive', content: { interactive: { kind: 'button_reply', id: 'yes', title: 'Yes' } } },
    ],
    [
      'a reaction among messages',
      gows({ reactionMessage: { key: { ID: '3EB0C0FFEE' }, text: '' } }, { body: null }),
      { type: 'reaction', content: { reaction: { providerMessageId: '3EB0C0FFEE', emoji: null } } },
    ],
  ])('%s', (_what, parsed, message) => {
    expect(parsed.notices).toEqual([])
    expect(parsed.messages).toMatchObject([{ providerMessageId: '3A01', direction: 'inbound', ...message }])
    expect(parsed.messages[0]!.content.raw).toBeUndefined()
  })

  it('the name of somebody (WPP)', () => {
    expect(webjs({ type: 'chat', sender: { pushname: 'Amina' } }, { body: 'x' }).messages[0]!.profileName).toBe('Amina')
  })

  it('the ad somebody came from, and no preview of a link', () => {
    const ad = { title: 'Tajine', body: 'Today', sourceType: 'ad', sourceID: '120', sourceURL: 'https://fb.me/x' }
    const context = (externalAdReply: object) => ({
      extendedTextMessage: { text: 'x', contextInfo: { externalAdReply } },
    })
    expect(gows(context({ ...ad, ctwaClid: 'Aff' })).messages[0]!.content.referral).toEqual({
      source_type: 'ad',
      source_id: '120',
      source_url: 'https://fb.me/x',
      headline: 'Tajine',
      body: 'Today',
      ctwa_clid: 'Aff',
    })
    expect(gows(context({ title: 'A page', sourceURL: 'https://x.example' })).messages[0]!.content).not.toHaveProperty(
      'referral',
    )
  })
})

describe('a file', () => {
  it('is a sticker when it is made of what stickers are made of, and nothing else tells', () => {
    const media = { url: 'http://localhost:3000/api/files/default/A.webp', mimetype: 'image/webp', filename: null }
    expect(read({ hasMedia: true, media }).messages).toMatchObject([{ type: 'sticker' }])
    expect(webjs({ type: 'image' }, { hasMedia: true, media }).messages).toMatchObject([{ type: 'image' }])
  })

  const at = (name: string) => `http://localhost:3000/api/files/default/${name}`
  it.each([
    ['image', { url: at('A.jpeg'), mimetype: null }, {}],
    ['image', { url: `${at('A.PNG')}?X-Amz-Signature=a.mp3` }, {}],
    ['sticker', { url: at('A.webp') }, {}],
    ['video', { url: at('A.mp4') }, {}],
    ['audio', { url: at('A.oga') }, {}],
    ['audio', null, { mediaUrl: at('A.m4a') }],
    ['audio', { url: at('A'), filename: 'Song.mp3' }, {}],
    ['document', { url: at('A.pdf') }, {}],
    ['document', { url: at('A.constructor') }, {}],
    ['document', { url: at('A.jpg'), mimetype: 'application/zip' }, {}],
  ])('that comes without a type is guessed by its name to be: %s', (kind, media, more) => {
    const [message] = read({ hasMedia: true, media, ...more }).messages
    expect(message).toMatchObject({ type: kind, content: { media: { kind } } })
    expect(message!.content.media!.mimeType).toBe((media as { mimetype?: string } | null)?.mimetype ?? undefined)
  })

  it.each([
    ['gone', 'gone'],
    [{ message: 'timed out', stack: '…' }, 'timed out'],
    [{ status: 404 }, '{"status":404}'],
    ['x'.repeat(9000), 'x'.repeat(500)],
  ])('that WAHA could not fetch says why', (error, details) => {
    const media = { url: null, mimetype: 'image/jpeg', error }
    expect(read({ hasMedia: true, media }).messages).toMatchObject([
      { type: 'image', content: { errors: [{ code: 'media_error', title: expect.any(String), details }] } },
    ])
    expect(read({ media: { error } }).messages).toMatchObject([
      { type: 'document', content: { errors: [{ details }] } },
    ])
  })

  it.each([null, undefined, '', {}, false])('that was fetched has no error, however that is said', error => {
    const [message] = read({ hasMedia: true, media: { url: at('A.jpg'), error } }).messages
    expect(message!.content).not.toHaveProperty('errors')
  })

  it('is not an empty object', () => {
    expect(read({ body: 'Salam', hasMedia: false, media: {} }).messages).toMatchObject([text('Salam')])
  })
})

describe('a file whose caption is edited', () => {
  const media = { url: 'http://localhost:3000/api/files/default/A.jpg', mimetype: 'image/jpeg', filename: 'A.jpg' }
  const edited = { editedMessageId: '3A00', hasMedia: true, media, body: 'Two of these' }
  const file = { kind: 'image', id: `false_${CHAT}_3A01#/api/files/default/A.jpg`, mimeType: 'image/jpeg' }

  it('comes with it', () => {
    const [message] = read(edited, 'message.edited').messages
    expect(message).toMatchObject({ type: 'edit', direction: 'inbound' })
    expect(message!.content).toEqual({
      media: { ...file, filename: 'A.jpg', caption: 'Two of these' },
      original: { providerMessageId: '3A00', text: 'Two of these' },
    })
  })

  it('keeps why it could not be fetched, and may have no caption any more', () => {
    const [message] = read({ ...edited, body: '', media: { ...media, error: 'gone' } }, 'message.edited').messages
    expect(message!.content).toMatchObject({ media: file, errors: [{ details: 'gone' }] })
    expect(message!.content.original).toEqual({ providerMessageId: '3A00' })
  })
})

describe('a caption that the web client says was edited', () => {
  it('is the edited text, and no document, when nothing tells what the file is', () => {
    const [message] = read(
      { editedMessageId: '3A00', hasMedia: true, media: null, body: 'Two' },
      'message.edited',
    ).messages
    expect(message!.content).toEqual({ text: { body: 'Two' }, original: { providerMessageId: '3A00', text: 'Two' } })
  })

  it('is that of a picture when the web client tells so', () => {
    const edit = { editedMessageId: '3A00', hasMedia: true, body: 'Two', _data: { type: 'image' } }
    expect(read(edit, 'message.edited').messages[0]!.content.media).toMatchObject({ kind: 'image', caption: 'Two' })
  })
})

describe('what a message answers', () => {
  it.each([
    ['GOWS', { Message: { extendedTextMessage: { text: 'x', contextInfo: { stanzaID: '3A99' } } } }],
    ['NOWEB', { message: { imageMessage: { contextInfo: { stanzaId: '3A99' } } } }],
    ['WEBJS', { type: 'chat', quotedStanzaID: '3A99' }],
  ])('is known without a copy of it: %s', (_engine, _data) => {
    expect(read({ body: 'x', replyTo: null, _data }).messages).toMatchObject([{ replyToProviderId: '3A99' }])
  })

  it('is WAHA’s own word where there is one', () => {
    const _data = { message: { extendedTextMessage: { text: 'x', contextInfo: { stanzaId: '3A99' } } } }
    const [message] = read({ body: 'x', replyTo: { id: '3A98', body: 'first' }, _data }).messages
    expect(message!.replyToProviderId).toBe('3A98')
  })
})

describe('a message that went through many chats', () => {
  it('says so', () => {
    const score = (forwardingScore: number) =>
      noweb({ extendedTextMessage: { text: 'x', contextInfo: { isForwarded: true, forwardingScore } } }).messages[0]!
        .content
    expect(score(1)).toEqual({ text: { body: 'x' }, forwarded: true })
    expect(score(127)).toEqual({ text: { body: 'x' }, forwarded: true, frequentlyForwarded: true })
  })
})

describe('who wrote', () => {
  const GROUP = { id: 'false_120363000000000001@g.us_3A02', from: '120363000000000001@g.us', participant: null }

  it.each([
    ['GOWS', { Info: { Sender: '111:3@lid', SenderAlt: '212655000001@s.whatsapp.net' } }],
    ['NOWEB', { key: { participant: '111@lid', participantAlt: '212655000001@s.whatsapp.net' } }],
    ['WEBJS', { author: { _serialized: '111@lid' } }],
  ])('in a group is told by the engine where WAHA does not: %s', (_engine, _data) => {
    const { messages } = read({ ...GROUP, body: 'x', _data })
    expect(messages).toMatchObject([{ groupId: GROUP.from, address: { kind: 'lid', value: '111' } }])
  })

  it('to a list of theirs wrote to us, and is answered there; a story is no message', () => {
    const list = { id: `false_1700000000@broadcast_3A03_${CHAT}`, from: '1700000000@broadcast', body: 'Sale' }
    expect(read({ ...list, participant: CHAT }).messages).toMatchObject([
      { ...text('Sale'), address: { kind: 'wa_id', value: '212655000001' } },
    ])
    expect(read({ ...list, id: '3A03', fromMe: true }).messages).toEqual([])
    const story = {
      id: `false_status@broadcast_3A04_${CHAT}`,
      from: 'status@broadcast',
      participant: CHAT,
      body: 'Sun',
    }
    expect(read(story)).toMatchObject({ messages: [], notices: [{ field: 'message' }] })
  })

  it('may be a business that Meta hosts', () => {
    const hosted = read({ id: 'false_212655000001@hosted_3A05', from: '212655000001@hosted', body: 'x' })
    expect(hosted.messages).toMatchObject([{ address: { kind: 'wa_id', value: '212655000001' } }])
  })
})

describe('what nobody wrote', () => {
  it.each([
    ['the word that pictures follow', gows({ albumMessage: { expectedImageCount: 2 } })],
    ['the word that pictures follow (WEBJS)', webjs({ type: 'album' })],
    ['a message that cannot be read yet, whose id comes again', webjs({ type: 'ciphertext' })],
    ['a change of keys', webjs({ type: 'e2e_notification' })],
    ['a change of a group', webjs({ type: 'gp2' })],
    ['a vote, which has an event of its own', gows({ pollUpdateMessage: {} }, { body: null })],
    ['a word between devices', noweb({ protocolMessage: { type: 'EPHEMERAL_SETTING' } }, { body: null })],
  ])('is a notice without a problem: %s', (_what, { messages, notices }) => {
    expect(messages).toEqual([])
    expect(notices).toHaveLength(1)
    expect(notices[0]).not.toHaveProperty('problem')
  })
})

describe('a message taken back', () => {
  const after = { id: `false_${CHAT}_3A06`, from: CHAT, fromMe: false, timestamp: 1770000000 }

  it.each([
    ['by its bare id', { revokedMessageId: '3A00', after, before: null }],
    ['by the message in its place (WEBJS)', { after: { ...after, _data: { protocolMessageKey: { id: '3A00' } } } }],
    ['by what was there before', { before: { ...after, id: `false_${CHAT}_3A00` }, after: null }],
    ['by an event under its own id', { after: { ...after, id: `false_${CHAT}_3A00` } }],
    [
      'by the engine alone',
      { revokedMessageId: '3A00', after: null, before: null, _data: { key: { remoteJid: CHAT, fromMe: false } } },
    ],
  ])('is named %s', (_how, payload) => {
    const event = { event: 'message.revoked', session: 'default', payload }
    expect(parse(event)).toMatchObject({
      messages: [
        {
          providerMessageId: 'revoke.3A00',
          direction: 'inbound',
          content: { original: { providerMessageId: '3A00' } },
          address: { kind: 'wa_id', value: '212655000001' },
        },
      ],
      notices: [],
    })
  })
})

it('an id may be a number, and is its digits: not so in the state of a session', () => {
  expect(read({ id: 12345, body: 'x' }).messages).toMatchObject([{ providerMessageId: '12345' }])
  expect(read({ id: 12345, ack: 3, fromMe: true }, 'message.ack').statuses).toMatchObject([
    { providerMessageId: '12345', status: 'read' },
  ])
  const state = read({ id: 12345, name: 'default', status: 'WORKING' }, 'session.status')
  expect(state).toMatchObject({ messages: [], statuses: [], states: [{ status: 'connected' }] })
  expect(state.notices).toMatchObject([{ value: { id: 12345 } }])
  for (const id of [1.5, 1e300, true])
    expect(read({ id, body: 'x' }).messages).toMatchObject([
      { providerMessageId: expect.stringMatching(/^unidentified\./) },
    ])
})

it('an id may be an object of the web client', () => {
  const id = { fromMe: false, remote: CHAT, id: '3A07', _serialized: `false_${CHAT}_3A07` }
  expect(read({ id, body: 'x' }).messages).toMatchObject([{ providerMessageId: '3A07' }])
})
