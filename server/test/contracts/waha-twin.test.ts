import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTwin, type Twin } from '../../../simulator/twin.ts'
import { drainIntake, drainMedia, drainSends } from '../../features/messaging/index.ts'
import { buildApp, type TestApp } from '../buildApp.ts'
import { type TestTenant, twoTenants } from '../twoTenants.ts'
import { until } from '../until.ts'

/** Over real sockets, against the twin, which shares no code with the program. */

async function freePort(): Promise<number> {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

interface Shown {
  id: string
  status: string
  externalId: string
  phoneNumber: string | null
}

describe.each(['GOWS', 'NOWEB', 'WEBJS'] as const)('a phone linked through %s', engine => {
  let twin: Twin
  let app: TestApp
  let a: TestTenant
  let channel: Shown
  let session: string
  const customer = '212677001122'

  beforeAll(async () => {
    const port = await freePort()
    const publicUrl = `http://127.0.0.1:${port}`
    twin = await startTwin({
      port: 0,
      wahaEngine: engine,
      wahaApiKey: 'the-key-of-the-twin',
      statuses: { sentMs: 0, deliveredMs: 5, readMs: 10 },
    })
    const wahaServers = [{ url: twin.url, apiKey: 'the-key-of-the-twin' }]
    app = await buildApp({ parts: { config: { publicUrl, wahaServers } } })
    ;({ a } = await twoTenants(app))
    await app.app.listen({ host: '127.0.0.1', port })
  })
  afterAll(async () => {
    await app.close()
    await twin.close()
  })

  const show = async () => (await app.call<Shown>(a, 'GET', `/api/v1/channels/${channel.id}`)).data
  const qr = async () => (await app.call<{ kind: string }>(a, 'GET', `/api/v1/channels/${channel.id}/qr`)).data

  it('is linked by the code on the screen', async () => {
    const body = { provider: 'waha', name: 'Phone', credentials: {} }
    channel = (await app.call<Shown>(a, 'POST', '/api/v1/channels', body)).data
    session = channel.externalId.split('/')[1]!
    await app.call(a, 'POST', `/api/v1/channels/${channel.id}/start`)
    await until(async () => (await qr()).kind === 'qr')
    expect(await qr()).toMatchObject({ kind: 'qr', pngBase64: expect.stringMatching(/^iVBOR/) })
    twin.scan(session, '212600000000')
    expect(await qr()).toEqual({ kind: 'linked' })
    await until(async () => {
      await drainIntake(app.context)
      return (await show()).status === 'connected'
    })
    expect(await show()).toMatchObject({ phoneNumber: '+212600000000' })
  })

  it('brings a picture with its bytes, and takes the answer once, till it is read', async () => {
    const media = { mimeType: 'image/png', caption: 'Look' }
    const { id, outcomes } = twin.injectWaha({ session, from: customer, name: 'Amina', media, copies: 3 })!
    await Promise.all(outcomes)
    await drainIntake(app.context)
    await drainMedia(app.context)
    const heard = await app.database.query<{ conversation: string; content: object; state: string }>(
      `select m.conversation_id as conversation, m.content, f.state
       from message m left join media f on f.id = (m.content->'media'->>'fileId')::uuid where m.provider_message_id = $1`,
      [id],
    )
    expect(heard).toMatchObject([{ content: { media: { kind: 'image', caption: 'Look' } }, state: 'ready' }])

    const conversation = `conv_${heard[0]!.conversation.replaceAll('-', '')}`
    const body = { type: 'text', text: { body: 'Merci' } }
    const said = await app.call(a, 'POST', `/api/v1/conversations/${conversation}/messages`, body)
    expect(said.status, said.text).toBeLessThan(300)
    await drainSends(app.context)
    await until(async () => {
      await drainIntake(app.context)
      const [row] = await app.database.query(`select status from message where content->'text'->>'body' = 'Merci'`)
      return row?.status === 'read'
    })
    expect(twin.journal({ kind: 'send' })).toMatchObject([{ provider: 'waha', to: `${customer}@c.us` }])
    const [told] = await app.database.query(`select count(*)::int as n from message where conversation_id = $1`, [
      heard[0]!.conversation,
    ])
    expect(told).toEqual({ n: 2 })
  })
})
