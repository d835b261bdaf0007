import { createServer } from 'node:net'
import { io } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Server, startServer } from './main.ts'
import type { Config } from './platform/config/index.ts'
import { testConfig } from './test/context.ts'
import { until } from './test/until.ts'
import { type TestDb, withDb } from './test/withDb.ts'
import { redisAvailable, type TestRedis, withRedis } from './test/withRedis.ts'

let database: TestDb
const running: Server[] = []
beforeAll(async () => {
  database = await withDb()
})
afterEach(async () => {
  await Promise.all(running.splice(0).map(server => server.close()))
})
afterAll(() => database.close())

/** One more process on the test's database. */
async function start(changes: Partial<Config> = {}): Promise<Server> {
  const server = await startServer(testConfig(database, { ...shared, ...changes }), () => undefined)
  running.push(server)
  return server
}
const shared = { authSecret: 'a'.repeat(48), encryptionKey: Buffer.alloc(32, 7) }

const get = (server: Server, path: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { headers })

const register = (server: Server) =>
  fetch(`${server.url}/api/v1/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      businessName: 'Dar Zitoun',
      businessType: 'restaurant',
      name: 'Amina',
      email: `owner-${Math.random()}@example.test`,
      password: 'a long password of hers',
    }),
  })

/** Registers a business; its first channel is made by a subscriber, in whatever process handles events. */
async function becomesLive(api: Server): Promise<void> {
  const registered = await register(api)
  expect(registered.status).toBe(201)
  const { data } = (await registered.json()) as { data: { accessToken: string } }
  const headers = { authorization: `Bearer ${data.accessToken}` }
  await until(async () => {
    const listed = await get(api, '/api/v1/channels', headers)
    return ((await listed.json()) as { data: unknown[] }).data.length === 1
  })
}

function everySize(redisUrl: () => string | undefined): void {
  it('works as one process', async () => {
    await becomesLive(await start({ redisUrl: redisUrl() }))
  })

  it('works as API and worker apart, several of each', async () => {
    await start({ redisUrl: redisUrl(), role: 'worker' })
    await start({ redisUrl: redisUrl(), role: 'worker' })
    const apis = [
      await start({ redisUrl: redisUrl(), role: 'api' }),
      await start({ redisUrl: redisUrl(), role: 'api' }),
    ]
    for (const api of apis) await becomesLive(api)
  })

  it('serves live screens on a node of their own, which serves nothing else but its health', async () => {
    await start({ redisUrl: redisUrl(), role: 'worker' })
    const api = await start({ redisUrl: redisUrl(), role: 'api' })
    const node = await start({ redisUrl: redisUrl(), role: 'socket' })
    const { data } = (await (await register(api)).json()) as { data: { accessToken: string } }
    const headers = { authorization: `Bearer ${data.accessToken}`, 'content-type': 'application/json' }
    const socket = io(node.url, { auth: { token: data.accessToken }, transports: ['websocket'] })
    const heard: string[] = []
    socket.on('event', event => heard.push(event.type))
    await until(() => socket.connected)
    await socket.emitWithAck('subscribe', { channels: ['notifications'] })
    await fetch(`${api.url}/api/v1/tenant`, { method: 'PATCH', headers, body: JSON.stringify({ name: 'Dar Zitouna' }) })
    await until(() => heard.includes('tenant.updated'))
    socket.disconnect()
    expect((await get(node, '/health')).status).toBe(200)
    for (const path of ['/api/v1/tenant', '/api/v1/jobs', '/docs'])
      expect((await get(node, path, headers)).status).toBe(404)
  })

  it('says how it is', async () => {
    const server = await start({ redisUrl: redisUrl() })
    const health = await get(server, '/health')
    expect(health.status).toBe(200)
    expect(await health.json()).toMatchObject({
      status: 'ok',
      checks: {
        database: { status: 'ok' },
        queue: { status: 'ok' },
        cache: { status: 'ok' },
        memory: { status: 'ok' },
      },
    })
    for (const path of ['/health/live', '/health/ready']) expect((await get(server, path)).status).toBe(200)
  })
}

describe('the program on PostgreSQL alone', () => everySize(() => undefined))

describe.skipIf(!redisAvailable)('the program with Redis', () => {
  let redis: TestRedis
  beforeAll(async () => {
    redis = await withRedis()
  })
  afterAll(() => redis.close())
  everySize(() => redis.url)

  it('stays well enough to serve while Redis is away', async () => {
    const own = await withRedis()
    const server = await start({ redisUrl: own.url })
    await own.close()
    await becomesLive(server)
    const health = await get(server, '/health')
    expect([health.status, ((await health.json()) as { status: string }).status]).toEqual([200, 'degraded'])
    expect((await get(server, '/health/ready')).status).toBe(200)
  })

  it('starts while Redis is away', async () => {
    const own = await withRedis()
    await own.close()
    await becomesLive(await start({ redisUrl: own.url }))
  })
})

describe('the program', () => {
  it('shows metrics to this machine, and to others only with the token', async () => {
    const open = await start()
    await get(open, '/api/v1/nowhere?token=secret')
    const metrics = await (await get(open, '/metrics')).text()
    expect(metrics).toContain('http_request_seconds_count')
    expect(metrics).toMatch(/partition_default_rows\{partition="message_default"\} 0/)
    expect(metrics).toMatch(/pending_rows\{table="raw_event_pending"\} 0/)
    expect(metrics).not.toContain('secret')
    expect((await get(open, '/metrics', { 'x-forwarded-for': '203.0.113.1' })).status).toBe(401)
    const guarded = await start({ metricsToken: 'let-me-see' })
    expect((await get(guarded, '/metrics')).status).toBe(401)
    expect((await get(guarded, '/metrics', { authorization: 'Bearer let-me-see' })).status).toBe(200)
  })

  it('documents itself', async () => {
    const server = await start()
    const document = (await (await get(server, '/openapi.json')).json()) as { openapi: string; paths: object }
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toContain('/api/v1/auth/login')
    const page = await get(server, '/docs/')
    expect(await page.text()).toContain('/openapi.json')
    const script = await get(server, '/docs/js/scalar.js')
    expect((await script.text()).length).toBeGreaterThan(100_000)
  })

  it('notices a row in a default partition', async () => {
    const server = await start()
    await database.query(`insert into event (tenant_id, id, type, aggregate_kind, aggregate_id, actor_kind, data)
      values (gen_random_uuid(), '00000000-0000-7000-8000-000000000000', 'x', 'x', gen_random_uuid(), 'system', '{}')`)
    const metrics = await (await get(server, '/metrics')).text()
    expect(metrics).toMatch(/partition_default_rows\{partition="event_default"\} 1/)
    await database.query('truncate event_default')
  })

  it('does not start on a database that would not keep tenants apart', async () => {
    await database.query('create table leak (tenant_id uuid)')
    await expect(start()).rejects.toThrow('- table leak has no row-level security')
    await database.query('drop table leak')
  })

  it('fails with the reason when its port is taken, and leaves nothing open', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await until(() => other.listening)
    const { port } = other.address() as { port: number }
    await expect(start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    other.close()
  })

  it('answers what it has begun before it ends', async () => {
    const server = await start()
    // Hashing a password takes long enough: when the first is answered the others have arrived and are not done.
    const asked = Array.from({ length: 6 }, () => register(server).then(answer => answer.status))
    await Promise.race(asked)
    const closing = running.splice(0)[0]!.close()
    expect(new Set(await Promise.all(asked))).toEqual(new Set([201]))
    await closing
    await expect(get(server, '/health')).rejects.toThrow()
  })

  it('ends at once although live screens are connected, and twice is once', async () => {
    const server = await start()
    const { data } = (await (await register(server)).json()) as { data: { accessToken: string } }
    const options = { auth: { token: data.accessToken }, reconnection: false, forceNew: true }
    const sockets = [
      io(server.url, { ...options, transports: ['websocket'] }),
      io(server.url, { ...options, transports: ['polling'] }),
    ]
    await until(() => sockets.every(socket => socket.connected))
    for (const socket of sockets) await socket.emitWithAck('subscribe', { channels: ['messages'] })
    const began = performance.now()
    await Promise.all([server.close(), server.close()])
    expect(performance.now() - began).toBeLessThan(3_000)
    await until(() => sockets.every(socket => socket.disconnected))
  })
})
