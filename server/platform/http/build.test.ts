import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { closeContext, type TestContext, testContext } from '../../test/context.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import { newId } from '../ids/index.ts'
import { answer, buildHttp, idParam, ok, type Permission } from './index.ts'

let database: TestDb
let context: TestContext
beforeAll(async () => {
  database = await withDb()
  context = testContext(database)
})
afterAll(async () => {
  await closeContext(context)
  await database.close()
})

const principal = (...permissions: Permission[]) => ({
  kind: 'user' as const,
  tenantId: newId(),
  id: newId(),
  name: 'Amina',
  role: 'agent',
  permissions: new Set(permissions),
  systemAdmin: false,
  authenticatedAt: new Date(),
})

async function makeApp() {
  const app = await buildHttp(context, {
    authenticate: async request => {
      if (request.headers.authorization === 'Bearer admin') return { ...principal(), systemAdmin: true }
      if (request.headers.authorization === 'Bearer agent') return principal('orders:read')
      throw new AppError(COMMON_ERRORS.UNAUTHENTICATED)
    },
  })
  app.get('/api/v1/open', { config: { access: 'public' } }, async () => ok({}))
  app.get('/api/v1/orders', { config: { access: 'orders:read' } }, async request => ok({ by: request.principal.name }))
  app.get('/api/v1/tenants', { config: { access: 'system_admin' } }, async () => ok({}))
  app.post(
    '/api/v1/things',
    {
      config: { access: 'public' },
      schema: {
        body: z.object({ name: z.string().min(2), size: z.object({ height: z.number() }) }),
        response: { 200: answer(z.object({ name: z.string() })) },
      },
    },
    async request => ok({ name: request.body.name }),
  )
  app.get(
    '/api/v1/things/:id',
    { config: { access: 'public' }, schema: { params: z.object({ id: idParam('order') }) } },
    async () => ok({}),
  )
  app.get('/api/v1/broken', { config: { access: 'public' } }, async () => {
    throw new Error('the password is hunter2')
  })
  app.get('/api/v1/refused', { config: { access: 'public' } }, async () => {
    throw new AppError({ code: 'WINDOW_CLOSED', status: 422, message: 'Too late.' }, { details: { since: 1 } })
  })
  return app
}

describe('every answer', () => {
  it('of an error has the envelope and the status of its code', async () => {
    const app = await makeApp()
    const refused = await app.inject('/api/v1/refused')
    expect(refused.statusCode).toBe(422)
    expect(refused.json()).toEqual({
      success: false,
      error: { code: 'WINDOW_CLOSED', message: 'Too late.', details: { since: 1 }, timestamp: expect.any(String) },
    })
    expect((await app.inject('/api/v1/nowhere')).json().error.code).toBe('NOT_FOUND')
    await app.close()
  })

  it('to a body that is not valid names each field', async () => {
    const app = await makeApp()
    const payload = { name: 'x', size: { height: 'tall' } }
    const answered = await app.inject({ method: 'POST', url: '/api/v1/things', payload })
    expect(answered.statusCode).toBe(400)
    expect(answered.json().error).toMatchObject({
      code: 'VALIDATION',
      details: [{ path: 'body.name' }, { path: 'body.size.height' }],
    })
    await app.close()
  })

  it.each([
    ['malformed JSON', 400, 'MALFORMED', { payload: '{"name":', headers: { 'content-type': 'application/json' } }],
    ['no JSON', 415, 'UNSUPPORTED_MEDIA_TYPE', { payload: '<a/>', headers: { 'content-type': 'text/xml' } }],
    [
      'a body over 1 MB',
      413,
      'PAYLOAD_TOO_LARGE',
      { payload: `"${'x'.repeat(1_100_000)}"`, headers: { 'content-type': 'application/json' } },
    ],
    [
      'a body that reaches for prototypes',
      400,
      'MALFORMED',
      { payload: '{"__proto__":{"admin":true}}', headers: { 'content-type': 'application/json' } },
    ],
  ])('to %s is %i %s', async (_what, status, code, request) => {
    const app = await makeApp()
    const answered = await app.inject({ method: 'POST', url: '/api/v1/things', ...request })
    expect([answered.statusCode, answered.json().error.code]).toEqual([status, code])
    await app.close()
  })

  it('to a text that is no id is the 404 of an unknown id', async () => {
    const app = await makeApp()
    const answered = await app.inject('/api/v1/things/drop-table')
    expect([answered.statusCode, answered.json().error.code]).toEqual([404, 'NOT_FOUND'])
    await app.close()
  })

  it('to a bug says nothing but the request id', async () => {
    const app = await makeApp()
    const answered = await app.inject({ url: '/api/v1/broken', headers: { 'x-request-id': 'from-caller-1' } })
    expect(answered.statusCode).toBe(500)
    expect(answered.body).not.toContain('hunter2')
    expect(answered.json().error).toMatchObject({ code: 'INTERNAL', details: { requestId: 'from-caller-1' } })
    await app.close()
  })

  it('carries a request id; one from the caller only when it is harmless', async () => {
    const app = await makeApp()
    const given = await app.inject({ url: '/api/v1/open', headers: { 'x-request-id': 'a-given-id' } })
    expect(given.headers['x-request-id']).toBe('a-given-id')
    const odd = await app.inject({ url: '/api/v1/nowhere', headers: { 'x-request-id': 'a b' } })
    expect(odd.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    await app.close()
  })
})

describe('access', () => {
  it('is declared by every route, or the program does not start', async () => {
    const app = await makeApp()
    expect(() => app.get('/api/v1/forgotten', async () => ok({}))).toThrow(
      'Route GET /api/v1/forgotten declares no config.access',
    )
    await app.close()
  })

  it.each([
    [undefined, '/api/v1/open', 200],
    [undefined, '/api/v1/orders', 401],
    ['agent', '/api/v1/orders', 200],
    ['agent', '/api/v1/tenants', 403],
    ['admin', '/api/v1/orders', 403],
    ['admin', '/api/v1/tenants', 200],
  ])('%s asking for %s gets %i', async (token, url, status) => {
    const app = await makeApp()
    const headers = token ? { authorization: `Bearer ${token}` } : {}
    expect((await app.inject({ url, headers })).statusCode).toBe(status)
    await app.close()
  })
})
