import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeContext, type TestContext, testContext } from '../../test/context.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import type { HttpApp } from '../context.ts'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import { type Authenticate, buildHttp } from '../http/index.ts'
import { newId } from '../ids/index.ts'
import { healthRoutes } from './index.ts'

let database: TestDb
let context: TestContext
let app: HttpApp

const authenticate: Authenticate = async ({ headers }) => {
  const [, role] = /^Bearer (system_admin|tenant_admin)$/.exec(headers.authorization ?? '') ?? []
  if (!role) throw new AppError(COMMON_ERRORS.UNAUTHENTICATED)
  const person = { kind: 'user' as const, tenantId: newId(), id: newId(), name: 'A', permissions: new Set<never>() }
  return { ...person, role, systemAdmin: role === 'system_admin', authenticatedAt: new Date() }
}

beforeAll(async () => {
  database = await withDb()
  context = testContext(database, { config: { metricsToken: 'let-me-see' } })
  app = await buildHttp(context, { authenticate })
  healthRoutes(app, context, { ready: true }, authenticate, { whatsapp: async () => ({ status: 'ok', channels: 12 }) })
})
afterAll(async () => {
  await app.close()
  await closeContext(context)
  await database.close()
})

const ask = async (remoteAddress: string, headers: Record<string, string> = {}) =>
  (await app.inject({ url: '/health', remoteAddress, headers })).json()

describe('the state of the program', () => {
  it.each([
    ['a stranger', '203.0.113.7', {}],
    ['a stranger through a proxy on this machine', '127.0.0.1', { 'x-forwarded-for': '203.0.113.7' }],
    ['a stranger who says to be this machine', '203.0.113.7', { 'x-forwarded-for': '127.0.0.1' }],
    ['an administrator of one business', '203.0.113.7', { authorization: 'Bearer tenant_admin' }],
    ['a wrong token', '203.0.113.7', { authorization: 'Bearer let-me-in' }],
  ])('is for %s up or down, and nothing else', async (_who, address, headers) => {
    expect(await ask(address, headers)).toEqual({ status: 'ok' })
  })

  it.each([
    ['this machine', '127.0.0.1', {}],
    ['a platform administrator', '203.0.113.7', { authorization: 'Bearer system_admin' }],
    ['whoever sends the metrics token', '203.0.113.7', { authorization: 'Bearer let-me-see' }],
  ])('is for %s told with its figures', async (_who, address, headers) => {
    expect(await ask(address, headers)).toMatchObject({ checks: { database: {}, whatsapp: { channels: 12 } } })
  })
})
