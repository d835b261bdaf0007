import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant
beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
})
afterAll(() => app.close())

const BROWSER = { 'x-session': 'cookie' }

interface Pair {
  accessToken: string
  refreshToken: string
}

const logIn = ({ email, password }: TestTenant, headers: object = BROWSER) =>
  app.call<Pair>(null, 'POST', '/api/v1/auth/login', { email, password }, headers)
const refresh = (cookie: string | undefined, headers: object = BROWSER, body: object = {}) =>
  app.call<Pair>(null, 'POST', '/api/v1/auth/refresh', body, { ...headers, ...(cookie && { cookie }) })

/** The header line of the refresh cookie, and what a browser sends back of it. */
function cookieOf({ headers }: { headers: Record<string, unknown> }): { line: string; cookie: string } | undefined {
  const line = [headers['set-cookie']].flat().find(one => String(one).includes('tawsil_refresh='))
  return line ? { line: String(line), cookie: String(line).split(';')[0]! } : undefined
}

describe('a browser', () => {
  it('gets its refresh token where no script can read it, and nowhere else', async () => {
    const signedIn = await logIn(a)
    expect(signedIn.status).toBe(200)
    expect(signedIn.data.refreshToken).toBe('')
    const { line, cookie } = cookieOf(signedIn)!
    expect(line).toMatch(/; Path=\/api\/v1\/auth; Max-Age=\d+; HttpOnly; SameSite=Strict$/)
    expect(signedIn.text).not.toContain(cookie.slice('tawsil_refresh='.length))
  })

  it('renews with the cookie, and gets the next one', async () => {
    const first = cookieOf(await logIn(a))!.cookie
    const renewed = await refresh(first)
    expect(renewed.status).toBe(200)
    const second = cookieOf(renewed)!.cookie
    expect(second).not.toBe(first)
    expect((await app.call({ token: renewed.data.accessToken }, 'GET', '/api/v1/auth/me')).status).toBe(200)
    expect((await refresh(second)).status).toBe(200)
  })

  it('gets its cookie removed when it signs out, and the token in it is worth nothing', async () => {
    const signedIn = await logIn(a)
    const { cookie } = cookieOf(signedIn)!
    const out = await app.call({ token: signedIn.data.accessToken }, 'POST', '/api/v1/auth/logout', {}, BROWSER)
    expect(cookieOf(out)!.line).toMatch(/tawsil_refresh=; .*Max-Age=0/)
    expect((await refresh(cookie)).status).toBe(401)
  })

  it('is who its cookie says, whatever else the request names', async () => {
    const { cookie } = cookieOf(await logIn(b))!
    const renewed = await refresh(cookie)
    const me = await app.call<{ user: { email: string } }>(
      { token: renewed.data.accessToken },
      'GET',
      '/api/v1/auth/me',
    )
    expect(me.data.user.email).toBe(b.email)
  })
})

describe('a page of another site', () => {
  it('cannot use the cookie: not without the header, not with an origin that is not ours', async () => {
    const { cookie } = cookieOf(await logIn(a))!
    expect((await refresh(cookie, {})).status).toBe(400)
    expect((await refresh(cookie, { ...BROWSER, origin: 'https://evil.example' })).status).toBe(403)
    expect((await refresh(cookie, { ...BROWSER, origin: 'null' })).status).toBe(403)
    expect((await refresh(cookie)).status).toBe(200)
  })

  it('is not allowed to send the header at all', async () => {
    const preflight = await app.app.inject({
      method: 'OPTIONS',
      url: '/api/v1/auth/refresh',
      headers: {
        origin: 'https://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-session,content-type',
      },
    })
    expect(preflight.headers['access-control-allow-origin']).not.toBe('https://evil.example')
    expect(preflight.headers['access-control-allow-origin']).not.toBe('*')
  })
})

describe('a program', () => {
  it('gets and sends the refresh token in bodies, and no cookie', async () => {
    const signedIn = await logIn(a, {})
    expect(cookieOf(signedIn)).toBeUndefined()
    const renewed = await refresh(undefined, {}, { refreshToken: signedIn.data.refreshToken })
    expect(renewed.status).toBe(200)
    expect(renewed.data.refreshToken).not.toBe('')
    expect(cookieOf(renewed)).toBeUndefined()
  })

  it('is told what to send when it sends nothing', async () => {
    const refused = await refresh(undefined, {})
    expect(refused.status).toBe(400)
    expect(refused.text).toContain('refreshToken')
    expect((await refresh(undefined)).status).toBe(401)
  })
})
