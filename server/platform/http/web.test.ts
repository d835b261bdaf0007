import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeContext, type TestContext, testContext } from '../../test/context.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import type { HttpApp } from '../context.ts'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'
import { createLogger } from '../telemetry/index.ts'
import { buildHttp, documentationRoutes, ok, serveWebApp } from './index.ts'

let database: TestDb
let context: TestContext
let app: HttpApp
let folder: string
const logged: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tawsil-web-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Tawsil</title>')
  await writeFile(join(folder, 'assets', 'app-1a2b.js'), 'export const a = 1\n'.repeat(400))
  await writeFile(join(folder, 'assets', 'app-5e6f.js'), 'plain')
  await writeFile(join(folder, 'assets', 'app-5e6f.js.br'), 'smallest')
  await writeFile(join(folder, 'assets', 'app-5e6f.js.gz'), 'small')
  await writeFile(join(folder, '.built'), 'secret')
  await writeFile(join(folder, '..', 'tawsil-outside.txt'), 'outside')
  database = await withDb()
  const log = createLogger({ logLevel: 'trace' }, { write: line => void logged.push(line) })
  context = testContext(database, { log, config: { publicUrl: 'https://tawsil.example' } })
  const authenticate = async () => {
    throw new AppError(COMMON_ERRORS.UNAUTHENTICATED)
  }
  app = await buildHttp(context, { authenticate })
  app.get('/api/v1/open', { config: { access: 'public' } }, async () => ok({}))
  app.post('/api/v1/fails', { config: { access: 'public' } }, async () => {
    throw Object.assign(new Error('could not'), { detail: 'Failing row contains (canary-row)', query: 'canary-query' })
  })
  await documentationRoutes(app)
  await serveWebApp(app, folder)
})
afterAll(async () => {
  await app.close()
  await closeContext(context)
  await database.close()
  await rm(folder, { recursive: true })
  await rm(join(folder, '..', 'tawsil-outside.txt'))
})

const page = { accept: 'text/html,*/*' }

describe('the web app', () => {
  it('is the answer to every address that a person may open', async () => {
    for (const url of ['/', '/inbox/conv_1', '/orders?status=ready']) {
      const answer = await app.inject({ url, headers: page })
      expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-cache'])
      expect(answer.body).toContain('<title>Tawsil</title>')
    }
  })

  it.each([
    '/api/v1/nowhere',
    '/%61pi/v1/nowhere',
    '/webhooks/nowhere',
    '/health/nowhere',
    '/assets/old-3c4d.js',
    '/socket.io/x',
  ])('is not the answer to %s', async url => {
    const answer = await app.inject({ url, headers: page })
    expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'NOT_FOUND'])
  })

  it.each([
    ['gzip, deflate, br', 'br', 'smallest'],
    ['gzip', 'gzip', 'small'],
    ['identity', undefined, 'plain'],
  ])('is sent as the build compressed it, to who accepts %s', async (accepted, encoding, body) => {
    const answer = await app.inject({ url: '/assets/app-5e6f.js', headers: { 'accept-encoding': accepted } })
    expect([answer.statusCode, answer.headers['content-encoding'], answer.body]).toEqual([200, encoding, body])
    expect(answer.headers['content-type']).toContain('javascript')
    expect(answer.headers['cache-control']).toContain('immutable')
  })

  it('counts strangers who ask for what is neither file nor page', async () => {
    const left = async (url: string, headers: object) =>
      (await app.inject({ url, headers: { ...headers } })).headers['x-ratelimit-remaining']
    const before = Number(await left('/api/v1/nowhere', page))
    expect(await left('/%61pi/v1/nowhere', page)).toBe(`${before - 1}`)
    expect(await left('/inbox', page)).toBeUndefined()
  })

  it('has assets that are kept for ever and packed', async () => {
    const answer = await app.inject({ url: '/assets/app-1a2b.js', headers: { 'accept-encoding': 'br, gzip' } })
    expect(answer.headers['cache-control']).toContain('immutable')
    expect(answer.headers['content-encoding']).toBe('br')
  })

  it.each([
    '/.built',
    '/..%2ftawsil-outside.txt',
    '/%2e%2e/tawsil-outside.txt',
    '/assets/..%5c..%5ctawsil-outside.txt',
  ])('hides %s', async url => {
    const answer = await app.inject({ url })
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.body).not.toMatch(/secret|outside/)
  })
})

describe('headers', () => {
  it('let pages load nothing from elsewhere and run no script in the page', async () => {
    for (const url of ['/', '/api/v1/open', '/api/v1/nowhere']) {
      const { headers } = await app.inject({ url, headers: page })
      expect(headers['content-security-policy']).toMatch(/script-src 'self';/)
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN' })
      expect(headers['strict-transport-security']).toContain('max-age')
    }
  })

  it('take pictures and sounds from our own server alone, and let no page move its base', async () => {
    const policy = `${(await app.inject({ url: '/', headers: page })).headers['content-security-policy']}`
    const directives = new Map(
      policy
        .split(';')
        .map(part => part.split(' '))
        .map(([name, ...from]) => [name, from]),
    )
    expect(directives.get('img-src')).toEqual(["'self'", 'data:', 'blob:', 'https://tawsil.example'])
    expect(directives.get('media-src')).toEqual(["'self'", 'blob:', 'https://tawsil.example'])
    expect(directives.get('base-uri')).toEqual(["'none'"])
  })

  it('forbid scripts in the page of the documentation, which holds none', async () => {
    const { headers, body } = await app.inject('/docs/')
    expect(headers['content-security-policy']).toMatch(/script-src 'self';/)
    expect(headers['content-security-policy']).not.toMatch(/unsafe-eval|script-src[^;]*unsafe/)
    const scripts = [...body.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)].map(([, at, inside]) => [at, inside])
    expect(scripts).toEqual([[' src="js/scalar.js"', '']])
    expect(body).not.toMatch(/\son\w+=/)
  })

  it('let nobody keep what the API answers, whatever the answer', async () => {
    for (const url of ['/api/v1/open', '/api/v1/nowhere', '/%61pi/v1/open'])
      expect([url, (await app.inject(url)).headers['cache-control']]).toEqual([url, 'no-store'])
  })

  it('keep browsers to https for two years, and for subdomains when the operator says so', async () => {
    const asked = async (hstsSubdomains: boolean) => {
      const config = { ...context.config, hstsSubdomains }
      const one = await buildHttp({ ...context, config }, { authenticate: async () => Promise.reject(new Error()) })
      const answer = await one.inject('/nowhere')
      await one.close()
      return answer.headers['strict-transport-security']
    }
    expect(await asked(false)).toBe('max-age=63072000')
    expect(await asked(true)).toBe('max-age=63072000; includeSubDomains')
  })

  it('allow cross-origin requests from PUBLIC_URL alone', async () => {
    const allowed = async (origin: string) => {
      const preflight = { origin, 'access-control-request-method': 'POST' }
      const answer = await app.inject({ method: 'OPTIONS', url: '/api/v1/open', headers: preflight })
      return answer.headers['access-control-allow-origin']
    }
    expect(await allowed('https://tawsil.example')).toBe('https://tawsil.example')
    expect(await allowed('https://evil.example')).not.toBe('https://evil.example')
  })
})

describe('bodies', () => {
  it('are never unpacked', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    const answer = await app.inject({ method: 'POST', url: '/api/v1/fails', headers, payload: Buffer.alloc(100) })
    expect(answer.statusCode).toBe(400)
  })

  it('that nest too deep are refused, and deep texts are not', async () => {
    const post = (payload: string) =>
      app.inject({ method: 'POST', url: '/api/v1/fails', headers: { 'content-type': 'application/json' }, payload })
    expect((await post('['.repeat(100_000) + ']'.repeat(100_000))).json().error.code).toBe('VALIDATION')
    expect((await post(JSON.stringify({ text: '[{'.repeat(500) }))).statusCode).toBe(500)
  })
})

describe('logs', () => {
  it('of requests and bugs hold neither query nor token nor body nor what hangs on an error', async () => {
    logged.length = 0
    const headers = { authorization: 'Bearer canary-token', cookie: 'canary-cookie' }
    await app.inject({ url: '/api/v1/open?q=canary-query', headers })
    await app.inject({
      method: 'POST',
      url: '/api/v1/fails?token=canary-url',
      headers,
      payload: { text: 'canary-body' },
    })
    await app.inject({ url: '/api/v1/nowhere/canary-path' })
    const text = logged.join('')
    expect(text).toContain('could not')
    expect(text).toContain('/api/v1/fails')
    expect(text).not.toContain('canary')
  })
})
