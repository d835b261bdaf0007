import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiAt, registerBusiness } from '../bench/lib/http.ts'
import { signature, textDelivery } from '../bench/lib/meta.ts'
import { until } from '../server/test/until.ts'
import { startTwin } from '../simulator/twin.ts'
import { type Running, runServers } from './support/servers.ts'

const SECRET = 'journey-app-secret'
const NUMBER = { phoneNumberId: '106540352242922', wabaId: '102290129340398' }

describe('a Meta number connected to a restaurant', () => {
  let twin: Awaited<ReturnType<typeof startTwin>>
  let servers: Running
  let token: string

  beforeAll(async () => {
    twin = await startTwin({ port: 0, appSecret: SECRET })
    servers = await runServers('one', { env: { META_APP_SECRET: SECRET, META_GRAPH_URL: twin.url } })
    const api = apiAt(servers.url)
    token = (await registerBusiness(api, 'Meta journey', 'restaurant')).token
    const credentials = { ...NUMBER, accessToken: 'twin-token', appSecret: SECRET }
    await api.post('/api/v1/channels', { provider: 'cloud_api', name: 'Main number', credentials }, token)
    await api.close()
  })
  afterAll(async () => {
    await servers?.close()
    await twin?.close()
  })

  const deliver = (body: Buffer, header: string) =>
    fetch(`${servers.url}/webhooks/meta`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': header },
      body: new Uint8Array(body),
    })

  it('shows a signed delivery in the inbox and sends the bot’s answer to the provider', async () => {
    const body = textDelivery({ ...NUMBER, from: '966555000111', id: 'wamid.journey-1', text: 'hello' })
    expect((await deliver(body, signature(SECRET, body))).status).toBe(200)
    const sent = await until(() => twin.journal().find(entry => entry.kind === 'send'), { timeout: 10_000 })
    expect(JSON.stringify(sent)).toContain('966555000111')
    const api = apiAt(servers.url)
    const conversations = await api.get<Array<{ lastMessage: { direction: string } }>>('/api/v1/conversations', token)
    expect(conversations).toHaveLength(1)
    await api.close()
  })

  it('refuses a delivery with one byte changed', async () => {
    const body = textDelivery({ ...NUMBER, from: '966555000111', id: 'wamid.journey-2', text: 'hello' })
    const header = signature(SECRET, body)
    body[body.length - 10]! ^= 1
    expect((await deliver(body, header)).status).toBe(401)
  })
})
