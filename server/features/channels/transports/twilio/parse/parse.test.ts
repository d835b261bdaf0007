import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type TwilioParams, twilioForm } from '../../../../../test/twilio.ts'
import { parseDelivery } from './parse.ts'

const CHANNEL = { id: 'c', externalId: '+14155238886', externalAccountId: 'AC1' }
const RECEIVED = new Date('2026-01-02T03:04:05Z')
const parseBytes = (body: Buffer | string, headers: Record<string, string> = {}) =>
  parseDelivery({ body: Buffer.from(body), headers, receivedAt: RECEIVED }, CHANNEL)
const base = { AccountSid: 'AC1', From: 'whatsapp:+212612345678', To: 'whatsapp:+14155238886', SmsStatus: 'received' }
const inbound = (params: TwilioParams) => parseBytes(twilioForm({ ...base, MessageSid: 'SM1', ...params }))
const status = (params: TwilioParams, query?: string) =>
  parseBytes(
    twilioForm({ AccountSid: 'AC1', From: base.To, To: base.From, MessageSid: 'SM1', ...params }),
    query === undefined ? {} : { 'x-tawsil-query': query },
  )

interface Fixture {
  name: string
  params: Record<string, string>
  type: string
  content: object
}
const FIXTURES = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', 'messages.json'), 'utf8')) as Fixture[]

describe('a message', () => {
  it.each(FIXTURES)('is read as what it is, form or JSON: $name', ({ params, type, content }) => {
    const form = inbound(params)
    expect(form).toMatchObject({ messages: [{ providerMessageId: 'SM1', direction: 'inbound', type, at: RECEIVED }] })
    expect(form.messages[0]!.content).toEqual(content)
    expect([form.statuses, form.notices, form.preferences]).toEqual([[], [], undefined])
    expect(parseBytes(JSON.stringify({ ...base, MessageSid: 'SM1', ...params }))).toEqual(form)
  })

  it('with several files is one message for each, the first with the words', () => {
    const files = Object.fromEntries(
      ['image/jpeg', 'application/pdf', 'video/mp4'].flatMap((type, at) => [
        [`MediaUrl${at}`, `https://api.twilio.com/m/ME${at}`],
        [`MediaContentType${at}`, type],
      ]),
    )
    const { messages } = inbound({ ...files, NumMedia: '3', Body: 'All', OriginalRepliedMessageSid: 'SMq' })
    expect(messages.map(message => [message.providerMessageId, message.type, message.content.media])).toEqual([
      ['SM1', 'image', { kind: 'image', link: 'https://api.twilio.com/m/ME0', mimeType: 'image/jpeg', caption: 'All' }],
      ['SM1.1', 'document', { kind: 'document', link: 'https://api.twilio.com/m/ME1', mimeType: 'application/pdf' }],
      ['SM1.2', 'video', { kind: 'video', link: 'https://api.twilio.com/m/ME2', mimeType: 'video/mp4' }],
    ])
    expect(messages.map(message => message.replyToProviderId)).toEqual(['SMq', undefined, undefined])
    expect(inbound({ ...files, NumMedia: '3' })).toEqual(inbound({ ...files, NumMedia: '3' }))
  })

  it.each<[how: string, params: TwilioParams, wa: string]>([
    ['without the prefix of WhatsApp', { From: '+14135551234', To: '+14155238886' }, '14135551234'],
    [
      'without it and with what the channel says',
      { From: '+14135551234', To: '+14155238886', ChannelMetadata: '{"type":"whatsapp","data":{}}' },
      '14135551234',
    ],
    ['without plus', { From: 'whatsapp:14135551234' }, '14135551234'],
    ['of a short number', { From: 'whatsapp:+12345' }, '12345'],
    ['of a short number without the prefix', { From: '+12345' }, '12345'],
    ['whose sender is named beside it alone', { From: 'Amina', WaId: '14135551234' }, '14135551234'],
  ])('%s is one of WhatsApp, because the channel is', (_how, params, wa) => {
    const { messages, notices } = inbound({ Body: 'Salam', ...params })
    expect(notices).toEqual([])
    expect(messages).toMatchObject([{ address: { kind: 'wa_id', value: wa }, content: { text: { body: 'Salam' } } }])
    expect(messages[0]!.identities).toContainEqual({ kind: 'phone', scope: '', value: `+${wa}` })
  })

  it('of another channel of Twilio is kept as what it is', () => {
    const { messages, notices } = inbound({ Body: 'Salam', From: 'messenger:14135551234' })
    expect(messages).toEqual([])
    expect(notices).toMatchObject([{ problem: 'a message that names nobody on WhatsApp' }])
  })

  it.each(['order', 'poll', 'Something_New', 'constructor', '__proto__'])(
    'of type %s keeps its type and what was sent',
    type => {
      const [message] = inbound({ MessageType: type, Body: 'x', Unheard: 'of' }).messages
      expect(message).toMatchObject({ type: type.toLowerCase(), content: { raw: { Body: 'x', Unheard: 'of' } } })
    },
  )

  it.each([
    ['a location without coordinates', { MessageType: 'location', Label: 'Shop' }],
    ['a location beside the earth’s numbers', { Latitude: 'north', Longitude: '1' }],
    ['a contact card without its file', { MessageType: 'contacts', NumMedia: '0', Body: 'Amina' }],
    ['a file that is counted and not there', { NumMedia: '1', Body: '' }],
    ['a reaction to nothing', { MessageType: 'reaction', Body: '👍' }],
  ])('that cannot be read keeps all that was sent: %s', (_what, params) => {
    const [message] = inbound(params).messages
    expect(message).toMatchObject({ type: 'unknown', content: { raw: params, errors: [{ code: 'unreadable' }] } })
  })

  it('that is a place without coordinates keeps its words', () => {
    const [message] = inbound({ MessageType: 'location', Label: 'Home', Address: '12 Quay' }).messages
    expect(message).toMatchObject({ type: 'unknown', content: { text: { body: 'Home, 12 Quay' } } })
  })

  it.each([
    ['STOP', 'stop'],
    ['START', 'resume'],
  ])('with which the customer said %s at Twilio is a message and a wish', (OptOutType, wants) => {
    const parsed = inbound({ Body: OptOutType, OptOutType })
    expect(parsed.messages).toMatchObject([{ type: 'text', content: { text: { body: OptOutType } } }])
    expect(parsed.preferences).toMatchObject([{ wants, scope: 'all', identities: [{ value: '+212612345678' }, {}] }])
    expect(inbound({ Body: 'HELP', OptOutType: 'HELP' }).preferences).toBeUndefined()
  })

  it('ignores what it does not know, and half characters', () => {
    const { messages } = inbound({ Body: 'a\u0000b', NewParameter: '1', ChannelMetadata: '{"type":"whatsapp"}' })
    expect(messages[0]!.content).toEqual({ text: { body: 'a\ufffdb' } })
    expect(parseBytes(JSON.stringify({ ...base, MessageSid: 'SM1', Body: 'a\ud800' })).messages[0]!.content).toEqual({
      text: { body: 'a\ufffd' },
    })
  })
})

describe('who wrote', () => {
  const people = (params: TwilioParams) => {
    const { identities, address, profileName } = inbound({ Body: 'x', ...params }).messages[0]!
    return {
      identities: identities.map(({ kind, value, scope }) => `${kind} ${value} ${scope}`.trim()),
      address,
      profileName,
    }
  }

  it('is known by number, WhatsApp id and user id, and answered in the form received', () => {
    expect(people({ WaId: '212612345678', ExternalUserId: 'MA.1349', ProfileName: 'Amina' })).toEqual({
      identities: ['phone +212612345678', 'wa_id 212612345678', 'bsuid MA.1349 AC1'],
      address: { kind: 'wa_id', value: '212612345678' },
      profileName: 'Amina',
    })
  })

  it('is known by the id at a parent and by a user name too, whether Twilio or the channel tells them', () => {
    const told = { ExternalUserId: 'MA.1349', ParentExternalUserId: 'whatsapp:MA.ENT.7', ProfileUsername: '@dora' }
    const identities = [
      'phone +212612345678',
      'wa_id 212612345678',
      'bsuid MA.1349 AC1',
      'bsuid MA.ENT.7',
      'username dora',
    ]
    expect(people(told)).toMatchObject({ identities })
    const ChannelMetadata = JSON.stringify({ type: 'whatsapp', data: { context: told } })
    expect(people({ ChannelMetadata })).toMatchObject({ identities })
  })

  it('is the same one when marks that nobody sees came along with the number', () => {
    const identities = ['phone +212612345678', 'wa_id 212612345678']
    expect(people({ From: 'whatsapp:\u202a+212612345678\u202c', WaId: '\u200e212612345678' })).toMatchObject({
      identities,
    })
  })

  it('may have a WhatsApp id that is another form of the number', () => {
    expect(people({ From: 'whatsapp:+5511912345678', WaId: '551112345678' })).toMatchObject({
      identities: ['phone +5511912345678', 'wa_id 5511912345678', 'wa_id 551112345678'],
      address: { kind: 'wa_id', value: '5511912345678' },
    })
  })

  it.each([
    ['whatsapp:US.13491208655302741918', '', ''],
    ['whatsapp:US.ENT.506847293015824', 'whatsapp:US.ENT.506847293015824', ''],
    ['whatsapp:US.13491208655302741918', 'US.13491208655302741918', 'US.13491208655302741918'],
  ])('may show no phone: %s', (From, ExternalUserId, WaId) => {
    const id = From.replace('whatsapp:', '')
    expect(people({ From, ExternalUserId, WaId })).toMatchObject({
      identities: [`bsuid ${id}${id.includes('.ENT.') ? '' : ' AC1'}`],
      address: { kind: 'bsuid', value: id },
    })
  })

  it('is told by what the channel says of them, where Twilio says nothing itself', () => {
    const ChannelMetadata = '{"type":"whatsapp","data":{"context":{"ProfileName":"Amina","WaId":"551112345678"}}}'
    expect(people({ From: 'whatsapp:+5511912345678', ChannelMetadata })).toMatchObject({
      identities: ['phone +5511912345678', 'wa_id 5511912345678', 'wa_id 551112345678'],
      profileName: 'Amina',
    })
    expect(people({ ProfileName: 'Own', ChannelMetadata })).toMatchObject({ profileName: 'Own' })
    expect(people({ ChannelMetadata: '{"type":' })).toMatchObject({ profileName: undefined })
  })

  it.each(['rcs:+14155550000', 'messenger:123', 'whatsapp:', 'whatsapp:nobody'])('is nobody on WhatsApp: %s', From => {
    const parsed = inbound({ From, Body: 'x' })
    expect([parsed.messages, parsed.statuses]).toEqual([[], []])
    expect(parsed.notices).toMatchObject([{ value: { Body: 'x' }, problem: expect.any(String) }])
  })
})

describe('a file without a type that says anything', () => {
  const kindOf = (params: object) => inbound({ NumMedia: '1', Body: '', ...params }).messages[0]!.content.media!.kind

  it.each([
    ['its address', { MediaUrl0: 'https://api.twilio.test/media/cat.jpg' }, 'image'],
    ['its address, before what it asks for', { MediaUrl0: 'https://api.twilio.test/cat.JPG?name=x.pdf' }, 'image'],
    ['its name', { MediaUrl0: 'https://api.twilio.test/ME1', MediaFilename0: 'cat.mp4' }, 'video'],
    [
      'its address, where the type is only bytes',
      { MediaUrl0: 'https://api.twilio.test/a.ogg', MediaContentType0: 'application/octet-stream' },
      'audio',
    ],
    ['its name, of a new format', { MediaUrl0: 'https://api.twilio.test/ME1', MediaFilename0: 'IMG_1.HEIC' }, 'image'],
    ['its name, of an old format', { MediaUrl0: 'https://api.twilio.test/ME1', MediaFilename0: 'a.b.avi' }, 'video'],
    [
      'its name, where the type is another word for bytes',
      {
        MediaUrl0: 'https://api.twilio.test/ME1',
        MediaFilename0: 'photo.jfif',
        MediaContentType0: 'binary/octet-stream; charset=binary',
      },
      'image',
    ],
    ['nothing', { MediaUrl0: 'https://api.twilio.test/ME1' }, 'document'],
  ])('is what %s says', (_what, params, kind) => {
    expect(kindOf(params)).toBe(kind)
  })

  it('is what its type says where it has one', () => {
    expect(kindOf({ MediaUrl0: 'https://api.twilio.test/cat.jpg', MediaContentType0: 'application/pdf' })).toBe(
      'document',
    )
  })
})

describe('an error beside a message', () => {
  const told = { ErrorCode: '63005', ErrorMessage: 'Not taken' }
  const error = { code: 63005, title: expect.any(String), message: 'Not taken' }

  it.each([
    ['without words', { MessageType: 'unsupported' }, 'unsupported', [error]],
    ['with words', { MessageType: 'unsupported', Body: 'Look!' }, 'unsupported', [error]],
    ['whose file is missing', { MessageType: 'image', NumMedia: '0' }, 'document', [error, { code: 'unreadable' }]],
    ['with a file', { NumMedia: '1', MediaUrl0: 'https://api.twilio.test/ME1' }, 'document', [error]],
  ])('is kept: %s', (_what, params, _type, errors) => {
    const { content } = inbound({ ...params, ...told }).messages[0]!
    expect(content.errors).toMatchObject(errors)
    expect(content.text).toEqual('Body' in params ? { body: params.Body } : undefined)
  })

  it('of nought is none', () => {
    expect(inbound({ Body: 'x', ErrorCode: '0' }).messages[0]!.content).toEqual({ text: { body: 'x' } })
  })
})

describe('a message that was forwarded', () => {
  it('says whether that was many times', () => {
    const { content } = inbound({ Body: 'x', Forwarded: 'true' }).messages[0]!
    expect(content).toEqual({ text: { body: 'x' }, forwarded: true })
    const often = inbound({ Body: 'x', FrequentlyForwarded: 'true' }).messages[0]!
    expect(often.content).toEqual({ text: { body: 'x' }, forwarded: true, frequentlyForwarded: true })
  })
})

describe('a status', () => {
  it.each(['sent', 'delivered', 'read', 'queued', 'accepted', 'scheduled', 'sending', 'something_new'])(
    '%s is told as it is',
    word => {
      expect(status({ MessageStatus: word, SmsStatus: word }, 'a=0199.1').statuses).toEqual([
        {
          providerMessageId: 'SM1',
          status: word,
          at: RECEIVED,
          callbackData: '0199.1',
          detail: { recipient: 'whatsapp:+212612345678' },
        },
      ])
    },
  )

  it.each([
    ['failed', '63016', 63016, 'More than 24 hours'],
    ['undelivered', '63049', 63049, 'Meta did not deliver'],
    ['failed', '99999', 99999, 'Twilio refused'],
    ['failed', undefined, 'failed', 'could not deliver'],
    ['canceled', undefined, 'canceled', 'cancelled'],
  ])('%s with code %s failed, and says why', (word, ErrorCode, code, title) => {
    const [told] = status({
      MessageStatus: word,
      ...(ErrorCode && { ErrorCode }),
      ChannelStatusMessage: 'raw',
    }).statuses
    expect(told).toMatchObject({
      status: 'failed',
      errors: [{ code, title: expect.stringContaining(title), message: 'raw' }],
    })
  })

  it('tells who the customer is, where it knows more than the number', () => {
    const told = {
      MessageStatus: 'delivered',
      To: 'whatsapp:+212612345678',
      ExternalUserId: 'MA.4',
      ProfileUsername: '@dora',
    }
    expect(status(told).statuses[0]!.person!.identities.map(({ kind, value }) => `${kind} ${value}`)).toEqual([
      'phone +212612345678',
      'wa_id 212612345678',
      'bsuid MA.4',
      'username dora',
    ])
    expect(status({ ...told, ExternalUserId: '' }).statuses[0]).not.toHaveProperty('person')
    expect(status({ ...told, To: 'whatsapp:MA.4', ProfileUsername: '' }).statuses[0]).not.toHaveProperty('person')
  })

  it('may be told by its event alone', () => {
    expect(status({ EventType: 'READ' }, 'a=0199.1').statuses).toMatchObject([
      { status: 'read', callbackData: '0199.1' },
    ])
    expect(status({ EventType: 'UNDELIVERED', ErrorCode: '63024' }).statuses).toMatchObject([
      { status: 'failed', errors: [{ code: 63024 }] },
    ])
  })

  it('names its attempt by our parameter alone', () => {
    for (const query of ['', 'b=1', 'a=', 'bodySHA256=00']) {
      expect(status({ MessageStatus: 'sent' }, query).statuses[0]).not.toHaveProperty('callbackData')
    }
    expect(status({ MessageStatus: 'sent' }, 'bodySHA256=00&a=x%2F1').statuses[0]).toMatchObject({
      callbackData: 'x/1',
    })
  })

  it('that names no message is kept', () => {
    expect(status({ MessageStatus: 'sent', MessageSid: '' }).notices).toMatchObject([
      { value: { MessageStatus: 'sent' } },
    ])
  })
})

describe('a delivery', () => {
  it('of another number says nothing to this channel', () => {
    expect(inbound({ To: 'whatsapp:+14155230000', Body: 'x' })).toEqual({ messages: [], statuses: [], notices: [] })
    expect(status({ From: 'whatsapp:+14155230000', MessageStatus: 'read' }).statuses).toEqual([])
  })

  it('that is neither message nor status is kept as a notice, a large one shortened', () => {
    expect(parseBytes('EventType=TEMPLATE&X=1').notices).toEqual([
      { field: 'TEMPLATE', value: { EventType: 'TEMPLATE', X: '1' } },
    ])
    expect(parseBytes(`X=${'y'.repeat(200_000)}`).notices).toMatchObject([{ value: { shortened: true } }])
  })

  it('that is broken JSON is unreadable', () => {
    expect(() => parseBytes('{"a":')).toThrow(SyntaxError)
  })

  it('never throws anything else, whatever it holds', () => {
    const names = fc.constantFrom(
      ...[
        'From',
        'To',
        'MessageSid',
        'MessageType',
        'NumMedia',
        'MediaUrl0',
        'Latitude',
        'Longitude',
        'MessageStatus',
        'SmsStatus',
        'ListId',
        'ButtonText',
        'Referral',
        'InteractiveData',
        'ErrorCode',
        'WaId',
        'Body',
        '__proto__',
      ],
    )
    const values = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('whatsapp:+212612345678', 'received', 'reaction', 'location', '1e309', '-1', '{}', '[', 'null'),
    )
    fc.assert(
      fc.property(fc.dictionary(names, values), fc.string(), (params, query) => {
        for (const body of [twilioForm(params), JSON.stringify(params)]) {
          const parsed = parseBytes(body, { 'x-tawsil-query': query })
          // It is stored as jsonb: no NUL, no half characters, no prototypes.
          expect(JSON.stringify(parsed)).not.toMatch(/\\u0000|\\ud[89a-f]/)
          for (const message of parsed.messages) expect(message.identities.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 500 },
    )
  })
})
