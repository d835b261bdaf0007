import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readId } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { register, type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { openChannel } from './channel.ts'

let program: TestApp
let a: TestTenant
let b: TestTenant
let graph: Server
/** What the provider answers next, by path. */
let answers: Record<string, { status: number; body: unknown }> = {}
const asked: Array<{ url: string; authorization: string | undefined }> = []

beforeAll(async () => {
  graph = createServer((request, response) => {
    asked.push({ url: request.url!, authorization: request.headers.authorization })
    const { status, body } = answers[new URL(request.url!, 'http://x').pathname] ?? { status: 404, body: {} }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => graph.once('listening', resolve))
  const metaGraphUrl = `http://127.0.0.1:${(graph.address() as AddressInfo).port}`
  program = await buildApp({ parts: { config: { metaGraphUrl, publicUrl: 'https://tawsil.example' } }, jobs: true })
  ;({ a, b } = await twoTenants(program))
})
afterAll(async () => {
  await program.close()
  graph.close()
})

/** The answer of a provider that knows a number and its account. */
const confirmed = ({ phoneNumberId: id, wabaId }: { phoneNumberId: string; wabaId: string }) => ({
  [`/v24.0/${id}`]: {
    status: 200,
    body: { id, display_phone_number: '+1 555-093-4873', verified_name: 'Test Number' },
  },
  [`/v24.0/${wabaId}/phone_numbers`]: { status: 200, body: { data: [{ id }] } },
})

let numbers = 0
const credentials = (changes: object = {}) => ({
  phoneNumberId: `1065403522429${String(numbers++).padStart(2, '0')}`,
  wabaId: '102290129340398',
  accessToken: 'EAAG-canary-access-token',
  appSecret: 'canary-app-secret',
  ...changes,
})
const connect = (tenant: TestTenant, given: object = credentials(), name = 'Main number') =>
  program.call(tenant, 'POST', '/api/v1/channels', { provider: 'cloud_api', name, credentials: given })

describe('connecting a number', () => {
  it('answers what to enter at the provider and never the credentials', async () => {
    const { status, data, text } = await connect(a)
    expect(status).toBe(201)
    expect(data).toMatchObject({ provider: 'cloud_api', name: 'Main number', status: 'connecting', phoneNumber: null })
    expect(data.webhookUrl).toBe(`https://tawsil.example/webhooks/meta/${data.id}`)
    expect(String(data.verifyToken).length).toBeGreaterThanOrEqual(24)
    expect(text).not.toContain('canary')
    const shown = await program.call(a, 'GET', `/api/v1/channels/${data.id}`)
    expect(shown.data).toMatchObject({ id: data.id, verifyToken: data.verifyToken })
    expect(shown.text).not.toContain('canary')
  })

  it('keeps the verify token that was given', async () => {
    expect((await connect(a, credentials({ verifyToken: 'chosen-by-me' }))).data.verifyToken).toBe('chosen-by-me')
  })

  it('stores credentials sealed: a dump shows none, and moved to another row they do not open', async () => {
    const { data } = await connect(a)
    const [id, tenantId] = [readId('channel', String(data.id))!, readId('tenant', a.tenantId)!]
    const [row] = await program.database.query<{ credentials: Buffer }>(
      'select credentials from channel where id = $1',
      [id],
    )
    expect(row!.credentials.toString('latin1')).not.toContain('canary')
    const opened = await program.context.db.tenant(tenantId, tx => openChannel(program.context, tx, id))
    expect(opened.credentials).toMatchObject({
      accessToken: 'EAAG-canary-access-token',
      appSecret: 'canary-app-secret',
    })

    const other = readId('channel', String((await connect(a)).data.id))!
    await program.database.query('update channel set credentials = $1 where id = $2', [row!.credentials, other])
    await expect(program.context.db.tenant(tenantId, tx => openChannel(program.context, tx, other))).rejects.toThrow()
  })

  it('refuses one’s own number again, and answers for another’s as for one that nobody has', async () => {
    const taken = credentials()
    expect((await connect(a, taken)).status).toBe(201)
    expect((await connect(a, taken)).body.error).toMatchObject({ code: 'CHANNEL_NUMBER_TAKEN' })
    const [others, free] = [await connect(b, taken), await connect(b, credentials())]
    expect(others.status).toBe(201)
    const own = [
      'id',
      'externalId',
      'externalAccountId',
      'webhookUrl',
      'verifyToken',
      'createdAt',
      'updatedAt',
      '_links',
    ]
    const shape = ({ data }: typeof free) => Object.entries(data).filter(([name]) => !own.includes(name))
    expect(shape(others)).toEqual(shape(free))
    expect(Object.keys(others.data)).toEqual(Object.keys(free.data))
  })

  it('lets one number be claimed once by a business, and have one owner, however many ask at the same time', async () => {
    const wanted = credentials()
    const tries = await Promise.all([a, b, a, b, a, b].map(tenant => connect(tenant, wanted)))
    expect(tries.map(answer => answer.status).sort()).toEqual([201, 201, 409, 409, 409, 409])
    const routes = await program.database.query(
      `select 1 from channel_route where kind = 'number' and external_id = $1`,
      [wanted.phoneNumberId],
    )
    expect(routes).toHaveLength(1)
  })

  it.each([
    ['no phone number id', { phoneNumberId: undefined }, 'body.credentials.phoneNumberId'],
    ['an empty token', { accessToken: ' ' }, 'body.credentials.accessToken'],
    ['a spaced id', { wabaId: '12 34' }, 'body.credentials.wabaId'],
    ['a token over two lines', { accessToken: 'EAAG\nrest' }, 'body.credentials.accessToken'],
    ['a token with a zero byte', { accessToken: 'EAAG\0rest' }, 'body.credentials.accessToken'],
    ['a secret in another script', { appSecret: 'сеcret' }, 'body.credentials.appSecret'],
  ])('names the field in %s', async (_what, change, path) => {
    const { status, body } = await connect(a, credentials(change))
    expect([status, body.error!.code]).toEqual([400, 'VALIDATION'])
    expect(JSON.stringify(body.error!.details)).toContain(path)
  })

  it('refuses unknown credentials, so that a misspelt one is not silently ignored', async () => {
    expect((await connect(a, credentials({ appsecret: 'x' }))).status).toBe(400)
  })

  it('of a linked phone needs a WAHA server, where the operator has none', async () => {
    const { status, body } = await program.call(a, 'POST', '/api/v1/channels', { provider: 'waha', name: 'x' })
    expect([status, body.error!.code]).toEqual([422, 'WAHA_SERVER_REQUIRED'])
  })

  it('of the simulator is connected at once', async () => {
    const { status, data } = await program.call(a, 'POST', '/api/v1/channels', {
      provider: 'simulator',
      name: 'Second phone',
    })
    expect([status, data.status, data.webhookUrl]).toEqual([201, 'connected', null])
  })

  it('leaves an event that holds no secret', async () => {
    const { data } = await connect(a)
    const events = await program.database.query(
      `select * from event where aggregate_kind = 'channel' and aggregate_id = $1`,
      [readId('channel', String(data.id))],
    )
    // The check that follows may have emitted more events by now.
    expect(events.filter(event => event.type === 'channel.connected')).toMatchObject([{ actor_kind: 'user' }])
    expect(JSON.stringify(events)).not.toContain('canary')
  })
})

describe('changing a channel', () => {
  it('renames it and replaces single credentials', async () => {
    const { data } = await connect(a)
    const url = `/api/v1/channels/${data.id}`
    const changed = await program.call(a, 'PATCH', url, {
      name: 'Kitchen',
      credentials: { accessToken: 'new-canary-token' },
    })
    expect(changed.data).toMatchObject({ name: 'Kitchen', verifyToken: data.verifyToken })
    const [id, tenantId] = [readId('channel', String(data.id))!, readId('tenant', a.tenantId)!]
    const opened = await program.context.db.tenant(tenantId, tx => openChannel(program.context, tx, id))
    expect(opened.credentials).toMatchObject({ accessToken: 'new-canary-token', appSecret: 'canary-app-secret' })
  })

  it('asks the provider again when its credentials were replaced, without being told to', async () => {
    const number = credentials()
    const { data } = await connect(a, number)
    const refused = { error: { message: 'raw', type: 'OAuthException', code: 190 } }
    const path = `/v24.0/${number.phoneNumberId}`
    answers = { [path]: { status: 401, body: refused } }
    await program.call(a, 'POST', `/api/v1/channels/${data.id}/test`)
    answers = confirmed(number)
    await program.call(a, 'PATCH', `/api/v1/channels/${data.id}`, { credentials: { accessToken: 'mended-token' } })
    await program.context.queue.idle()
    expect((await program.call(a, 'GET', `/api/v1/channels/${data.id}`)).data).toMatchObject({ status: 'connected' })
    expect(asked.at(-1)).toMatchObject({ authorization: 'Bearer mended-token' })
  })

  it('does not move it to another number', async () => {
    const { data } = await connect(a)
    const moved = await program.call(a, 'PATCH', `/api/v1/channels/${data.id}`, {
      credentials: { phoneNumberId: '999' },
    })
    expect([moved.status, moved.body.error!.code]).toEqual([422, 'CHANNEL_NUMBER_FIXED'])
  })

  it('removes it: unknown from then on, its secrets gone, its number free for anyone', async () => {
    const number = credentials()
    const { data } = await connect(a, number)
    const url = `/api/v1/channels/${data.id}`
    expect((await program.call(a, 'DELETE', url)).status).toBe(204)
    expect((await program.call(a, 'GET', url)).status).toBe(404)
    expect((await program.call(a, 'DELETE', url)).status).toBe(404)
    const id = readId('channel', String(data.id))
    expect(await program.database.query('select credentials from channel where id = $1', [id])).toEqual([
      { credentials: null },
    ])
    expect((await connect(b, number)).status).toBe(201)
  })
})

describe('another tenant’s channel', () => {
  it('answers every request like one that does not exist', async () => {
    const { data } = await connect(a)
    const unknown = 'chn_0198000000007000800000000000dead'
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PATCH', '', { name: 'mine now' }],
      ['DELETE', '', undefined],
      ['POST', '/test', undefined],
    ] as const) {
      const foreign = await program.call(b, method, `/api/v1/channels/${data.id}${path}`, body)
      const absent = await program.call(b, method, `/api/v1/channels/${unknown}${path}`, body)
      expect(foreign.status).toBe(404)
      expect({ ...foreign.body.error, timestamp: 0 }).toEqual({ ...absent.body.error, timestamp: 0 })
    }
    expect((await program.call(a, 'GET', `/api/v1/channels/${data.id}`)).data.name).toBe('Main number')
  })
})

describe('the list of channels', () => {
  it('shows the tenant’s own, oldest first, page by page, without verify tokens', async () => {
    const tenant = await register(program)
    for (const no of [1, 2, 3]) {
      await program.call(tenant, 'POST', '/api/v1/channels', { provider: 'simulator', name: `Phone ${no}` })
    }
    await connect(tenant, credentials(), 'Number')
    const names: string[] = []
    let cursor: string | null = null
    do {
      const url: string = `/api/v1/channels?limit=2${cursor ? `&cursor=${cursor}` : ''}`
      const page = await program.call<Array<{ name: string }>>(tenant, 'GET', url)
      names.push(...page.data.map(channel => channel.name))
      expect(page.text).not.toContain('verifyToken')
      cursor = (page.body.meta!.pagination as unknown as { nextCursor: string | null }).nextCursor
    } while (cursor)
    expect(names).toEqual(['Phone 1', 'Phone 2', 'Phone 3', 'Number'])
    expect((await program.call(tenant, 'GET', '/api/v1/channels?cursor=garbage')).status).toBe(400)
  })
})

describe('testing a channel', () => {
  const test = (id: unknown) => program.call(a, 'POST', `/api/v1/channels/${id}/test`)

  it('asks the provider with the channel’s token and learns its number', async () => {
    const number = credentials()
    const { data } = await connect(a, number)
    answers = confirmed(number)
    const tested = await test(data.id)
    expect(tested.data).toMatchObject({ status: 'connected', statusReason: null, phoneNumber: '+15550934873' })
    expect(asked.at(-1)).toMatchObject({ authorization: 'Bearer EAAG-canary-access-token' })
  })

  it.each([
    [190, 401, 'access token', 'access_refused'],
    [100, 400, 'phone number id', 'number_unknown'],
    [10, 403, 'permission', 'permission_missing'],
  ])('explains code %i to people, and names its meaning', async (code, status, words, meaning) => {
    const number = credentials()
    const { data } = await connect(a, number)
    const error = { message: `(#${code}) raw words of the provider`, type: 'OAuthException', code }
    answers = { [`/v24.0/${number.phoneNumberId}`]: { status, body: { error } } }
    const tested = await test(data.id)
    expect([tested.status, tested.data.status]).toEqual([200, 'error'])
    expect(tested.data.statusReason).toContain(words)
    expect(tested.data.statusMeaning).toBe(meaning)
  })

  it('says so when the provider cannot be reached', async () => {
    const { data } = await connect(a)
    const unreachable = program.context.config.metaGraphUrl
    program.context.config.metaGraphUrl = 'http://127.0.0.1:9'
    const tested = await test(data.id)
    program.context.config.metaGraphUrl = unreachable
    expect(tested.data).toMatchObject({
      status: 'error',
      statusReason: expect.stringContaining('could not be reached'),
      statusMeaning: 'provider_unreachable',
    })
  })

  it('of the simulator always succeeds', async () => {
    const { data } = await program.call(a, 'POST', '/api/v1/channels', { provider: 'simulator', name: 'Phone' })
    expect((await test(data.id)).data.status).toBe('connected')
  })
})
