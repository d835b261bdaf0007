import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadConfig } from '../config/index.ts'
import { createLogger } from './logger.ts'
import { scrubbed } from './scrub.ts'
import { createErrorReports } from './sentry.ts'

/** Takes envelopes as Sentry does. */
let server: Server
let dsn: string
let received: Array<{ url: string; headers: IncomingHttpHeaders; lines: string[] }> = []
let answer: { status: number; headers?: Record<string, string> } = { status: 200 }

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const lines = (await text(request)).split('\n')
    received.push({ url: request.url!, headers: request.headers, lines })
    response.writeHead(answer.status, answer.headers).end('{}')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  dsn = `http://public@127.0.0.1:${(server.address() as AddressInfo).port}/errors/42`
})
beforeEach(() => {
  received = []
  answer = { status: 200 }
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const config = () => loadConfig({ SENTRY_DSN: dsn, DATA_DIR: '/tmp/tawsil-sentry' }, []).errorReports!
const eventOf = ({ lines }: (typeof received)[number]) =>
  JSON.parse(lines[2]!) as {
    event_id: string
    tags: Record<string, string>
    logentry: { formatted: string }
    exception: { values: Array<{ type: string; value: string; stacktrace: { frames: Array<{ filename: string }> } }> }
  }

describe('an unexpected error', () => {
  it('that is logged is reported as an envelope, with the ids beside it and the place in our code', async () => {
    const reports = createErrorReports(config())
    const tenantId = '0193f0aa-0000-7000-8000-000000000001'
    reports.report(new Error('outer', { cause: new TypeError('inner') }), { tenantId, secret: 'x' }, 'request failed')
    await reports.idle()
    const [only] = received
    expect(only!.url).toBe('/errors/api/42/envelope/')
    expect(only!.headers['x-sentry-auth']).toMatch(/^Sentry sentry_version=7, sentry_client=\S+, sentry_key=public$/)
    expect(only!.headers['content-type']).toBe('application/x-sentry-envelope')
    const [header, item, payload] = only!.lines
    expect(JSON.parse(header!)).toMatchObject({ event_id: eventOf(only!).event_id })
    expect(JSON.parse(item!)).toMatchObject({ type: 'event', length: Buffer.byteLength(payload!) })
    const { exception, tags, logentry } = eventOf(only!)
    expect(tags).toEqual({ tenantId, unsaid: '0' })
    expect(logentry.formatted).toBe('request failed')
    expect(exception.values.map(({ type }) => type)).toEqual(['TypeError', 'Error'])
    expect(exception.values[1]!.stacktrace.frames.at(-1)!.filename).toBe('server/platform/telemetry/sentry.test.ts')
  })

  it('is reported from every logger of the program, and nothing else is', async () => {
    const lines: string[] = []
    const log = createLogger({ logLevel: 'info', errorReports: config() }, { write: line => void lines.push(line) })
    log.warn({ err: new Error('expected') }, 'later')
    log.error('without a cause')
    log.info('all is well')
    log.child({ requestId: 'request-one' }).error({ err: new Error('odd') }, 'request failed')
    await vi.waitFor(() => expect(received).toHaveLength(1))
    expect(eventOf(received[0]!).tags.requestId).toBe('request-one')
    expect(lines).toHaveLength(4)
  })

  it('tells no words, no number, no address and no key of anybody', async () => {
    const reports = createErrorReports(config())
    const error = new Error(
      'refused "two pizzas please" of +212 612-345678 (amal@example.com) with EAAGm0PX4ZCpsBAKZA1234567890 at https://x.example/a?token=s3cret',
    )
    reports.report(error, { tenantId: '+212612345678', code: 'Bearer abc', channelId: 'ok' }, 'for "Amal"')
    await reports.idle()
    const told = received[0]!.lines.join('\n')
    for (const word of ['pizzas', '612', '345678', 'amal', 'Amal', 'EAAG', 'token=', 's3cret', '+212'])
      expect(told, word).not.toContain(word)
    expect(eventOf(received[0]!).tags).toEqual({ channelId: 'ok', unsaid: '0' })
  })

  it('that comes again and again is reported once a minute, with the number of times', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    try {
      const reports = createErrorReports(config())
      const error = new Error('again')
      for (let times = 0; times < 50; times++) reports.report(error, {}, 'request failed')
      await reports.idle()
      expect(received).toHaveLength(1)
      vi.advanceTimersByTime(61_000)
      reports.report(error, {}, 'request failed')
      await reports.idle()
      expect(received.map(one => eventOf(one).tags.unsaid)).toEqual(['0', '49'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('of many kinds is reported thirty times a minute at most', async () => {
    const reports = createErrorReports(config())
    for (let no = 0; no < 100; no++) {
      reports.report(new Error('one of many'), {}, `kind ${'x'.repeat(no)}`)
      await reports.idle()
    }
    expect(received).toHaveLength(30)
  })

  it.each([
    ['in seconds', () => ({ status: 429, headers: { 'retry-after': '120' } }), 121_000],
    [
      'as a date',
      () => ({ status: 429, headers: { 'retry-after': new Date(Date.now() + 90_000).toUTCString() } }),
      91_000,
    ],
    ['after a failure', () => ({ status: 503 }), 61_000],
  ])('is not reported before the collector wants it again: Retry-After %s', async (_how, refusal, waitMs) => {
    vi.useFakeTimers({ toFake: ['performance'] })
    try {
      const reports = createErrorReports(config())
      const report = async (kind: string) => {
        reports.report(new Error('one'), {}, kind)
        await reports.idle()
      }
      answer = refusal()
      await report('first')
      answer = { status: 200 }
      await report('second')
      vi.advanceTimersByTime(waitMs - 5_000)
      await report('third')
      expect(received).toHaveLength(1)
      vi.advanceTimersByTime(5_000)
      await report('fourth')
      expect(received).toHaveLength(2)
    } finally {
      vi.useRealTimers()
    }
  })

  it('is logged as ever when nobody takes reports', async () => {
    const away = { ...config(), url: 'http://127.0.0.1:9/api/1/envelope/' }
    const reports = createErrorReports(away)
    reports.report(new Error('odd'), {}, 'request failed')
    await expect(reports.idle()).resolves.toBeUndefined()
  })
})

describe('SENTRY_DSN', () => {
  it.each(['http://127.0.0.1/42', 'http://key@127.0.0.1/', 'http://key@127.0.0.1/name'])(
    'that is none stops the start: %s',
    wrong => {
      expect(() => loadConfig({ SENTRY_DSN: wrong, DATA_DIR: '/tmp/tawsil-sentry' }, [])).toThrow(
        'SENTRY_DSN must look like',
      )
    },
  )
})

it.each([
  ['connect ECONNREFUSED 127.0.0.1:5432', 'connect ECONNREFUSED [number]:5432'],
  ['no row 0193f0aa-1234-7000-8000-123456789012', 'no row 0193f0aa-1234-7000-8000-123456789012'],
  ['٠٦١٢٣٤٥٦٧٨ is taken', '[number] is taken'],
  ['a_very_long_name_of_a_function_here failed', 'a_very_long_name_of_a_function_here failed'],
])('of %s there is told: %s', (text, told) => {
  expect(scrubbed(text)).toBe(told)
})
