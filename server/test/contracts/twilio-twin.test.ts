import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTwin, type Twin } from '../../../simulator/twin.ts'
import { drainIntake, drainMedia, drainSends } from '../../features/messaging/index.ts'
import { buildApp, type TestApp } from '../buildApp.ts'
import { aSender, connectTwilio } from '../twilio.ts'
import { type TestTenant, twoTenants } from '../twoTenants.ts'
import { until } from '../until.ts'

/** Over real sockets, against the twin, which shares no code with the program. */

const TOKEN = 'the-twin-signs-with-this'
let twin: Twin
let app: TestApp
let a: TestTenant

async function freePort(): Promise<number> {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

beforeAll(async () => {
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  twin = await startTwin({
    port: 0,
    twilioToken: TOKEN,
    twilioWebhookUrl: `${publicUrl}/webhooks/twilio`,
    statuses: { sentMs: 0, deliveredMs: 5, readMs: 10 },
  })
  app = await buildApp({ parts: { config: { publicUrl, twilioApiUrl: twin.url } } })
  ;({ a } = await twoTenants(app))
  await app.app.listen({ host: '127.0.0.1', port })
})
afterAll(async () => {
  await app.close()
  await twin.close()
})

const register = (number: string) =>
  fetch(`${twin.url}/twin/twilio/senders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ number }),
  })

it('a picture comes in with its bytes, the answer goes out once, and is told as read', async () => {
  const sender = await connectTwilio(app, a, aSender({ authToken: TOKEN, accountSid: `AC${'0'.repeat(31)}1` }))
  const test = async () => (await app.call(a, 'POST', `/api/v1/channels/${sender.id}/test`)).data
  expect(await test()).toMatchObject({ status: 'error', statusReason: expect.stringContaining('no WhatsApp sender') })
  // More than one page of them.
  await Promise.all(Array.from({ length: 110 }, (_, no) => register(`+2126000${String(no).padStart(5, '0')}`)))
  await register(sender.from)
  expect(await test()).toMatchObject({ status: 'connected', phoneNumber: sender.from })

  const from = '+212677001122'
  const media = [{ mimeType: 'image/png' }]
  const { id, outcomes } = twin.injectTwilio({ to: sender.from, from, name: 'Amina', text: 'Look', media, copies: 3 })
  await Promise.all(outcomes)
  await drainIntake(app.context)
  await drainMedia(app.context)
  const [heard, ...more] = await app.database.query<{
    conversation: string
    content: { media: object }
    state: string
  }>(
    `select m.conversation_id as conversation, m.content, f.state
     from message m left join media f on f.id = (m.content->'media'->>'fileId')::uuid where m.provider_message_id = $1`,
    [id],
  )
  expect(more).toEqual([])
  expect(heard).toMatchObject({ content: { media: { kind: 'image', caption: 'Look' } }, state: 'ready' })

  const conversation = `conv_${heard!.conversation.replaceAll('-', '')}`
  const body = { type: 'text', text: { body: 'Merci' } }
  const said = await app.call<{ id: string }>(a, 'POST', `/api/v1/conversations/${conversation}/messages`, body)
  expect(said.status, said.text).toBeLessThan(300)
  await drainSends(app.context)
  await until(async () => {
    await drainIntake(app.context)
    const [row] = await app.database.query(`select status from message where content->'text'->>'body' = 'Merci'`)
    return row?.status === 'read'
  })
  expect(twin.journal({ kind: 'send' })).toMatchObject([{ provider: 'twilio', to: `whatsapp:${from}` }])
})
