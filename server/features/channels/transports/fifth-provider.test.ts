import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hmacSha256 } from '../../../platform/crypto/index.ts'
import { readId } from '../../../platform/ids/index.ts'
import { buildApp, type Loose, type TestApp } from '../../../test/buildApp.ts'
import { pigeon } from '../../../test/fifth-provider/transport.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { drainIntake, drainSends } from '../../messaging/index.ts'
import { registerTransport } from '../contract/provider-lookup.ts'
import { CHANNEL_JOBS } from '../lifecycle/channel-jobs.ts'

const KEY = 'seal-of-the-loft'
let flown: unknown[] = []
const loft = createServer(async (request, response) => {
  flown.push(await json(request))
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"coo-1"}')
})
let program: TestApp
let a: TestTenant
let b: TestTenant
let channel: Loose

beforeAll(async () => {
  // The one line that `transports/registry.ts` would get.
  registerTransport(pigeon)
  loft.listen(0, '127.0.0.1')
  await new Promise(resolve => loft.once('listening', resolve))
  program = await buildApp()
  ;({ a, b } = await twoTenants(program))
  const credentials = { loft: 'Fes', url: `http://127.0.0.1:${(loft.address() as AddressInfo).port}`, key: KEY }
  const answer = await program.call(a, 'POST', '/api/v1/channels', { provider: 'pigeon', name: 'Loft', credentials })
  expect(answer.status, answer.text).toBe(201)
  channel = answer.data
})
afterAll(async () => {
  await program.close()
  loft.close()
})

const post = (note: object, seal?: string) => {
  const payload = Buffer.from(JSON.stringify(note))
  const headers = {
    'content-type': 'application/json',
    'x-seal': seal ?? hmacSha256(KEY, payload).toString('hex'),
  }
  return program.app.inject({ method: 'POST', url: `/webhooks/pigeon/${channel.id}`, payload, headers })
}

it('a provider that is registered is connected through the API, with its abilities and its own callback URL', async () => {
  expect(channel).toMatchObject({
    provider: 'pigeon',
    externalId: 'Fes',
    abilities: { linked: false, testable: true, webhook: true, rehearsal: false },
    limits: { textLength: 160 },
    webhookUrl: `${program.context.config.publicUrl}/webhooks/pigeon/${channel.id}`,
  })
  expect(program.context.queue.added.at(-1)).toMatchObject({ name: CHANNEL_JOBS.check })
  expect((await program.call(a, 'POST', `/api/v1/channels/${channel.id}/test`)).data.status).toBe('connected')
})

it('what it asks for is checked like any other’s, and its number is one channel’s alone', async () => {
  const connect = (who: TestTenant, credentials: object) =>
    program.call(who, 'POST', '/api/v1/channels', { provider: 'pigeon', name: 'Loft', credentials })
  const refused = await connect(a, { loft: '', url: 'http://127.0.0.1', key: KEY })
  expect(refused.body.error).toMatchObject({ code: 'VALIDATION', details: [{ path: 'body.credentials.loft' }] })
  const taken = await connect(a, { loft: 'Fes', url: 'http://127.0.0.1', key: KEY })
  expect(taken.body.error).toMatchObject({ code: 'CHANNEL_NUMBER_TAKEN' })
  const { data: theirs } = await connect(b, { loft: 'Fes', url: 'http://127.0.0.1', key: KEY })
  expect((await program.call(b, 'POST', `/api/v1/channels/${theirs.id}/test`)).data).toMatchObject({
    status: 'error',
    statusReason: expect.stringContaining('confirmed before'),
  })
  expect((await program.call(a, 'POST', `/api/v1/channels/${channel.id}/test`)).data.status).toBe('connected')
})

it('a provider that nobody registered is refused, naming those there are', async () => {
  const body = { provider: 'drum', name: 'Drum', credentials: {} }
  const { status, text } = await program.call(a, 'POST', '/api/v1/channels', body)
  expect(status).toBe(400)
  expect(text).toContain('pigeon')
})

it('a webhook on its own route becomes a conversation, and the answer goes out by it', async () => {
  expect((await post({ id: 'n-0', from: 'amina', text: 'No' }, 'ab')).statusCode).toBe(401)
  expect((await post({ id: 'n-1', from: 'amina', text: 'Salam' })).statusCode).toBe(204)
  await drainIntake(program.context)
  const rows = () =>
    program.database.query<{ conversation_id: string; direction: string; status: string; content: unknown }>(
      'select conversation_id, direction, status, content from message where channel_id = $1 order by id',
      [readId('channel', String(channel.id))],
    )
  const [first] = await rows()
  expect(first).toMatchObject({ direction: 'inbound', content: { text: { body: 'Salam' } } })
  flown = []
  const path = `/api/v1/conversations/${first!.conversation_id}/messages`
  const sent = await program.call(a, 'POST', path, { type: 'text', text: { body: 'Welcome' } })
  expect(sent.status, sent.text).toBe(202)
  await drainSends(program.context)
  expect(flown).toMatchObject([{ to: 'amina', text: 'Welcome', ref: expect.any(String) }])
  expect((await rows()).at(-1)).toMatchObject({ direction: 'outbound', status: 'sent' })
})

it('the API’s description names it with what it asks for', async () => {
  const { text } = await program.call(null, 'GET', '/openapi.json')
  expect(text).toContain('pigeon: {loft, url, key}')
})

/** Files of the server outside the folders of transports; tests and the demonstration data may name any provider. */
function* sourceFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && !/(\/transports|\/server\/test|\/server\/demo)$/.test(path)) yield* sourceFiles(path)
    else if (/\.ts$/.test(entry.name) && !/\.test\.ts$/.test(entry.name)) yield path
  }
}

it('nothing outside the folders of transports asks for a provider by name', () => {
  const server = join(import.meta.dirname, '..', '..', '..')
  const named = [...sourceFiles(server)].filter(path =>
    /'(cloud_api|twilio|waha|simulator)'|\/transports\/(cloud_api|twilio|waha|simulator)\//.test(
      readFileSync(path, 'utf8'),
    ),
  )
  expect(named.map(path => path.slice(server.length))).toEqual(['/features/channels/index.ts'])
})
