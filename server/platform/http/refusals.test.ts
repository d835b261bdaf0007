import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { closeContext, type TestContext, testContext } from '../../test/context.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import type { HttpApp } from '../context.ts'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import { createLogger } from '../telemetry/index.ts'
import { buildHttp, ok } from './index.ts'

let database: TestDb
let context: TestContext
let app: HttpApp
const logged: string[] = []

beforeAll(async () => {
  database = await withDb()
  const log = createLogger({ logLevel: 'info' }, { write: line => void logged.push(line) })
  context = testContext(database, { log })
  app = await buildHttp(context, {
    authenticate: async () => {
      throw new AppError(COMMON_ERRORS.UNAUTHENTICATED)
    },
  })
  app.get('/api/v1/mine', { config: { access: 'signed_in' } }, async () => ok({}))
  app.get('/api/v1/forbidden', { config: { access: 'public' } }, async () => {
    throw new AppError(COMMON_ERRORS.FORBIDDEN)
  })
  app.get('/webhooks/limited', { config: { access: 'public' } }, async () => {
    throw new AppError(COMMON_ERRORS.RATE_LIMITED)
  })
})
afterAll(async () => {
  await app.close()
  await closeContext(context)
  await database.close()
})
beforeEach(() => {
  logged.length = 0
})

it.each([
  ['/api/v1/mine', 401, 'UNAUTHENTICATED'],
  ['/api/v1/forbidden', 403, 'FORBIDDEN'],
  ['/webhooks/limited', 429, 'RATE_LIMITED'],
])('a refusal leaves who, from where and with what, and no secret: %s', async (route, status, security) => {
  const headers = { authorization: 'Bearer canary-token', cookie: 'canary-cookie', 'user-agent': 'a device' }
  await app.inject({ url: `${route}?key=canary-query`, remoteAddress: '203.0.113.7', headers })
  const lines = logged.map(line => JSON.parse(line))
  expect(lines).toMatchObject([
    { security, status, route, method: 'GET', address: '203.0.113.7', device: 'a device', msg: 'refused' },
  ])
  expect(logged.join()).not.toContain('canary')
  expect(await context.metrics.scrape()).toMatch(new RegExp(`security_refusals_total{code="${security}"} [1-9]`))
})

it('a flood of refusals is counted whole, fills no log, and hides nobody else’s', async () => {
  const counted = async () =>
    Number(/security_refusals_total{code="FORBIDDEN"} (\d+)/.exec(await context.metrics.scrape())?.[1] ?? 0)
  const before = await counted()
  for (let i = 0; i < 100; i++) await app.inject({ url: '/api/v1/forbidden', remoteAddress: '198.51.100.9' })
  await app.inject({ url: '/api/v1/forbidden', remoteAddress: '198.51.100.10' })
  expect(await counted()).toBe(before + 101)
  expect(logged.filter(line => line.includes('"198.51.100.9"'))).toHaveLength(20)
  expect(logged.filter(line => line.includes('"198.51.100.10"'))).toHaveLength(1)
})
