import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeContext, type TestContext, testContext } from '../../../test/context.ts'
import { until } from '../../../test/until.ts'
import { type TestDb, withDb } from '../../../test/withDb.ts'
import type { HttpApp } from '../../context.ts'
import { buildHttp, ok } from '../index.ts'
import { capConnections } from './connections.ts'

let database: TestDb
let context: TestContext
let app: HttpApp

beforeAll(async () => {
  database = await withDb()
  context = testContext(database)
  app = await buildHttp(context, { authenticate: () => Promise.reject(new Error()) })
  app.post('/api/v1/slow', { config: { access: 'public' } }, async () => ok({}))
  // The true times would make this test last as long.
  app.server.requestTimeout /= 15
  app.server.headersTimeout /= 15
  await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await app.close()
  await closeContext(context)
  await database.close()
})

const dial = ({ address, port }: AddressInfo): Socket => connect(port, address).on('error', () => undefined)

describe('a request that comes slowly', () => {
  it.each([
    [
      'body',
      'POST /api/v1/slow HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{',
      2_000,
    ],
    ['head', 'POST /api/v1/slow HTTP/1.1\r\nhost: x\r\n', 1_000],
  ])('ends when the time for its %s is over, and not much later', async (_part, bytes, within) => {
    const socket = dial(app.server.address() as AddressInfo)
    const began = performance.now()
    socket.write(bytes)
    expect(await text(socket)).toMatch(/^HTTP\/1.1 408/)
    const took = performance.now() - began
    expect(took).toBeGreaterThan(within * 0.9)
    expect(took).toBeLessThan(within + 4_000)
  })
})

describe('connections', () => {
  it('of one network end at what it may have, unless many are behind it', async () => {
    const server = createServer()
    const shared = new Set<string>()
    capConnections(server, address => shared.has(address), 3)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const address = server.address() as AddressInfo
    const sockets = Array.from({ length: 5 }, () => dial(address))
    const openOnes = () => sockets.filter(socket => !socket.destroyed && socket.readyState === 'open').length
    await until(() => openOnes() === 3)
    sockets.find(socket => socket.readyState === 'open')?.destroy()
    await until(async () => {
      sockets.push(dial(address))
      return openOnes() === 3
    })
    shared.add('127.0.0.1')
    for (let i = 0; i < 5; i++) sockets.push(dial(address))
    await until(() => openOnes() >= 8)
    for (const socket of sockets) socket.destroy()
    server.close()
  })
})
