import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMemoryCache } from '../../../../../platform/cache/index.ts'
import type { Context } from '../../../../../platform/context.ts'
import { oneKeyBox } from '../../../../../platform/secrets/index.ts'
import { reply, startWaha, type WahaStand } from '../../../../../test/waha.ts'
import type { OutboundMessage, SendOutcome } from '../../../contract/message.ts'
import { callbackOf, presetId } from '../message-id.ts'
import { CALLBACK, CALLS, media, PRESET, text } from '../parse/fixtures/calls.ts'
import { waha } from '../transport.ts'
import { answeredId, outcomeOf } from './send.ts'

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
  // Sending needs only addresses and a cache from the program.
  context = {
    config: { production: false, wahaServers: [], privateHosts: [] },
    cache: createMemoryCache(),
    secrets: oneKeyBox(Buffer.alloc(32, 7)),
    clock: { now: () => new Date() },
    log: { warn: () => undefined },
  } as unknown as Context
})

const channel = { id: 'c', tenantId: 't', externalId: 's/one', externalAccountId: null }
const credentials = () => ({ baseUrl: stand.url, apiKey: stand.apiKey, session: 'one', hmacKey: 'k' })
const send = (message: Partial<OutboundMessage> = {}, signal = new AbortController().signal): Promise<SendOutcome> =>
  waha.send(context, channel, credentials(), { ...text, ...message }, signal)
const bodies = () => stand.sends().map(({ path, body }) => ({ path, ...body }))

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
      error: { code: status },
    })
    const answer = { kind: 'answer', status, json: { message: ['a', 'b'], statusCode: status } } as const
    expect(outcomeOf(answer, text)).toMatchObject({ error: { code: status, details: 'a; b' } })
  })

  it('of a server inside is never repeated to anybody: it may be another service', async () => {
    const canary = 'canary-of-an-inner-service'
    for (const [status, body] of [
      [400, { message: canary }],
      [404, { error: canary }],
      [422, { status: canary, session: canary, expected: [canary] }],
      [422, { message: `the session ${canary} does not exist` }],
      [500, { message: [canary], error: canary }],
    ] as const) {
      answers(status, body)
      expect(JSON.stringify(await send()), `${status}`).not.toContain(canary)
    }
  })

  it('422 for a session that is not there stops the channel, and not the message alone', async () => {
    answers(422, { statusCode: 422, message: 'Session "one" does not exist' })
    expect(await send()).toMatchObject({ kind: 'refused', retry: 'never', class: 'stop_channel', error: { code: 404 } })
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

  const reaction = { type: 'reaction', content: { reaction: { providerMessageId: 'X', emoji: '👍' } } }
  const raw = (head: string, body: string, path = '/api/reaction') => {
    stand.instead = (asked, { socket }) =>
      asked.path === path && Boolean(socket!.end(`HTTP/1.1 ${head}\r\nconnection: close\r\n\r\n${body}`))
  }

  it.each([
    ['no body', '200 OK\r\ncontent-length: 0', ''],
    ['no body in chunks', '201 Created\r\ntransfer-encoding: chunked', '0\r\n\r\n'],
    ['no content', '204 No Content', ''],
    ['an empty object', '200 OK\r\ncontent-length: 2', '{}'],
  ])('a reaction that is answered with %s is set', async (_what, head, body) => {
    raw(head, body)
    expect(await send(reaction)).toEqual({ kind: 'accepted', providerMessageId: `reaction.${CALLBACK}` })
  })

  it.each([
    ['a body that was cut off', '200 OK\r\ncontent-length: 20', '{"id":'],
    ['a body of which nothing came', '200 OK\r\ncontent-length: 20', ''],
    ['chunks that do not end', '200 OK\r\ntransfer-encoding: chunked', ''],
    ['a body that ends with its connection before it begins', '200 OK', ''],
    ['what is no JSON', '200 OK\r\ncontent-length: 6', '<html>'],
  ])('a reaction that is answered with %s may not be', async (_what, head, body) => {
    raw(head, body)
    expect(await send(reaction)).toMatchObject({ kind: 'unknown' })
  })

  it('a success without any body proves nothing of a message', async () => {
    raw('201 Created\r\ncontent-length: 0', '', '/api/sendText')
    expect(await send()).toMatchObject({ kind: 'unknown' })
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
