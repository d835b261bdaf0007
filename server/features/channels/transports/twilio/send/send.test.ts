import { once } from 'node:events'
import { createServer as createHttp, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcp } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Config } from '../../../../../platform/config/index.ts'
import type { Context } from '../../../../../platform/context.ts'
import type { Media, OutboundMessage, SendOutcome } from '../../../contract/message.ts'
import { messagingUrl } from '../api.ts'
import { twilio } from '../transport.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void
interface Seen {
  method: string
  url: string
  headers: IncomingMessage['headers']
  form: Record<string, string>
}

let server: Server
let answer: Answer
let port = 0
const requests: Seen[] = []

beforeAll(async () => {
  server = createHttp(async (request, response) => {
    const form = Object.fromEntries(new URLSearchParams(await text(request)))
    requests.push({ method: request.method!, url: request.url!, headers: request.headers, form })
    answer(request, response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => void requests.splice(0))

const OWN = { from: '+14155238886', accountSid: 'AC1', authToken: 'canary-token' }
const basic = (sid: string, token: string) => `Basic ${Buffer.from(`${sid}:${token}`).toString('base64')}`
const channel = { id: 'c', tenantId: 't', externalId: OWN.from, externalAccountId: 'AC1' }
const message: OutboundMessage = {
  to: { kind: 'wa_id', value: '212612345678' },
  type: 'text',
  content: { text: { body: 'Salam & merci' } },
  callbackData: '0199.1/&',
}
/** Sending needs only Twilio's and this server's address from the program. */
const at = (to = port, more: Partial<Config> = {}) =>
  ({
    config: { twilioApiUrl: `http://127.0.0.1:${to}`, publicUrl: 'https://shop.example', ...more },
  }) as unknown as Context
const send = (
  how: {
    context?: Context
    signal?: AbortSignal
    credentials?: Record<string, string>
    message?: OutboundMessage
  } = {},
): Promise<SendOutcome> =>
  twilio.send(
    how.context ?? at(),
    channel,
    how.credentials ?? OWN,
    how.message ?? message,
    how.signal ?? new AbortController().signal,
  )
const json =
  (status: number, body: unknown, headers = {}): Answer =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
const refusal = (code: number, status = 400) => ({ code, message: `raw ${code}`, more_info: 'https://…', status })

describe('a send', () => {
  it('posts one form to the account with its token, our attempt in the address of the callback', async () => {
    answer = json(201, { sid: 'SM1', status: 'queued', error_code: null })
    expect(await send()).toEqual({ kind: 'accepted', providerMessageId: 'SM1' })
    expect(requests).toMatchObject([
      {
        method: 'POST',
        url: '/2010-04-01/Accounts/AC1/Messages.json',
        headers: {
          authorization: basic('AC1', 'canary-token'),
          'content-type': 'application/x-www-form-urlencoded',
        },
        form: {
          From: 'whatsapp:+14155238886',
          To: 'whatsapp:+212612345678',
          Body: 'Salam & merci',
          StatusCallback: 'https://shop.example/webhooks/twilio/status?a=0199.1%2F%26',
        },
      },
    ])
  })

  it('goes through the operator’s account when the channel has none, and not otherwise', async () => {
    answer = json(201, { sid: 'SM1' })
    const context = at(port, { twilioMaster: { sid: 'AC9', token: 'of-the-operator' } })
    await send({ context, credentials: { from: OWN.from } })
    await send({ context })
    expect(requests.map(request => [request.url.split('/')[3], request.headers.authorization])).toEqual([
      ['AC9', basic('AC9', 'of-the-operator')],
      ['AC1', basic('AC1', 'canary-token')],
    ])
  })

  it('without any account stops the channel, without a call', async () => {
    const outcome = await send({ credentials: { from: OWN.from } })
    expect(outcome).toMatchObject({ kind: 'refused', retry: 'never', class: 'stop_channel' })
    expect(requests).toEqual([])
  })

  it('that Twilio took and failed at once says so', async () => {
    answer = json(201, { sid: 'SM1', status: 'failed', error_code: 63016 })
    expect(await send()).toEqual({ kind: 'accepted', providerMessageId: 'SM1', warnings: ['failed'] })
  })

  it('that cannot be written as Twilio wants it is refused without a call', async () => {
    const outcome = await send({ message: { ...message, content: {} } })
    expect(outcome).toMatchObject({ kind: 'refused', retry: 'never', class: 'fix_call' })
    expect(requests).toEqual([])
  })

  it('leaves no secret and no words in its outcome, also when Twilio repeats them', async () => {
    const repeated = `no such token: canary-token, ${basic('AC1', 'canary-token')}`
    answer = json(401, { code: 20003, message: repeated, status: 401 })
    const said = JSON.stringify(await send())
    expect(said).toContain('[secret]')
    expect(said).not.toMatch(/canary|Salam/)
    expect(said).not.toContain(basic('AC1', 'canary-token').slice(6))
  })
})

describe('what was never written may be sent again', () => {
  it('when the connection is refused', async () => {
    expect(await send({ context: at(9) })).toMatchObject({
      kind: 'refused',
      retry: 'later',
      class: 'retry',
      error: { code: 'unreachable' },
    })
  })

  it('when it was cancelled before', async () => {
    expect(await send({ signal: AbortSignal.abort() })).toMatchObject({ kind: 'refused', retry: 'later' })
    expect(requests).toEqual([])
  })
})

describe('what may have been taken is unknown and never repeated', () => {
  it.each<[string, Answer]>([
    ['the answer never comes', () => undefined],
    ['the connection is reset', request => request.socket.resetAndDestroy()],
    ['the connection is closed', request => request.socket.end()],
    [
      'the answer breaks off',
      (request, response) => {
        response.writeHead(201, { 'content-length': 100 }).write('{"sid"')
        setTimeout(() => request.socket.destroy(), 10)
      },
    ],
    ['a success has no id', json(201, { status: 'queued' })],
    ['a success has an empty id', json(201, { sid: '' })],
    ['a success is no JSON', (_request, response) => response.writeHead(201).end('<html>')],
    ['a success is empty', (_request, response) => response.writeHead(200).end()],
    ['the server fails without a word', (_request, response) => response.writeHead(500).end()],
    ['the server fails with a code of the catalogue', json(500, refusal(20500, 500))],
    ['the server fails with a code that is a refusal elsewhere', json(503, refusal(21610, 503))],
    ['a gateway fails', (_request, response) => response.writeHead(502).end('<html>bad gateway</html>')],
    ['a gateway gives up', (_request, response) => response.writeHead(408).end()],
    ['it is sent elsewhere', (_request, response) => response.writeHead(307, { location: '/elsewhere' }).end()],
  ])('when %s', async (_what, given) => {
    answer = given
    const outcome = await send({ signal: AbortSignal.timeout(300) })
    expect(outcome).toMatchObject({ kind: 'unknown', proof: expect.any(String) })
    await wait(50)
    expect(requests).toHaveLength(1)
  })

  it('when the other side reads the request and says nothing at all', async () => {
    let bytes = 0
    const mute = createTcp(
      socket => void socket.on('data', chunk => (bytes += chunk.length)).on('error', () => undefined),
    )
    await once(mute.listen(0, '127.0.0.1'), 'listening')
    const context = at((mute.address() as AddressInfo).port)
    expect(await send({ context, signal: AbortSignal.timeout(200) })).toMatchObject({ kind: 'unknown' })
    expect(bytes).toBeGreaterThan(0)
    mute.close()
  })
})

describe('a documented refusal', () => {
  it.each([
    [400, 21211, 'never', 'permanent'],
    [400, 21610, 'never', 'opt_out'],
    [400, 21617, 'never', 'fix_call'],
    [400, 63016, 'never', 'template_needed'],
    [400, 63007, 'never', 'stop_channel'],
    [401, 20003, 'never', 'stop_channel'],
    [404, 20404, 'never', 'stop_channel'],
    [400, 21655, 'never', 'fix_call'],
    [400, 987_654, 'never', 'permanent'],
    [429, 20429, 'later', 'slow_number'],
    [400, 21611, 'later', 'slow_number'],
    [400, 63018, 'later', 'slow_number'],
    [400, 63012, 'later', 'retry'],
    [429, 987_654, 'later', 'slow_number'],
  ])('of HTTP %i with code %i may be tried again %s: %s', async (status, code, retry, kind) => {
    answer = json(status, refusal(code, status))
    const outcome = await send()
    expect(outcome).toMatchObject({ kind: 'refused', retry, class: kind, error: { code, message: `raw ${code}` } })
    if (outcome.kind === 'refused' && retry === 'later') expect(outcome.retryAfterSeconds).toBeGreaterThan(0)
  })

  it('waits as long as Twilio asks, or as long as the code needs', async () => {
    answer = json(429, refusal(20429, 429), { 'retry-after': '77' })
    expect(await send()).toMatchObject({ retryAfterSeconds: 77 })
    answer = json(429, refusal(20429, 429), { 'retry-after': '1' })
    expect(await send()).toMatchObject({ retryAfterSeconds: 10 })
    answer = json(429, {}, { 'retry-after': '7' })
    expect(await send()).toMatchObject({ kind: 'refused', retry: 'later', retryAfterSeconds: 7, class: 'slow_number' })
  })

  it('without a code is a refusal all the same', async () => {
    answer = json(404, { nothing: true })
    expect(await send()).toMatchObject({ kind: 'refused', retry: 'never', class: 'permanent', error: { code: 404 } })
    answer = json(401, {})
    expect(await send()).toMatchObject({ kind: 'refused', retry: 'never', class: 'stop_channel' })
  })
})

describe('a check', () => {
  const check = (credentials: Record<string, string> = OWN, context = at()) =>
    twilio.check(context, channel, credentials)

  it('asks for the account and knows the number', async () => {
    answer = json(200, { sid: 'AC1', status: 'active', friendly_name: 'Shop' })
    expect(await check()).toEqual({ ok: true, phoneNumber: OWN.from })
    expect(requests).toMatchObject([{ method: 'GET', url: '/2010-04-01/Accounts/AC1.json' }])
  })

  it.each<[string, Answer, RegExp]>([
    ['refuses the secret', json(401, refusal(20003, 401)), /Auth Token.*20003/],
    ['has suspended the account', json(200, { sid: 'AC1', status: 'suspended' }), /suspended/],
    ['is somebody else', json(200, { sid: 'AC2' }), /TWILIO_API_URL/],
    ['fails', json(500, {}), /500/],
    ['goes away', request => request.socket.destroy(), /could not be reached/],
  ])('says what to do when Twilio %s', async (_what, given, reason) => {
    answer = given
    const found = await check()
    expect(found).toMatchObject({ ok: false, reason: expect.stringMatching(reason) })
    expect(JSON.stringify(found)).not.toContain('canary')
  })

  it('says what to do when there is no account', async () => {
    expect(await check({ from: OWN.from })).toMatchObject({ ok: false, reason: expect.stringContaining('accountSid') })
  })
})

describe('a sign that an answer is being written', () => {
  const mark = (options: object, id = 'SM1') =>
    twilio.markRead!(at(), channel, OWN, id, options, new AbortController().signal)

  it('is shown for the message, also for a further file of it', async () => {
    answer = json(200, { success: true })
    await mark({ typing: true })
    await mark({ typing: true }, 'MM1.2')
    expect(requests).toMatchObject([
      { url: '/v2/Indicators/Typing.json', form: { messageId: 'SM1', channel: 'whatsapp' } },
      { url: '/v2/Indicators/Typing.json', form: { messageId: 'MM1', channel: 'whatsapp' } },
    ])
  })

  it('is not shown by reading alone, and says why when it is refused', async () => {
    await mark({})
    expect(requests).toEqual([])
    answer = json(401, refusal(20003, 401))
    await expect(mark({ typing: true })).rejects.toThrow('Auth Token')
  })

  it.each([
    ['https://api.twilio.com', 'https://messaging.twilio.com/x'],
    ['https://api.dublin.ie1.twilio.com', 'https://messaging.dublin.ie1.twilio.com/x'],
    ['http://127.0.0.1:4100', 'http://127.0.0.1:4100/x'],
    ['https://api.twilio.com.evil.example', 'https://api.twilio.com.evil.example/x'],
  ])('goes beside %s', (twilioApiUrl, expected) => {
    expect(messagingUrl({ config: { twilioApiUrl } as Config }, '/x')).toBe(expected)
  })
})

describe('a file that a customer sent', () => {
  const fetch = (link: string | undefined, context = at()) => {
    const media: Media = { kind: 'image', ...(link !== undefined && { link }) }
    return twilio.fetchMedia!(context, channel, OWN, media, new AbortController().signal)
  }
  const here = (path: string) => `http://127.0.0.1:${port}${path}`

  it('is fetched with the account’s token', async () => {
    answer = (_request, response) =>
      response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': 5 }).end('bytes')
    const file = await fetch(here('/m/ME1'))
    expect([await text(file.body), file.mimeType, file.bytes]).toEqual(['bytes', 'image/jpeg', 5])
    expect(requests[0]!.headers.authorization).toBe(basic('AC1', 'canary-token'))
  })

  it.each([404, 410])('is gone when Twilio answers %i', async status => {
    answer = json(status, {})
    await expect(fetch(here('/m/ME1'))).rejects.toMatchObject({ code: 'MEDIA_GONE' })
    await expect(fetch(undefined)).rejects.toMatchObject({ code: 'MEDIA_GONE' })
  })

  it('may be tried again when Twilio has a problem', async () => {
    answer = json(503, {})
    await expect(fetch(here('/m/ME1'))).rejects.toThrow('503')
  })

  it('is not fetched from inside, and the token goes nowhere else', async () => {
    const hits: Array<string | undefined> = []
    const elsewhere = createHttp((request, response) => {
      hits.push(request.headers.authorization)
      response.end('inside')
    })
    await once(elsewhere.listen(0, '127.0.0.1'), 'listening')
    const inside = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`
    for (const location of [inside, inside.replace('127.0.0.1', 'localhost'), 'file:///etc/passwd']) {
      answer = (_request, response) => response.writeHead(307, { location }).end()
      await expect(fetch(here('/m/ME1')), location).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' })
    }
    await expect(fetch(inside)).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' })
    expect(hits).toEqual([])
    elsewhere.close()
  })

  it('does not lead on for ever', async () => {
    answer = (_request, response) => response.writeHead(302, { location: '/again' }).end()
    await expect(fetch(here('/m/ME1'))).rejects.toMatchObject({ code: 'OUTSIDE_REDIRECTS' })
    expect(requests).toHaveLength(4)
  })
})
