import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { closeContext, testContext } from '../../../test/context.ts'
import { connectNumber, receive, textDelivery } from '../../../test/contracts/meta.ts'
import { bare } from '../../../test/security/snapshot.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { until } from '../../../test/until.ts'
import { storeSimulated } from '../../channels/index.ts'
import { drainIntake } from '../../messaging/index.ts'
import { addMember, createAuthenticator } from '../index.ts'
import { makeKey } from './key-text.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
  await app.database.query(`update tenant set plan = 'premium'`)
})
afterAll(() => app.close())

interface Made {
  id: string
  key: string
  prefix: string
  [more: string]: unknown
}

async function make(owner: TestTenant, changes: object = {}): Promise<Made> {
  const body = { name: 'Till', permissions: ['contacts:read'], ...changes }
  const { status, data, text } = await app.call<Made>(owner, 'POST', '/api/v1/api-keys', body)
  expect(status, text).toBe(201)
  return data
}

const ask = (key: string, url = '/api/v1/contacts', remoteAddress = '203.0.113.7') =>
  app.app.inject({ url, remoteAddress, headers: { authorization: `Bearer ${key}` } })
const statusOf = async (key: string, ...rest: [string?, string?]) => (await ask(key, ...rest)).statusCode
const codeOf = async (key: string, ...rest: [string?, string?]) => (await ask(key, ...rest)).json().error?.code

describe('an API key', () => {
  it('opens the API of its business for what it may do, and nothing else', async () => {
    const { key } = await make(a)
    expect(await statusOf(key)).toBe(200)
    expect([await codeOf(key, '/api/v1/orders'), await codeOf(key, '/api/v1/auth/me')]).toEqual([
      'FORBIDDEN',
      'SESSION_REQUIRED',
    ])
    const theirs = await make(b)
    const contacts = await app.database.query('select tenant_id from contact where tenant_id = $1', [bare(b.tenantId)])
    expect((await ask(theirs.key)).json().data).toHaveLength(contacts.length)
  })

  it('tells its program what it may do, and a person that there is none', async () => {
    const { key, id } = await make(a, { permissions: ['contacts:read', 'orders:read'] })
    const answer = await ask(key, '/api/v1/api-keys/current')
    expect(answer.json().data).toMatchObject({ id, permissions: ['contacts:read', 'orders:read'], mode: 'live' })
    expect(answer.body).not.toContain(key)
    expect((await app.call(a, 'GET', '/api/v1/api-keys/current')).status).toBe(404)
  })

  it('is shown once: neither the database nor an answer has it later', async () => {
    const made = await make(a)
    const { text } = await app.call(a, 'GET', '/api/v1/api-keys')
    expect(text).toContain(made.prefix)
    expect(text).not.toContain(made.key)
    const [{ everything }] = (await app.database.query(`
      select (select jsonb_agg(k)::text from api_key k) || (select jsonb_agg(e)::text from event e) as everything`)) as [
      { everything: string },
    ]
    expect(everything).toContain(made.prefix)
    expect(everything).not.toContain(made.key.slice(9))
  })

  it('gets no more rights than its maker has, and only people make keys', async () => {
    const email = 'viewer-of-keys@example.test'
    await addMember(app.context, bare(a.tenantId), {
      name: 'V',
      email,
      password: 'a good long password',
      role: 'viewer',
    })
    const { data: viewer } = await app.call(null, 'POST', '/api/v1/auth/login', {
      email,
      password: 'a good long password',
    })
    const body = { name: 'Till', permissions: ['contacts:read'] }
    const asViewer = await app.call({ token: `${viewer.accessToken}` }, 'POST', '/api/v1/api-keys', body)
    expect(asViewer.body.error?.code).toBe('FORBIDDEN')
    const all = await make(a, { permissions: ['api_keys:read', 'api_keys:write', 'contacts:read'] })
    const byKey = await app.call({ token: all.key }, 'POST', '/api/v1/api-keys', body)
    expect(byKey.body.error?.code).toBe('SESSION_REQUIRED')
    const unknown = await app.call(a, 'POST', '/api/v1/api-keys', { ...body, permissions: ['everything:write'] })
    expect(unknown.status).toBe(400)
  })

  it('is refused when it is made up, whatever its form', async () => {
    for (const key of [makeKey('live'), makeKey('test'), 'tws_live_', `tws_live_${'0'.repeat(49)}`])
      expect(await codeOf(key), key).toBe('UNAUTHENTICATED')
  })

  it('works from its addresses alone', async () => {
    const { key, allowedAddresses } = await make(a, { allowedAddresses: ['198.51.100.0/24', '2001:db8::/32'] })
    expect(allowedAddresses).toEqual(['198.51.100.0/24', '2001:db8::/32'])
    expect(await statusOf(key, '/api/v1/contacts', '198.51.100.9')).toBe(200)
    expect(await statusOf(key, '/api/v1/contacts', '::ffff:198.51.100.9')).toBe(200)
    expect(await statusOf(key, '/api/v1/contacts', '2001:db8::1')).toBe(200)
    expect(await codeOf(key, '/api/v1/contacts', '198.51.101.9')).toBe('API_KEY_ADDRESS')
    const refused = await app.call(a, 'POST', '/api/v1/api-keys', {
      name: 'Till',
      permissions: ['contacts:read'],
      allowedAddresses: ['not an address'],
    })
    expect(refused.status).toBe(400)
  })

  it('ends at its moment', async () => {
    const { key } = await make(a, { expiresAt: new Date(Date.now() + 3_600_000).toISOString() })
    expect(await statusOf(key)).toBe(200)
    await app.database.query('update api_key set expires_at = now() where prefix = $1', [key.slice(0, 15)])
    await until(async () => (await statusOf(key)) === 401, { timeout: 3000, what: 'the end of the key' })
    const past = { name: 'Till', permissions: ['contacts:read'], expiresAt: '2020-01-01T00:00:00Z' }
    expect((await app.call(a, 'POST', '/api/v1/api-keys', past)).status).toBe(400)
  })

  it('is written as used once a minute at most', async () => {
    const { key, id } = await make(a)
    const used = async () =>
      (
        await app.database.query<{ at: Date | null }>('select last_used_at as at from api_key where id = $1', [
          bare(id),
        ])
      )[0]!.at
    await statusOf(key)
    await until(async () => (await used()) !== null, { what: 'the first use' })
    const first = await used()
    const second = testContext(app.database)
    try {
      await createAuthenticator(second).authenticateToken(key)
      expect(await used()).toEqual(first)
    } finally {
      await closeContext(second)
    }
  })

  it('stands in the log with who made, rotated and revoked it', async () => {
    const made = await make(a)
    await app.call(a, 'POST', `/api/v1/api-keys/${made.id}/rotate`, {})
    await app.call(a, 'DELETE', `/api/v1/api-keys/${made.id}`)
    const events = await app.database.query(
      'select type, actor_kind, actor_id from event where aggregate_id = $1 order by position',
      [bare(made.id)],
    )
    const actor = { actor_kind: 'user', actor_id: bare(a.userId) }
    expect(events).toEqual(['api_key.created', 'api_key.rotated', 'api_key.revoked'].map(type => ({ type, ...actor })))
  })
})

describe('a key that is rotated', () => {
  it('is followed by another, and accepted until the overlap ends', async () => {
    const made = await make(a)
    const { data } = await app.call<Made>(a, 'POST', `/api/v1/api-keys/${made.id}/rotate`, { overlapMinutes: 30 })
    expect([data.id, data.key === made.key]).toEqual([made.id, false])
    expect([await statusOf(made.key), await statusOf(data.key)]).toEqual([200, 200])
    await app.database.query(`update api_key set previous_until = now() - interval '1 second' where id = $1`, [
      bare(made.id),
    ])
    await until(async () => (await statusOf(made.key)) === 401, { timeout: 3000, what: 'the end of the old key' })
    expect(await statusOf(data.key)).toBe(200)
  })

  it('without overlap is refused at once', async () => {
    const made = await make(a)
    expect(await statusOf(made.key)).toBe(200)
    const { data } = await app.call<Made>(a, 'POST', `/api/v1/api-keys/${made.id}/rotate`, { overlapMinutes: 0 })
    expect([await statusOf(made.key), await statusOf(data.key)]).toEqual([401, 200])
  })
})

describe('a key that is revoked', () => {
  it('is refused at once, by its sockets too', async () => {
    const { key, id } = await make(a)
    expect(await statusOf(key)).toBe(200)
    const url = app.app.server.listening ? '' : await app.app.listen({ port: 0, host: '127.0.0.1' })
    const socket = io(url, { auth: { token: key }, transports: ['websocket'], reconnection: false })
    const closed = new Promise<string>(resolve => socket.on('disconnect', resolve))
    await new Promise<void>((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject))
    expect((await app.call(a, 'DELETE', `/api/v1/api-keys/${id}`)).status).toBe(204)
    expect(await statusOf(key)).toBe(401)
    expect(await closed).toBe('io server disconnect')
    expect((await app.call(a, 'DELETE', `/api/v1/api-keys/${id}`)).status).toBe(404)
    expect((await app.call(a, 'POST', `/api/v1/api-keys/${id}/rotate`, {})).status).toBe(404)
  })

  it('is refused within a second by a process that no message reaches', async () => {
    const { key, id } = await make(a)
    let moment = Date.now()
    const second = testContext(app.database, { clock: { now: () => new Date(moment) } })
    try {
      const { authenticateToken } = createAuthenticator(second)
      await authenticateToken(key)
      await app.call(a, 'DELETE', `/api/v1/api-keys/${id}`)
      moment += 1_000
      await expect(authenticateToken(key)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    } finally {
      await closeContext(second)
    }
  })
})

/** A customer writes to a phone of the simulator. */
async function hear(owner: TestTenant, channelId: string, from: string): Promise<void> {
  const said = { from, name: 'Nora', type: 'text' as const, content: { text: { body: 'Hello' } } }
  const message = { id: `sim.${newId()}`, ...said, at: new Date().toISOString() }
  await storeSimulated(app.context, { tenantId: bare(owner.tenantId), id: bare(channelId) }, { messages: [message] })
  await drainIntake(app.context)
}

describe('a message that a key sends', () => {
  it('has the key as its author', async () => {
    const { data: channel } = await app.call(a, 'POST', '/api/v1/channels', { provider: 'simulator', name: 'Phone' })
    await hear(a, `${channel.id}`, '212600000123')
    const { key, id } = await make(a, { permissions: ['conversations:write', 'conversations:read'] })
    const sent = await app.call({ token: key }, 'POST', '/api/v1/messages/send', {
      channelId: channel.id,
      to: '+212600000123',
      type: 'text',
      text: { body: 'Hello' },
    })
    expect([sent.status, sent.data.author], sent.text).toEqual([202, { kind: 'api', id, name: 'Till' }])
  })
})

describe('a test key', () => {
  const permissions = [
    'channels:read',
    'channels:write',
    'conversations:read',
    'conversations:write',
    'operations:read',
    'events:read',
    'audit:read',
    'webhooks:read',
  ]

  it('reaches channels of the simulator, and says why it reaches no others', async () => {
    const number = { number: '777001', account: '777002', appSecret: 'an-app-secret' }
    const real = await connectNumber(app, a, number)
    await receive(app, textDelivery({ number: number.number, account: number.account, from: '212655000009' }))
    const { data: phone } = await app.call(a, 'POST', '/api/v1/channels', { provider: 'simulator', name: 'Rehearsal' })
    await hear(a, `${phone.id}`, '212655000009')
    const test = { token: (await make(a, { mode: 'test', permissions })).key }
    const send = (channelId: unknown) => {
      const body = { channelId, to: '+212655000009', type: 'text', text: { body: 'Hello' } }
      return app.call(test, 'POST', '/api/v1/messages/send', body)
    }
    expect((await send(phone.id)).status).toBe(202)
    const before = await app.database.query('select count(*) from message')
    expect((await send(real)).body.error?.code).toBe('API_KEY_TEST')
    expect(await app.database.query('select count(*) from message')).toEqual(before)

    const [{ id: conversation }] = (await app.database.query('select id from conversation where channel_id = $1', [
      bare(real),
    ])) as [{ id: string }]
    for (const [method, url, body] of [
      ['GET', `/api/v1/channels/${real}`],
      ['PATCH', `/api/v1/channels/${real}`, { name: 'Mine' }],
      ['POST', `/api/v1/channels/${real}/test`],
      ['GET', `/api/v1/conversations/${conversation}`],
      ['GET', `/api/v1/conversations/${conversation}/messages`],
      ['GET', '/api/v1/dead-letters'],
      ['GET', '/api/v1/events'],
      ['GET', '/api/v1/audit-events'],
      ['GET', '/api/v1/webhook-endpoints'],
    ] as const)
      expect((await app.call(test, method, url, body)).body.error?.code, `${method} ${url}`).toBe('API_KEY_TEST')
    expect((await app.call(test, 'GET', `/api/v1/channels/${phone.id}`)).status).toBe(200)

    const providers = (await app.call<Array<{ provider: string }>>(test, 'GET', '/api/v1/channels')).data
    expect(new Set(providers.map(({ provider }) => provider))).toEqual(new Set(['simulator']))
    const listed = (await app.call<Array<{ channelId: string }>>(test, 'GET', '/api/v1/conversations')).data
    expect(new Set(listed.map(({ channelId }) => channelId))).not.toContain(real)
    expect(listed.map(({ channelId }) => channelId)).toContain(phone.id)
  })

  it('hears live of the simulator, and of no other channel', async () => {
    const number = { number: '777101', account: '777102' }
    await connectNumber(app, a, { ...number, appSecret: 'an-app-secret' })
    const { data: phone } = await app.call(a, 'POST', '/api/v1/channels', { provider: 'simulator', name: 'Live' })
    const test = (await make(a, { mode: 'test', permissions })).key
    const address = app.app.server.address() ?? (await app.app.listen({ port: 0, host: '127.0.0.1' }))
    const url = typeof address === 'string' ? address : `http://127.0.0.1:${address.port}`
    const socket = io(url, { auth: { token: test }, transports: ['websocket'], reconnection: false })
    try {
      const heard: Array<{ type: string; data: { channelId?: string } }> = []
      socket.on('event', event => heard.push(event))
      await new Promise<void>((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject))
      expect(await socket.emitWithAck('subscribe', { channels: ['messages', 'conversations'] })).toMatchObject({
        ok: true,
      })
      await receive(app, textDelivery({ ...number, from: '212655000019' }))
      await hear(a, `${phone.id}`, '212655000018')
      await until(() => heard.some(({ type }) => type === 'message.received'), { what: 'the message on the simulator' })
      const channels = heard.filter(({ type }) => type.startsWith('message.')).map(({ data }) => data.channelId)
      expect(new Set(channels)).toEqual(new Set([phone.id]))
    } finally {
      socket.disconnect()
    }
  })

  it('finds nothing of another business, like everybody', async () => {
    const { data: theirs } = await app.call(b, 'POST', '/api/v1/channels', { provider: 'simulator', name: 'Theirs' })
    const test = { token: (await make(a, { mode: 'test', permissions })).key }
    expect((await app.call(test, 'GET', `/api/v1/channels/${theirs.id}`)).status).toBe(404)
  })
})
