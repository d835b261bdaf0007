import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createMemoryCache } from '../../../platform/cache/index.ts'
import type { Context } from '../../../platform/context.ts'
import { mayRetry } from '../contract/error-class.ts'
import type { OutboundMessage, SendOutcome } from '../contract/message.ts'
import { allTransports } from '../contract/provider-lookup.ts'
import { choicesOf, render } from '../contract/render.ts'
import type { Transport } from '../contract/transport.ts'
import type { ContractSide } from './contract-side.ts'
import './registry.ts'

/**
 * What all transports have in common; each transport's own tests are beside it. Rehearsals make no calls, so only the
 * rest is tested on them.
 */

const CALLBACK = '0198c0de-0000-7000-8000-000000000001.1'
const channel = { id: 'c', tenantId: 't', externalId: '+14155238886', externalAccountId: '1' }
const TEXT: OutboundMessage = {
  to: { kind: 'wa_id', value: '212612345678' },
  type: 'text',
  content: { text: { body: 'Salam' } },
  callbackData: CALLBACK,
}

/** Rehearsals make no calls; every other transport says beside its code how its provider answers. */
const SIDES = await Promise.all(
  allTransports()
    .filter(transport => !transport.rehearsal)
    .map(async (transport): Promise<[Transport, ContractSide]> => {
      const { side } = await import(`./${transport.provider}/contract-side.ts`)
      return [transport, side]
    }),
)

let server: Server
let answer: (response: ServerResponse) => void
let asked: ContractSide['asked']
let sends: string[] = []
let url = ''

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await text(request)
    const told = asked?.(request.url!)
    if (told) return json(200, told)(response)
    sends.push(`${request.url} ${decodeURIComponent(body)}`)
    answer(response)
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** Sending needs only addresses and a cache from the program. */
const contextAt = (at: string) =>
  ({
    config: {
      metaGraphUrl: at,
      twilioApiUrl: at,
      publicUrl: 'https://shop.example',
      wahaServers: [],
      privateHosts: [],
      production: false,
    },
    cache: createMemoryCache(),
    clock: { now: () => new Date() },
    log: { warn: () => undefined },
  }) as unknown as Context
const json = (status: number, body: object) => (response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

describe.each(SIDES.map(([transport, side]) => ({ name: transport.provider, transport, side })))(
  'sending by $name',
  ({ transport, side }) => {
    const send = async (how: (response: ServerResponse) => void, at = url): Promise<SendOutcome> => {
      sends = []
      answer = how
      asked = side.asked
      return transport.send(contextAt(at), channel, side.credentials(at), TEXT, AbortSignal.timeout(1_500))
    }

    it('is one call that carries the attempt, and is accepted with the provider’s id', async () => {
      expect(await send(json(side.accepted.status, side.accepted.body))).toMatchObject({
        kind: 'accepted',
        providerMessageId: expect.stringContaining('provider-1'),
      })
      expect(sends).toHaveLength(1)
      const written = sends[0]!.replaceAll('-', '').toLowerCase()
      expect(written).toContain('0198c0de000070008000000000000001')
    })

    it('is refused when the provider says so, with a class', async () => {
      const outcome = await send(json(side.refused.status, side.refused.body))
      expect(outcome).toMatchObject({ kind: 'refused', retry: 'never', class: expect.any(String) })
    })

    it.each<[what: string, how: (response: ServerResponse) => void]>([
      ['a reset connection', response => response.socket!.destroy()],
      ['an error of the server', response => response.writeHead(502).end('<html>')],
      [
        'a success without an id',
        response => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
      ],
      ['half an answer', response => response.writeHead(201, { 'content-length': '99' }).write('{"mess')],
      ['no answer in time', () => undefined],
    ])('of which %s is all that is known is unknown, and was one call', async (_what, how) => {
      expect(await send(how)).toMatchObject({ kind: 'unknown', proof: expect.any(String) })
      expect(sends).toHaveLength(1)
      server.closeAllConnections()
    })

    /** Time-outs run fifty times as fast. */
    async function hurried<T>(work: () => Promise<T>): Promise<{ result: T; given: number[] }> {
      const given: number[] = []
      const timeout = AbortSignal.timeout.bind(AbortSignal)
      const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation(ms => {
        given.push(ms)
        return timeout(ms / 50)
      })
      try {
        return { result: await work(), given }
      } finally {
        spy.mockRestore()
      }
    }

    it(`is cancelled after ${side.sendMs / 1000} seconds without an answer, whoever else waits`, async () => {
      const closed = Promise.withResolvers<void>()
      sends = []
      asked = side.asked
      answer = response => void response.on('close', closed.resolve)
      const never = new AbortController().signal
      const { result, given } = await hurried(() =>
        transport.send(contextAt(url), channel, side.credentials(url), TEXT, never),
      )
      expect(result).toMatchObject({ kind: 'unknown', proof: expect.any(String) })
      expect(given.at(-1)).toBe(side.sendMs)
      expect(sends).toHaveLength(1)
      await closed.promise
    })

    it('and asking whether the channel works is given up after 5 seconds', async () => {
      const closed = Promise.withResolvers<void>()
      asked = undefined
      answer = response => void response.on('close', closed.resolve)
      const { result, given } = await hurried(() => transport.check(contextAt(url), channel, side.credentials(url)))
      expect(result).toMatchObject({ ok: false, reason: expect.any(String) })
      expect(new Set(given)).toEqual(new Set([5_000]))
      await closed.promise
    })

    it('to nobody who listens was not written, and may be made again', async () => {
      expect(await send(() => undefined, 'http://127.0.0.1:9')).toMatchObject({
        kind: 'refused',
        retry: 'later',
        unwritten: true,
      })
    })
  },
)

describe.each(allTransports().map(transport => ({ name: transport.provider, transport })))(
  'the transport of $name',
  ({ transport }) => {
    it('reads whatever comes without an exception that takes neighbours along', () => {
      fc.assert(
        fc.property(fc.dictionary(fc.string(), fc.jsonValue()), received => {
          const raw = { body: Buffer.from(JSON.stringify(received)), headers: {}, receivedAt: new Date() }
          const parsed = transport.parse(raw, channel)
          expect(
            Array.isArray(parsed.messages) && Array.isArray(parsed.statuses) && Array.isArray(parsed.notices),
          ).toBe(true)
        }),
        { numRuns: 200 },
      )
    })

    it('shows codes that nobody documented, and does not repeat what they refuse', () => {
      const meaning = transport.meaning('no such code')
      expect(meaning).toMatchObject({ class: 'permanent', documented: false })
      expect(meaning.text.length * meaning.nextStep.length).toBeGreaterThan(0)
      expect(mayRetry(meaning)).toBe(false)
    })

    it('says what it carries and how fast, in numbers that make sense', () => {
      const { capabilities, pace } = transport
      expect(capabilities.textLength).toBeGreaterThan(0)
      for (const { maxBytes, mimeTypes } of Object.values(capabilities.media)) {
        expect(maxBytes).toBeGreaterThan(0)
        expect(mimeTypes.length).toBeGreaterThan(0)
      }
      expect(Math.min(pace.perSecond, pace.burst)).toBeGreaterThan(0)
    })

    it('gets every question in a form that it carries, with all answers in it', () => {
      const rows = Array.from({ length: 10 }, (_, no) => ({ id: `id-${no}`, title: `Dish ${no}` }))
      const interactive = { kind: 'list' as const, body: 'Which?', button: 'Menu', sections: [{ rows }] }
      const { content } = render({ type: 'interactive', content: { interactive } }, transport.capabilities)
      if (content.interactive) expect(choicesOf(content)).toHaveLength(10)
      else for (const { title } of rows) expect(content.text?.body).toContain(title)
    })
  },
)
