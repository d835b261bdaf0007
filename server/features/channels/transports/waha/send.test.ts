import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { Ajv, type ValidateFunction } from 'ajv'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMemoryCache } from '../../../../platform/cache/index.ts'
import type { Context } from '../../../../platform/feature.ts'
import { type Asked, reply, startWaha, type WahaStand } from '../../../../test/waha.ts'
import type { OutboundFile, OutboundMessage, SendOutcome } from '../../message.ts'
import { callbackOf, presetId } from './message-id.ts'
import { answeredId } from './send.ts'
import { waha } from './transport.ts'

const SPEC = resolve(
  process.env.CONTRACTS_DIR ?? join(import.meta.dirname, '../../../../../../shared/contracts'),
  'waha/openapi/waha_2026.7.1_openapi.json',
)

let stand: WahaStand
let context: Context

beforeAll(async () => {
  stand = await startWaha()
  stand.sessions.set('one', { name: 'one', status: 'WORKING', config: {}, me: null })
  stand.without.add('212600000404')
})
afterAll(() => stand.close())
beforeEach(() => {
  Object.assign(stand, { asked: [], instead: undefined })
  stand.chats.clear()
  // Sending needs nothing of the program but where things are and what is kept for a while.
  context = {
    config: { production: false, wahaServers: [] },
    cache: createMemoryCache(),
    clock: { now: () => new Date() },
    log: { warn: () => undefined },
  } as unknown as Context
})

const channel = { id: 'c', tenantId: 't', externalId: 's/one', externalAccountId: null }
const credentials = () => ({ baseUrl: stand.url, apiKey: stand.apiKey, session: 'one', hmacKey: 'k' })
const CALLBACK = '0198a6f0-7b8c-7d1e-9f0a-1b2c3d4e5f60.1'
const PRESET = '3EB00198A6F07B8C7D1E9F0A1B2C3D4E5F6001'
const text: OutboundMessage = {
  to: { kind: 'wa_id', value: '212655000001' },
  type: 'text',
  content: { text: { body: 'Salam' } },
  callbackData: CALLBACK,
}
const send = (message: Partial<OutboundMessage> = {}, signal = new AbortController().signal): Promise<SendOutcome> =>
  waha.send(context, channel, credentials(), { ...text, ...message }, signal)
const bodies = () => stand.sends().map(({ path, body }) => ({ path, ...body }))

const file = (bytes: number, mimeType: string): OutboundFile => ({
  mimeType,
  bytes,
  filename: 'file.bin',
  open: async () => Readable.from([Buffer.alloc(bytes, 'x')]),
  link: () => 'https://tawsil.example/files/signed',
  uploaded: async () => undefined,
  keepUploaded: async () => undefined,
})
const media = (kind: 'image' | 'video' | 'audio' | 'document', mimeType: string, more: object = {}) => ({
  type: kind,
  content: { media: { kind, caption: 'Look', ...more } },
  file: file(8, mimeType),
})

/** Every kind of message that is sent, and the call it becomes. */
const CALLS: Array<[string, Partial<OutboundMessage>, object]> = [
  ['text', {}, { path: '/api/sendText', chatId: '212655000001@c.us', text: 'Salam', id: PRESET, linkPreview: true }],
  ['text to a lid', { to: { kind: 'lid', value: '111' } }, { path: '/api/sendText', chatId: '111@lid' }],
  ['text to a group', { to: { kind: 'group', value: '12@g.us' } }, { path: '/api/sendText', chatId: '12@g.us' }],
  [
    'answer to what a customer wrote',
    { replyToProviderId: '3A00' },
    { path: '/api/sendText', reply_to: 'false_212655000001@c.us_3A00' },
  ],
  [
    'answer to what we wrote',
    { replyToProviderId: PRESET },
    { path: '/api/sendText', reply_to: `true_212655000001@c.us_${PRESET}` },
  ],
  [
    'image',
    media('image', 'image/jpeg'),
    {
      path: '/api/sendImage',
      caption: 'Look',
      file: { mimetype: 'image/jpeg', filename: 'file.bin', data: 'eHh4eHh4eHg=' },
    },
  ],
  [
    'large image',
    { ...media('image', 'image/jpeg'), file: file(1024 * 1024 + 1, 'image/jpeg') },
    { file: { mimetype: 'image/jpeg', filename: 'file.bin', url: 'https://tawsil.example/files/signed' } },
  ],
  [
    'image by link',
    { type: 'image', content: { media: { kind: 'image', link: 'https://cdn.example/a.jpg' } } },
    { path: '/api/sendImage', file: { mimetype: 'image/jpeg', filename: 'image', url: 'https://cdn.example/a.jpg' } },
  ],
  ['video', media('video', 'video/mp4'), { path: '/api/sendVideo', convert: false, caption: 'Look' }],
  ['video of another kind', media('video', 'video/quicktime'), { path: '/api/sendVideo', convert: true }],
  ['voice', media('audio', 'audio/ogg; codecs=opus', { voice: true }), { path: '/api/sendVoice', convert: false }],
  ['voice of another kind', media('audio', 'audio/webm', { voice: true }), { path: '/api/sendVoice', convert: true }],
  ['audio file', media('audio', 'audio/mpeg'), { path: '/api/sendFile' }],
  [
    'document',
    media('document', 'application/pdf', { filename: 'menu.pdf' }),
    { path: '/api/sendFile', file: { mimetype: 'application/pdf', filename: 'menu.pdf', data: 'eHh4eHh4eHg=' } },
  ],
  [
    'location',
    { type: 'location', content: { location: { latitude: 33.5, longitude: -7.5, name: 'Maarif', address: 'Rue 1' } } },
    { path: '/api/sendLocation', latitude: 33.5, longitude: -7.5, title: 'Maarif, Rue 1', id: PRESET },
  ],
  [
    'contacts',
    {
      type: 'contacts',
      content: { contacts: [{ name: 'Youssef; cook', phones: [{ phone: '+212 655' }], organization: 'Dar' }] },
    },
    {
      path: '/api/sendContactVcard',
      id: PRESET,
      contacts: [
        {
          vcard:
            'BEGIN:VCARD\nVERSION:3.0\nN:;Youssef\\; cook;;;\nFN:Youssef\\; cook\nORG:Dar;\nTEL;type=CELL;waid=212655:+212 655\nEND:VCARD',
        },
      ],
    },
  ],
  [
    'reaction',
    { type: 'reaction', content: { reaction: { providerMessageId: '3A00', emoji: '👍' } } },
    { path: '/api/reaction', messageId: 'false_212655000001@c.us_3A00', reaction: '👍' },
  ],
  [
    'reaction taken back',
    { type: 'reaction', content: { reaction: { providerMessageId: PRESET, emoji: null } } },
    { path: '/api/reaction', messageId: `true_212655000001@c.us_${PRESET}`, reaction: '' },
  ],
]

describe('a message', () => {
  it.each(CALLS)('%s is one call', async (_name, message, expected) => {
    expect(await send(message)).toMatchObject({ kind: 'accepted' })
    expect(bodies()).toHaveLength(1)
    expect(bodies()[0]).toMatchObject({ session: 'one', ...expected })
    expect(stand.asked.every(asked => asked.apiKey === stand.apiKey)).toBe(true)
  })

  it('carries its attempt in its id where WAHA takes one, and has it back from there', async () => {
    expect(await send()).toEqual({ kind: 'accepted', providerMessageId: PRESET })
    expect(callbackOf(PRESET)).toBe(CALLBACK)
    await send(media('image', 'image/jpeg'))
    expect(bodies()[1]).not.toHaveProperty('id')
  })

  it('that reacts names the whole id of its target, as WAHA knows it', async () => {
    const whole = 'false_12@g.us_3A00_111@lid'
    stand.instead = ({ path }, response) =>
      path === '/api/one/chats/12@g.us/messages/false_12@g.us_3A00' && Boolean(reply(response, 200, { id: whole }))
    const content = { reaction: { providerMessageId: '3A00', emoji: '👍' } }
    await send({ to: { kind: 'group', value: '12@g.us' }, type: 'reaction', content })
    expect(bodies()).toMatchObject([{ path: '/api/reaction', messageId: whole }])
  })

  it.each([
    ['a template', { type: 'template', content: { template: { name: 'x', language: 'en' } } }],
    ['a sticker', { type: 'sticker', content: { media: { kind: 'sticker' as const, link: 'https://x/y' } } }],
    ['a file that is not there', { type: 'image', content: { media: { kind: 'image' as const } } }],
    ['somebody without phone', { to: { kind: 'bsuid' as const, value: 'MA.1' } }],
  ])('that is %s is refused before any call', async (_name, message) => {
    expect(await send(message)).toMatchObject({
      kind: 'refused',
      retry: 'never',
      class: 'fix_call',
      error: { code: 'unsendable' },
    })
    expect(stand.asked).toEqual([])
  })
})

describe('an id made of an attempt', () => {
  it('comes back the same, for any attempt', () => {
    for (const no of [1, 2, 15, 16, 255]) {
      const data = `0198a6f0-7b8c-7d1e-9f0a-1b2c3d4e5f60.${no}`
      const id = presetId(data)!
      expect(id).toMatch(/^3EB0[0-9A-F]{34}$/)
      expect(callbackOf(id)).toBe(data)
    }
  })

  it('is made of nothing else, and read out of nothing else', () => {
    for (const data of ['', 'attempt-1', `${CALLBACK}6`.replace('.16', '.256'), 'x'.repeat(36)]) {
      expect(presetId(data)).toBeUndefined()
    }
    for (const id of ['3EB0C767D26A1B2C3D4E5F', PRESET.slice(1), `${PRESET}0`, PRESET.toLowerCase()]) {
      expect(callbackOf(id)).toBeUndefined()
    }
  })
})

describe('a phone that nobody has written from', () => {
  const to = { kind: 'phone' as const, value: '+5511987654321' }

  it('is asked for once, and written to in the form WhatsApp knows', async () => {
    stand.instead = (asked, response) =>
      asked.path === '/api/contacts/check-exists' &&
      Boolean(reply(response, 200, { numberExists: true, chatId: '551187654321@c.us' }))
    await send({ to })
    await send({ to })
    expect(bodies().map(({ chatId }: Record<string, unknown>) => chatId)).toEqual([
      '551187654321@c.us',
      '551187654321@c.us',
    ])
    expect(stand.asked.filter(({ path }) => path.includes('check-exists'))).toHaveLength(1)
  })

  it('without WhatsApp is refused for good', async () => {
    const outcome = await send({ to: { kind: 'phone', value: '+212600000404' } })
    expect(outcome).toMatchObject({
      kind: 'refused',
      retry: 'never',
      class: 'permanent',
      error: { code: 'no_whatsapp' },
    })
    expect(stand.sends()).toEqual([])
  })

  it.each([500, 422, 200])('that could not be asked for (%i) is tried later: nothing was written', async status => {
    stand.instead = (asked, response) =>
      asked.path === '/api/contacts/check-exists' && Boolean(reply(response, status, { message: 'no' }))
    expect(await send({ to })).toMatchObject({ kind: 'refused', retry: 'later', error: { code: 'check_failed' } })
    expect(stand.sends()).toEqual([])
  })

  it('is tried later when the cache is away', async () => {
    const broken = { ...context, cache: { get: () => Promise.reject(new Error('away')) } } as unknown as Context
    const outcome = await waha.send(broken, channel, credentials(), { ...text, to }, new AbortController().signal)
    expect(outcome).toMatchObject({ kind: 'refused', retry: 'later' })
  })
})

const answers = (status: number, body: unknown) => {
  stand.instead = (asked, response) => asked.path.startsWith('/api/send') && Boolean(reply(response, status, body))
}

describe('what an answer proves', () => {
  it.each([
    ['GOWS', { id: 'true_212655000001@c.us_3EB0AA', _data: {} }],
    ['NOWEB', { key: { remoteJid: '212655000001@s.whatsapp.net', fromMe: true, id: '3EB0AA' }, message: {} }],
    ['WEBJS', { id: { fromMe: true, id: '3EB0AA', _serialized: 'true_212655000001@c.us_3EB0AA' } }],
    ['WEBJS within', { _data: { id: { fromMe: true, id: '3EB0AA' } } }],
    ['a bare id', { id: '3EB0AA' }],
  ])('%s answers with an id', async (_engine, body) => {
    answers(201, body)
    expect(await send()).toEqual({ kind: 'accepted', providerMessageId: '3EB0AA' })
  })

  it.each([{}, null, [], 'ok', { id: null }, { key: {} }, { id: 7 }])(
    'a success with %j proves nothing',
    async body => {
      answers(201, body)
      expect(await send()).toMatchObject({ kind: 'unknown' })
      expect(answeredId(body)).toBeUndefined()
    },
  )

  it.each([500, 502, 503, 504, 408, 302])('HTTP %i proves nothing', async status => {
    answers(status, { message: 'oops' })
    expect(await send()).toMatchObject({ kind: 'unknown' })
    expect(stand.sends()).toHaveLength(1)
  })

  it.each([
    [400, 'never', 'fix_call'],
    [401, 'never', 'stop_channel'],
    [403, 'never', 'stop_channel'],
    [404, 'never', 'stop_channel'],
    [413, 'never', 'fix_call'],
    [418, 'never', 'permanent'],
    [422, 'never', 'fix_call'],
    [429, 'later', 'slow_number'],
    [501, 'never', 'fix_call'],
  ])('HTTP %i is a refusal: %s, %s', async (status, retry, kind) => {
    answers(status, { message: ['a', 'b'], statusCode: status })
    expect(await send()).toMatchObject({
      kind: 'refused',
      retry,
      class: kind,
      error: { code: status, details: 'a; b' },
    })
  })

  it('a connection that breaks after the request, or an answer that never comes, proves nothing', async () => {
    stand.instead = ({ path }, response) => path === '/api/sendText' && Boolean(response.destroy())
    expect(await send()).toMatchObject({ kind: 'unknown' })
    stand.instead = ({ path }) => path === '/api/sendText'
    expect(await send({}, AbortSignal.timeout(150))).toMatchObject({ kind: 'unknown' })
  })

  it('a server that is not there was not written to', async () => {
    const gone = { ...credentials(), baseUrl: 'http://127.0.0.1:9' }
    const outcome = await waha.send(context, channel, gone, text, new AbortController().signal)
    expect(outcome).toMatchObject({ kind: 'refused', retry: 'later', class: 'retry', error: { code: 'unreachable' } })
  })

  it('a reaction that is answered with nothing is set', async () => {
    stand.instead = (asked, response) => asked.path === '/api/reaction' && Boolean(reply(response, 200, {}))
    const reaction = { type: 'reaction', content: { reaction: { providerMessageId: 'X', emoji: '👍' } } }
    expect(await send(reaction)).toEqual({ kind: 'accepted', providerMessageId: `reaction.${CALLBACK}` })
  })

  it('never holds the key, even when WAHA repeats it', async () => {
    answers(400, { message: `bad key ${stand.apiKey}` })
    expect(JSON.stringify(await send())).not.toContain(stand.apiKey)
  })
})

describe('in production', () => {
  it('a server that a business named is not reached inside, whatever its name says now', async () => {
    const production = { ...context, config: { ...context.config, production: true } } as Context
    const outcome = await waha.send(production, channel, credentials(), text, new AbortController().signal)
    expect(outcome).toMatchObject({ kind: 'refused', retry: 'later', error: { code: 'unreachable' } })
    expect(stand.asked).toEqual([])
  })

  it('the operator’s own server is', async () => {
    const { url, apiKey } = stand
    const config = { ...context.config, production: true, wahaServers: [{ url, apiKey }] }
    const { apiKey: _none, ...own } = credentials()
    const production = { ...context, config } as Context
    expect(await waha.send(production, channel, own, text, new AbortController().signal)).toMatchObject({
      kind: 'accepted',
    })
    const taken = { ...context, config: { ...config, wahaServers: [] } } as Context
    expect(await waha.send(taken, channel, own, text, new AbortController().signal)).toMatchObject({ kind: 'refused' })
  })
})

describe('a read receipt', () => {
  it('names the chat and the message, and shows typing when asked', async () => {
    const to = { kind: 'lid' as const, value: '111' }
    await waha.markRead!(context, channel, credentials(), '3A00', { to, typing: true }, new AbortController().signal)
    expect(stand.asked.map(({ path, body }) => [path, body])).toEqual([
      ['/api/sendSeen', { session: 'one', chatId: '111@lid', messageIds: ['false_111@lid_3A00'] }],
      ['/api/startTyping', { session: 'one', chatId: '111@lid' }],
    ])
  })

  it('that is refused throws, without the key', async () => {
    stand.instead = (_asked, response) => Boolean(reply(response, 500, {}))
    const to = { kind: 'wa_id' as const, value: '212655000001' }
    await expect(
      waha.markRead!(context, channel, credentials(), '3A00', { to }, new AbortController().signal),
    ).rejects.toThrow('read receipt')
  })
})

describe.skipIf(!existsSync(SPEC))('every request', () => {
  const BY_PATH: Record<string, string> = {
    '/api/sendText': 'MessageTextRequest',
    '/api/sendImage': 'MessageImageRequest',
    '/api/sendFile': 'MessageFileRequest',
    '/api/sendVoice': 'MessageVoiceRequest',
    '/api/sendVideo': 'MessageVideoRequest',
    '/api/sendLocation': 'MessageLocationRequest',
    '/api/sendContactVcard': 'MessageContactVcardRequest',
    '/api/reaction': 'MessageReactionRequest',
    '/api/sendSeen': 'SendSeenRequest',
    '/api/startTyping': 'ChatRequest',
    '/api/sessions': 'SessionCreateRequest',
  }
  /** The generator of the file writes `object` for texts that have a default, and for the names of events. */
  const mended = (key: string, value: { type?: string; default?: unknown; properties?: unknown; $ref?: unknown }) =>
    value?.type === 'object' && (typeof value.default === 'string' || (key === 'items' && !value.properties))
      ? { ...value, type: 'string' }
      : value

  it('is one that WAHA’s own description allows, with members that it names', async () => {
    const spec = JSON.parse(readFileSync(SPEC, 'utf8'), mended) as { components: { schemas: Record<string, Schema> } }
    const ajv = new Ajv({ strict: false, validateFormats: false })
    ajv.addSchema(spec, 'waha')
    for (const [, message] of CALLS) await send(message)
    const { linking } = waha
    const at = { ...context, config: { ...context.config, publicUrl: 'https://tawsil.example' } } as Context
    const made = { ...credentials(), session: 'brand-new' }
    await linking!.start(at, { ...channel, id: '0198a6f0-7b8c-7d1e-9f0a-1b2c3d4e5f60' }, made)
    await waha.markRead!(
      context,
      channel,
      credentials(),
      'A',
      { to: text.to, typing: true },
      new AbortController().signal,
    )
    const written = stand.asked.filter(({ method }) => method !== 'GET')
    expect(new Set(written.map(({ path }) => path))).toEqual(new Set(Object.keys(BY_PATH)))
    for (const asked of written) expect(wrongIn(ajv, spec.components.schemas, asked), asked.path).toEqual([])
  })

  type Schema = { properties: Record<string, unknown> }

  function wrongIn(ajv: Ajv, schemas: Record<string, Schema>, { path, body }: Asked): unknown[] {
    const name = BY_PATH[path]!
    const validate = ajv.getSchema(`waha#/components/schemas/${name}`) as ValidateFunction
    const unknown = Object.keys(body).filter(key => !(key in schemas[name]!.properties))
    return validate(body) ? unknown : [...unknown, ...validate.errors!]
  }
})
