import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTwin, type Twin } from '../../../simulator/twin.ts'
import { drainIntake, drainSends } from '../../features/messaging/index.ts'
import { buildApp, type TestApp } from '../buildApp.ts'
import { type TestTenant, twoTenants } from '../twoTenants.ts'
import { until } from '../until.ts'
import { connectNumber } from './meta.ts'

/** Calls as the twin makes them, over real sockets. */

const NUMBER = '106540352242922'

interface Shown {
  id: string
  unreadCount: number
  windowExpiresAt: string | null
  lastMessage: { type: string; preview: string }
}

let twin: Twin
let app: TestApp
let a: TestTenant
let b: TestTenant
let session: string

async function freePort(): Promise<number> {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function linkPhone(): Promise<string> {
  const body = { provider: 'waha', name: 'Phone', credentials: {} }
  const { data } = await app.call<{ id: string; externalId: string }>(a, 'POST', '/api/v1/channels', body)
  await app.call(a, 'POST', `/api/v1/channels/${data.id}/start`)
  const name = data.externalId.split('/')[1]!
  await until(() => twin.sessionStatus(name) === 'SCAN_QR_CODE')
  twin.scan(name, '212600000000')
  await until(async () => {
    await drainIntake(app.context)
    return (await app.call<{ status: string }>(a, 'GET', `/api/v1/channels/${data.id}`)).data.status === 'connected'
  })
  return name
}

beforeAll(async () => {
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  twin = await startTwin({ port: 0, webhookUrl: `${publicUrl}/webhooks/meta`, wahaApiKey: 'the-key-of-the-twin' })
  const wahaServers = [{ url: twin.url, apiKey: 'the-key-of-the-twin' }]
  app = await buildApp({ parts: { config: { publicUrl, wahaServers, metaGraphUrl: twin.url } } })
  twin.adjust({ appSecret: app.context.config.metaAppSecret! })
  ;({ a, b } = await twoTenants(app))
  await app.app.listen({ host: '127.0.0.1', port })
  await connectNumber(app, a, { number: NUMBER, account: '102290129340398' })
  session = await linkPhone()
})
afterAll(async () => {
  await app.close()
  await twin.close()
})

type Outcome = 'missed' | 'answered' | 'rejected' | 'ringing'

/** A customer calls, and everything that is told of it has been read. */
async function ring(provider: string, from: string, outcome: Outcome, id?: string): Promise<string> {
  const made =
    provider === 'Meta'
      ? twin.injectCall({
          phoneNumberId: NUMBER,
          from,
          outcome: outcome as 'missed',
          ...(id && { id }),
          seconds: 42,
        })
      : twin.injectWahaCall({ session, from, outcome, ...(id && { id }) })!
  await Promise.all(made.outcomes)
  await drainIntake(app.context)
  return made.id
}
const conversationOf = async (from: string): Promise<Shown> => {
  const { data } = await app.call<Shown[]>(a, 'GET', `/api/v1/conversations?q=${from}`)
  expect(data).toHaveLength(1)
  return data[0]!
}
const thread = async ({ id }: Shown) => {
  const path = `/api/v1/conversations/${id}/messages`
  expect((await app.call(b, 'GET', path)).status).toBe(404)
  return (await app.call<object[]>(a, 'GET', path)).data
}

describe.each([
  ['Meta', '2126000010'],
  ['WAHA', '2126000020'],
])('a call by %s', (provider, prefix) => {
  it('that nobody takes stands in the conversation and opens the window', async () => {
    const from = `${prefix}01`
    const id = await ring(provider, from, 'missed')
    const shown = await conversationOf(from)
    expect(shown).toMatchObject({ unreadCount: 1, lastMessage: { type: 'call', preview: 'Missed call' } })
    expect(await thread(shown)).toMatchObject([
      { type: 'call', direction: 'inbound', providerMessageId: id, call: { status: 'missed', direction: 'inbound' } },
    ])
    const open = new Date(shown.windowExpiresAt!).getTime() - Date.now()
    expect(open / 3_600_000).toBeCloseTo(24, 1)
    const body = { type: 'text', text: { body: `We call you back, ${from}` } }
    expect((await app.call(a, 'POST', `/api/v1/conversations/${shown.id}/messages`, body)).status).toBe(202)
    await drainSends(app.context)
    expect(twin.phone(from).filter(one => one.direction === 'received')).toHaveLength(1)
  })

  it('that rings and is taken then is one answered call for which nobody waits', async () => {
    const from = `${prefix}02`
    const id = await ring(provider, from, 'ringing')
    expect(await conversationOf(from)).toMatchObject({ unreadCount: 1 })
    await ring(provider, from, 'answered', id)
    const shown = await conversationOf(from)
    expect(shown).toMatchObject({ unreadCount: 0, lastMessage: { preview: 'Answered call' } })
    // WAHA does not tell the length.
    const length = provider === 'Meta' ? { seconds: 42 } : {}
    expect(await thread(shown)).toMatchObject([{ providerMessageId: id, call: { status: 'answered', ...length } }])
  })
})

it('a call by WAHA that was declined says so', async () => {
  await ring('WAHA', '212600002003', 'rejected')
  expect(await thread(await conversationOf('212600002003'))).toMatchObject([{ call: { status: 'rejected' } }])
})
