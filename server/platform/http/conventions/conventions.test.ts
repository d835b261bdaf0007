import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeContext, type TestContext, testContext } from '../../../test/context.ts'
import { type TestDb, withDb } from '../../../test/withDb.ts'
import type { HttpApp } from '../../context.ts'
import { newId } from '../../ids/index.ts'
import { buildHttp, ok } from '../index.ts'
import { takesJson } from './accept.ts'
import { type Deprecation, withOldNames } from './deprecation.ts'

const OLD: Deprecation = { since: '2026-01-15', sunset: '2026-07-15', use: 'waitingSince', fields: ['waiting'] }
const ROUTE: Deprecation = { since: '2026-01-15', sunset: '2026-08-01', use: 'GET /api/v2/things' }

let database: TestDb
let context: TestContext
let app: HttpApp
let now = new Date('2026-03-01T00:00:00Z')

const make = () =>
  buildHttp(
    { ...context, clock: { now: () => now } },
    {
      authenticate: async () => ({
        kind: 'user',
        tenantId: newId(),
        id: newId(),
        name: 'Amina',
        role: 'agent',
        permissions: new Set(['orders:read']),
        systemAdmin: false,
        authenticatedAt: new Date(),
      }),
    },
  )

beforeAll(async () => {
  database = await withDb()
  context = testContext(database)
  app = await make()
  const read = { access: 'orders:read' } as const
  app.get('/api/v1/messages', { config: { ...read, cache: 'messages' } }, async () => ok(['one']))
  app.get('/api/v1/figures', { config: { ...read, cache: 'dashboard' } }, async () => ok({ waiting: 3 }))
  app.get('/api/v1/prices', { config: { access: 'public', cache: 'public' } }, async () => ok({ month: 1 }))
  app.get('/api/v1/things', { config: { ...read, deprecated: ROUTE }, schema: { tags: ['Things'] } }, async () =>
    ok([]),
  )
  app.patch('/api/v1/things/:id', { config: { access: 'public' } }, async () => ok({}))
  app.get('/api/v1/conversation', { config: { ...read, deprecated: OLD } }, async () =>
    ok(withOldNames({ id: 'conv_1', waitingSince: '12:00' }, { waiting: 'waitingSince' }, OLD, now)),
  )
})
afterAll(async () => {
  await app.close()
  await closeContext(context)
  await database.close()
})
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })

describe('an answer that was read before', () => {
  it('is not sent again: its tag comes back and is answered with 304 and nothing', async () => {
    const first = await get('/api/v1/messages')
    const tag = `${first.headers.etag}`
    expect(tag).toMatch(/^W\/"[\w-]+"$/)
    for (const given of [tag, `"other", ${tag}`, tag.slice(2), '*']) {
      const again = await get('/api/v1/messages', { 'if-none-match': given })
      expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', tag])
    }
    expect((await get('/api/v1/messages', { 'if-none-match': '"other"' })).statusCode).toBe(200)
  })

  it('may be kept as its kind allows, and never by a proxy when it is somebody’s', async () => {
    const kept = async (url: string) => (await get(url)).headers['cache-control']
    expect(await kept('/api/v1/messages')).toBe('private, no-cache, must-revalidate')
    expect(await kept('/api/v1/figures')).toBe('private, max-age=30')
    expect(await kept('/api/v1/prices')).toBe('public, s-maxage=60, stale-while-revalidate=30')
    expect(await kept('/api/v1/conversation')).toBe('no-store')
    expect(`${(await get('/api/v1/figures')).headers.vary}`).toContain('authorization')
    const other = await make()
    const route = { access: 'orders:read', cache: 'public' } as const
    expect(() => other.get('/api/v1/wrong', { config: route }, async () => ok({}))).toThrow(/no proxy/)
    await other.close()
  })
})

describe('an address', () => {
  it('that takes other methods says which', async () => {
    const answer = await app.inject({ method: 'DELETE', url: '/api/v1/things/1?x=1' })
    expect([answer.statusCode, answer.headers.allow, answer.json().error.code]).toEqual([
      405,
      'PATCH',
      'METHOD_NOT_ALLOWED',
    ])
    expect((await app.inject({ method: 'PUT', url: '/api/v1/messages' })).headers.allow).toBe('GET, HEAD')
    expect((await app.inject({ method: 'PUT', url: '/api/v1/nothing' })).statusCode).toBe(404)
  })

  it('refuses who cannot read JSON, in JSON', async () => {
    const answer = await get('/api/v1/messages', { accept: 'text/html' })
    expect([answer.statusCode, answer.json().error.code]).toEqual([406, 'NOT_ACCEPTABLE'])
    expect((await get('/api/v1/messages', { accept: 'text/html,*/*;q=0.8' })).statusCode).toBe(200)
  })

  it.each([
    ['application/json', true],
    ['application/*;q=0.1', true],
    ['application/problem+json', true],
    ['application/json;q=0', false],
    ['image/png, text/html', false],
  ])('reads Accept: %s as %s', (accept, expected) => {
    expect(takesJson(accept)).toBe(expected)
  })
})

describe('what goes away', () => {
  it('is announced on every answer, with the day on which it is gone', async () => {
    const { headers } = await get('/api/v1/things')
    expect(headers.deprecation).toBe(`@${Date.UTC(2026, 0, 15) / 1000}`)
    expect(headers.sunset).toBe('Sat, 01 Aug 2026 00:00:00 GMT')
    expect(headers.link).toContain('rel="deprecation"')
    const operation = (app.swagger().paths as Record<string, { get: { deprecated?: boolean; description?: string } }>)[
      '/api/v1/things'
    ]!.get
    expect(operation.deprecated).toBe(true)
  })

  it('serves a renamed field under both names until that day, and then under the new one', async () => {
    now = new Date('2026-07-14T23:59:59Z')
    const before = await get('/api/v1/conversation')
    expect(before.json().data).toEqual({ id: 'conv_1', waitingSince: '12:00', waiting: '12:00' })
    expect(before.headers.sunset).toBe('Wed, 15 Jul 2026 00:00:00 GMT')
    now = new Date('2026-07-15T00:00:00Z')
    expect((await get('/api/v1/conversation')).json().data).toEqual({ id: 'conv_1', waitingSince: '12:00' })
    expect((await get('/api/v1/things')).statusCode).toBe(200)
    now = new Date('2026-08-01T00:00:00Z')
    expect((await get('/api/v1/things')).statusCode).toBe(410)
  })

  it('stays for six months, or the program does not start', async () => {
    const other = await make()
    const deprecated = { ...ROUTE, sunset: '2026-07-14' }
    expect(() => other.get('/api/v1/x', { config: { access: 'public', deprecated } }, async () => ok({}))).toThrow(
      /6 months/,
    )
    await other.close()
  })
})
