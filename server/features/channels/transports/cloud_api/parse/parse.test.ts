import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ParsedDelivery } from '../../../contract/message.ts'
import { parseDelivery } from './parse.ts'

const CHANNEL = { id: 'c', externalId: '1065', externalAccountId: '1022' }
const RECEIVED = new Date('2026-01-02T03:04:05Z')

const parseBytes = (text: string, places?: string): ParsedDelivery =>
  parseDelivery(
    {
      body: Buffer.from(text),
      headers: places === undefined ? {} : { 'x-tawsil-places': places },
      receivedAt: RECEIVED,
    },
    CHANNEL,
  )
const parse = (delivery: unknown, places?: string) => parseBytes(JSON.stringify(delivery), places)
const envelope = (...changes: unknown[]) => ({ object: 'whatsapp_business_account', entry: [{ id: '1022', changes }] })
const messages = (value: object, field: string | undefined = 'messages') => ({
  field,
  value: { messaging_product: 'whatsapp', metadata: { phone_number_id: '1065' }, ...value },
})
const base = { from: '212612345678', id: 'wamid.x', timestamp: '1764000000' }
const text = (changes: object = {}) => ({ ...base, type: 'text', text: { body: 'Salam' }, ...changes })

interface Fixture {
  name: string
  message: object
  type: string
  content: object
}
const FIXTURES = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', 'messages.json'), 'utf8')) as Fixture[]

describe('a message', () => {
  it.each(FIXTURES)('is read as what it is: $name', ({ message, type, content }) => {
    const parsed = parse(envelope(messages({ messages: [{ ...base, ...message }] })))
    expect(parsed.messages).toMatchObject([{ providerMessageId: 'wamid.x', direction: 'inbound', type }])
    expect(parsed.messages[0]!.content).toEqual(content)
    expect([parsed.statuses, parsed.notices]).toEqual([[], []])
  })

  it('knows what it answers and the group it was written in', () => {
    const [message] = parse(
      envelope(messages({ messages: [text({ context: { id: 'wamid.q' }, group_id: 'G1' })] })),
    ).messages
    expect(message).toMatchObject({ replyToProviderId: 'wamid.q', groupId: 'G1' })
  })

  it.each([
    ['1764000000', '2025-11-24T16:00:00.000Z'],
    [1764000000, '2025-11-24T16:00:00.000Z'],
    [1764000000123, '2025-11-24T16:00:00.123Z'],
    [undefined, RECEIVED.toISOString()],
    ['soon', RECEIVED.toISOString()],
    [-5, RECEIVED.toISOString()],
    [8.64e17, RECEIVED.toISOString()],
  ])('of time %s was sent at %s', (timestamp, at) => {
    expect(parse(envelope(messages({ messages: [text({ timestamp })] }))).messages[0]!.at.toISOString()).toBe(at)
  })

  it('without an id gets one that the same bytes give again', () => {
    const id = () => parse(envelope(messages({ messages: [text({ id: undefined })] }))).messages[0]!.providerMessageId
    expect(id()).toMatch(/^unidentified\.[0-9a-f]{32}$/)
    expect(id()).toBe(id())
  })

  it('that is longer than a number can hold keeps its id', () => {
    const { messages: read } = parseBytes(
      '{"entry":[{"changes":[{"field":"messages","value":{"messages":[{"from":212612345678,"id":12345678901234567890,"type":"text","text":{"body":"x"}}]}}]}]}',
    )
    expect(read).toMatchObject([{ providerMessageId: '12345678901234567890', address: { value: '212612345678' } }])
  })

  it('has no id or writer of absurd length', () => {
    const long = 'x'.repeat(10_000)
    const { messages: read, notices } = parse(
      envelope(messages({ messages: [text({ id: long }), text({ from: long })] })),
    )
    expect(read.map(message => message.providerMessageId)).toEqual([expect.stringMatching(/^unidentified\./)])
    expect(notices).toHaveLength(1)
  })

  it('holds nothing that the database refuses', () => {
    const raw = JSON.stringify(envelope(messages({ messages: [text()] }))).replace('Salam', String.raw`a\u0000b\ud83c`)
    expect(parseBytes(raw).messages[0]!.content.text!.body).toBe('a\ufffdb\ufffd')
  })
})

describe('the writer of a message', () => {
  const who = (value: object) => {
    const { messages: read, notices } = parse(envelope(messages(value)))
    return {
      person: read[0] && { identities: read[0].identities, address: read[0].address, name: read[0].profileName },
      notices,
    }
  }
  const PHONE = { kind: 'phone', scope: '', value: '+212612345678' }
  const WA_ID = { kind: 'wa_id', scope: '', value: '212612345678' }
  const BSUID = { kind: 'bsuid', scope: '1022', value: 'MA.1347' }
  const byPhone = { kind: 'wa_id', value: '212612345678' }

  it.each([
    ['a phone, without contacts', { messages: [text()] }, [PHONE, WA_ID], byPhone, undefined],
    [
      'a phone and a user id of the contact beside it',
      {
        contacts: [{ wa_id: 212612345678, user_id: 'MA.1347', profile: { name: 'Amina', username: 'amina' } }],
        messages: [text()],
      },
      [PHONE, WA_ID, BSUID, { kind: 'username', scope: '', value: 'amina' }],
      byPhone,
      'Amina',
    ],
    [
      'a user id alone',
      {
        contacts: [{ user_id: 'MA.1347', profile: { name: 'Julian' } }],
        messages: [text({ from: undefined, from_user_id: 'MA.1347' })],
      },
      [BSUID],
      { kind: 'bsuid', value: 'MA.1347' },
      'Julian',
    ],
    [
      'a user id beside an empty phone',
      { messages: [text({ from: '', from_user_id: 'MA.1347' })] },
      [BSUID],
      { kind: 'bsuid', value: 'MA.1347' },
      undefined,
    ],
    [
      'the only contact, when the message names nobody',
      { contacts: [{ wa_id: '212612345678' }], messages: [text({ from: undefined })] },
      [PHONE, WA_ID],
      byPhone,
      undefined,
    ],
    [
      'an id that is no phone',
      { messages: [text({ from: 'not-a-phone' })] },
      [{ kind: 'wa_id', scope: '', value: 'not-a-phone' }],
      { kind: 'wa_id', value: 'not-a-phone' },
      undefined,
    ],
  ])('is %s', (_what, value, identities, address, name) => {
    expect(who(value).person).toEqual({ identities, address, name })
  })

  it.each([
    ['551187654321', '5511987654321'],
    ['5215512345678', '525512345678'],
    ['5491123456789', '541123456789'],
  ])(
    'has the name of the contact beside it though that spells %s as %s, and is answered as they wrote',
    (from, waId) => {
      const contacts = [{ wa_id: waId, user_id: 'BR.1', profile: { name: 'Ana' } }]
      const { person } = who({ contacts, messages: [text({ from })] })
      expect(person).toMatchObject({ name: 'Ana', address: { kind: 'wa_id', value: from } })
      expect(person!.identities.map(({ value }) => value)).toEqual([`+${from}`, from, 'BR.1'])
    },
  )

  it('is never mixed with another person’s contact in the same batch', () => {
    const contacts = [
      { wa_id: '33600000001', user_id: 'FR.1', profile: { name: 'One' } },
      { wa_id: '33600000002', user_id: 'FR.2', profile: { name: 'Two' } },
    ]
    const { messages: read } = parse(
      envelope(messages({ contacts, messages: [text({ from: '33600000002' }), text({ from: '33600000003' })] })),
    )
    expect(read.map(message => message.profileName)).toEqual(['Two', undefined])
    expect(read[1]!.identities.map(identity => identity.value)).toEqual(['+33600000003', '33600000003'])
  })

  it('that is nobody makes a notice, so that the message is not lost', () => {
    const { person, notices } = who({ messages: [text({ from: undefined })] })
    expect(person).toBeUndefined()
    expect(notices).toMatchObject([{ field: 'messages', problem: expect.any(String), value: { id: 'wamid.x' } }])
  })
})

describe('a batch', () => {
  it('keeps its good messages whatever its bad ones are', () => {
    const bad = [null, 7, 'x', [], {}, text({ type: 'image', image: 'gone' }), text({ type: 'location', location: {} })]
    const { messages: read, notices } = parse(
      envelope(messages({ messages: [text({ id: 'first' }), ...bad, text({ id: 'last' })] })),
    )
    expect(read.map(message => [message.providerMessageId, message.type])).toEqual([
      ['first', 'text'],
      ['wamid.x', 'unknown'],
      ['wamid.x', 'unknown'],
      ['last', 'text'],
    ])
    expect(read[1]!.content).toMatchObject({ raw: { type: 'image', image: 'gone' }, errors: [{ code: 'unreadable' }] })
    expect(notices).toHaveLength(5)
  })

  it('of a thousand is read in order', () => {
    const many = Array.from({ length: 1000 }, (_, no) => text({ id: `wamid.${no}` }))
    expect(parse(envelope(messages({ messages: many }))).messages.map(message => message.providerMessageId)).toEqual(
      many.map(message => message.id),
    )
  })

  it('gives a channel only the changes that are its own', () => {
    const foreign = {
      field: 'messages',
      value: { metadata: { phone_number_id: '9999' }, messages: [text({ id: 'foreign' })] },
    }
    const own = messages({ messages: [text({ id: 'own' })] })
    expect(parse(envelope(foreign, own)).messages.map(message => message.providerMessageId)).toEqual(['own'])
    expect(parse(envelope(own, own, messages({ messages: [text({ id: 'third' })] })), '0.2').messages).toMatchObject([
      { providerMessageId: 'third' },
    ])
  })

  it('is read when field, metadata or contacts are missing', () => {
    const bare = { value: { messages: [text()] } }
    expect(parse(envelope(bare)).messages).toHaveLength(1)
  })
})

describe('everything else', () => {
  it('that the business wrote on its own phone is outbound, to the customer', () => {
    const echo = {
      from: '15550001111',
      to: '212612345678',
      to_user_id: 'MA.1347',
      id: 'wamid.e',
      timestamp: '1764000000',
      type: 'text',
      text: { body: 'Me' },
    }
    expect(parse(envelope(messages({ message_echoes: [echo] }, 'smb_message_echoes'))).messages).toMatchObject([
      {
        direction: 'outbound',
        providerMessageId: 'wamid.e',
        address: { kind: 'wa_id', value: '212612345678' },
        identities: [{ value: '+212612345678' }, { value: '212612345678' }, { kind: 'bsuid', value: 'MA.1347' }],
      },
    ])
  })

  it.each([
    [
      'template status',
      { field: 'message_template_status_update', value: { event: 'APPROVED' } },
      'message_template_status_update',
    ],
    ['a field of tomorrow', { field: 'holograms', value: { messages: [text()] } }, 'holograms'],
    ['errors alone', messages({ errors: [{ code: 1 }] }), 'messages'],
    ['a change without value', { field: 'messages' }, 'messages'],
    ['a value that is a text', { field: 'security', value: 'x' }, 'security'],
    ['a change that is none', 5, 'unknown'],
  ])('is a notice: %s', (_what, change, field) => {
    expect(parse(envelope(change))).toMatchObject({ messages: [], statuses: [], notices: [{ field }] })
  })

  it('that is very large is noted without its body', () => {
    const history = { state_sync: [{ threads: Array.from({ length: 3000 }, () => text()) }] }
    const [notice] = parse(envelope({ field: 'smb_app_state_sync', value: history })).notices
    expect(notice).toMatchObject({ field: 'smb_app_state_sync', value: { shortened: true, keys: ['state_sync'] } })
    expect(JSON.stringify(notice).length).toBeLessThan(200)
  })
})

describe('parsing', () => {
  const anything = fc.jsonValue({ maxDepth: 4 })
  const hostile = fc.letrec(tie => ({
    node: fc.oneof(
      { maxDepth: 5 },
      anything,
      fc.dictionary(
        fc.constantFrom(
          'entry',
          'changes',
          'value',
          'field',
          'messages',
          'statuses',
          'contacts',
          'message_echoes',
          'id',
          'from',
          'type',
          'text',
          'image',
          'interactive',
          'edit',
          'message',
          'errors',
          'metadata',
          'timestamp',
          '__proto__',
        ),
        tie('node'),
      ),
      fc.array(tie('node')),
      fc.constantFrom('messages', 'text', 'interactive', 'edit', 'system', 'smb_message_echoes', '\u0000', '\ud800'),
    ),
  })).node

  const isStorable = (parsed: ParsedDelivery) => {
    const stored = JSON.stringify(parsed)
    return (
      !/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i.test(stored) &&
      parsed.messages.every(message => message.identities.length > 0 && !Number.isNaN(message.at.getTime())) &&
      parsed.statuses.every(status => typeof status.status === 'string' && !Number.isNaN(status.at.getTime()))
    )
  }

  it('never throws and gives nothing that cannot be stored, for any JSON', () => {
    fc.assert(
      fc.property(hostile, value => isStorable(parse(value))),
      { numRuns: 400 },
    )
  })

  it('never throws for any JSON in the place of a message, a status or an echo, and loses none', () => {
    fc.assert(
      fc.property(fc.array(hostile), fc.array(hostile), fc.array(hostile), (some, statuses, echoes) => {
        const parsed = parse(
          envelope(messages({ messages: some, statuses }), messages({ message_echoes: echoes }, 'smb_message_echoes')),
        )
        const { messages: read, statuses: told, notices } = parsed
        return (
          isStorable(parsed) &&
          read.length + told.length + notices.length === some.length + statuses.length + echoes.length
        )
      }),
      { numRuns: 400 },
    )
  })

  it('of bytes that are no JSON is a SyntaxError and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array(), bytes => {
        try {
          parseDelivery({ body: Buffer.from(bytes), headers: {}, receivedAt: RECEIVED }, CHANNEL)
        } catch (error) {
          return error instanceof SyntaxError
        }
        return true
      }),
    )
  })

  it('survives what nests without end', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const parsed = parseBytes(`{"entry":[{"changes":[{"field":"x","value":${deep}}]}]}`)
    expect(JSON.stringify(parsed.notices).length).toBeLessThan(1000)
    const form = { type: 'nfm_reply', nfm_reply: { response_json: deep } }
    expect(
      parse(envelope(messages({ messages: [{ ...base, type: 'interactive', interactive: form }] }))).messages,
    ).toHaveLength(1)
  })
})
