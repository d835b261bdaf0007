import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../../platform/crypto/index.ts'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { register, type TestTenant, twoTenants } from '../../test/twoTenants.ts'
import { TRIES } from './throttle.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
})
afterAll(() => app.close())

interface SignedIn {
  accessToken: string
  refreshToken: string
  tenant: { id: string } | null
  user: { systemAdmin: boolean }
}

interface Me {
  tenant: { id: string } | null
  tenants: unknown[]
  permissions: string[]
}

const post = (path: string, body?: unknown, token?: string) =>
  app.call<SignedIn>(token ? { token } : null, 'POST', `/api/v1/auth/${path}`, body)
const me = (token: string) => app.call<Me>({ token }, 'GET', '/api/v1/auth/me')
const login = (email: string, password: string, headers?: object) =>
  app.call(null, 'POST', '/api/v1/auth/login', { email, password }, headers)

describe('signing in', () => {
  it('works with the address in any case', async () => {
    const { status, data } = await post('login', { email: a.email.toUpperCase(), password: a.password })
    expect(status).toBe(200)
    expect(data).toMatchObject({ tenant: { id: a.tenantId }, user: { id: a.userId }, expiresIn: 900 })
    expect((await me(data.accessToken)).status).toBe(200)
  })

  it('of a person with two businesses goes to the one worked in last, and can switch', async () => {
    const person = await register(app, { name: 'Both' })
    const two = { tenant: b.tenantId.replace('ten_', ''), user: person.userId.replace('usr_', '') }
    await app.database.query(
      `insert into membership (tenant_id, user_id, role, name, email) values ($1, $2, 'viewer', 'Both', $3)`,
      [two.tenant, two.user, person.email],
    )
    const switched = await post('switch-tenant', { tenantId: b.tenantId }, person.token)
    expect(switched.data).toMatchObject({ tenant: { id: b.tenantId }, role: 'viewer' })
    expect((await me(switched.data.accessToken)).data.tenants).toHaveLength(2)
    const denied = await app.call({ token: switched.data.accessToken }, 'PATCH', '/api/v1/tenant', { name: 'Mine now' })
    expect(denied.status).toBe(403)
    const again = await post('login', { email: person.email, password: person.password })
    expect(again.data.tenant?.id).toBe(b.tenantId)
    const refreshed = await post('refresh', { refreshToken: switched.data.refreshToken })
    expect((await me(refreshed.data.accessToken)).data.tenant?.id).toBe(b.tenantId)
  })

  it('cannot switch to a business of others: answered like one that does not exist', async () => {
    const foreign = await post('switch-tenant', { tenantId: b.tenantId }, a.token)
    const unknown = await post('switch-tenant', { tenantId: 'ten_0198c0ffee00700080000000000000ff' }, a.token)
    const noId = await post('switch-tenant', { tenantId: 'x' }, a.token)
    expect([foreign.status, unknown.status, noId.status]).toEqual([404, 404, 404])
    expect(foreign.body.error?.message).toBe(unknown.body.error?.message)
  })

  it('is refused for a suspended business, and its tokens open nothing', async () => {
    const person = await register(app)
    await app.database.query(`update tenant set status = 'suspended' where id = $1`, [
      person.tenantId.replace('ten_', ''),
    ])
    const refused = await login(person.email, person.password)
    expect([refused.status, refused.body.error?.code]).toEqual([403, 'TENANT_SUSPENDED'])
    const refreshed = await post('refresh', { refreshToken: person.refreshToken })
    expect(refreshed.body.error?.code).toBe('TENANT_SUSPENDED')
    expect((await me(person.token)).body.error?.code).toBe('TENANT_SUSPENDED')
  })
})

describe('a failed sign-in', () => {
  it('says the same for an unknown address and a wrong password', async () => {
    const wrong = await login(a.email, 'not the password')
    const unknown = await login('nobody@example.test', 'not the password')
    const said = ({ status, body }: typeof wrong) => [
      status,
      body.error?.code,
      body.error?.message,
      body.error?.details,
    ]
    expect(said(wrong)).toEqual([401, 'INVALID_CREDENTIALS', 'E-mail address or password is wrong.', undefined])
    expect(said(unknown)).toEqual(said(wrong))
  })

  it('takes as long for an unknown address as for a wrong password', async () => {
    const times = { known: [] as number[], unknown: [] as number[] }
    for (let turn = 0; turn < 12; turn++) {
      for (const kind of ['known', 'unknown'] as const) {
        const started = performance.now()
        await login(kind === 'known' ? b.email : `nobody${turn}@example.test`, 'not the password')
        times[kind].push(performance.now() - started)
      }
    }
    const [known, unknown] = [median(times.known), median(times.unknown)]
    // Without the hash and the minimum time, an unknown address would be answered in a tenth of the time.
    expect(unknown / known).toBeGreaterThan(0.7)
    expect(unknown / known).toBeLessThan(1.4)
  })

  it('is limited for each account, and a forwarded address does not start afresh', async () => {
    const { points } = TRIES.loginByAccount
    const answers = []
    for (let turn = 0; turn < points + 3; turn++) {
      const headers = {
        'x-forwarded-for': `203.0.113.${turn}`,
        forwarded: `for=203.0.113.${turn}`,
        'x-real-ip': `10.0.0.${turn}`,
      }
      answers.push(await login('limited@example.test', `wrong password ${turn}`, headers))
    }
    expect(answers.slice(0, points).every(answer => answer.status === 401)).toBe(true)
    expect(answers.slice(points).map(answer => [answer.status, answer.body.error?.code])).toEqual(
      Array(3).fill([429, 'RATE_LIMITED']),
    )
    expect(Number(answers.at(-1)?.headers['retry-after'])).toBeGreaterThan(0)
    expect((await login(a.email, a.password)).status).toBe(200)
  })
})

describe('whoever tries passwords of an account', () => {
  const from = (remoteAddress: string, email: string, password: string, cookie?: string) =>
    app.app.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      payload: { email, password },
      remoteAddress,
      ...(cookie !== undefined && { headers: { cookie } }),
    })
  const cookieIn = (answer: Awaited<ReturnType<typeof from>>) => String(answer.headers['set-cookie']).split(';')[0]!
  const { points } = TRIES.loginByAccount

  it('keeps nobody out but the own network, an IPv6 network as a whole', async () => {
    const owner = await register(app)
    for (let n = 0; n < points; n++) await from(`2001:db8:66:1::${n}`, owner.email, `wrong password ${n}`)
    expect((await from('2001:db8:66:1:ffff::1', owner.email, owner.password)).statusCode).toBe(429)
    expect((await from('203.0.113.20', owner.email, owner.password)).statusCode).toBe(200)
    expect((await from('2001:db8:66:2::1', owner.email, owner.password)).statusCode).toBe(200)
  })

  it('does not keep out a device that has signed in before, even from the same network', async () => {
    const owner = await register(app)
    const first = await from('203.0.113.21', owner.email, owner.password)
    const cookie = cookieIn(first)
    expect(String(first.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict/)
    for (let n = 0; n < points + 1; n++) await from('203.0.113.21', owner.email, `wrong password ${n}`)
    expect((await from('203.0.113.21', owner.email, owner.password)).statusCode).toBe(429)
    expect((await from('203.0.113.21', owner.email, owner.password, cookie)).statusCode).toBe(200)
  })

  it('gains nothing from a mark of another account, a made-up one, or a known device’s tries', async () => {
    const [owner, other] = [await register(app), await register(app)]
    const cookie = cookieIn(await from('203.0.113.22', other.email, other.password))
    const mine = cookieIn(await from('203.0.113.23', owner.email, owner.password))
    for (let n = 0; n < points; n++) await from('203.0.113.22', owner.email, `wrong password ${n}`)
    const forged = `${mine.split('=')[0]}=${cookie.split('=')[1]}`
    for (const wrong of [cookie, forged, `${mine.slice(0, -2)}xx`]) {
      expect((await from('203.0.113.22', owner.email, owner.password, wrong)).statusCode, wrong).toBe(429)
    }
    for (let n = 0; n < points; n++) await from('203.0.113.24', owner.email, `wrong password ${n}`, mine)
    expect((await from('203.0.113.24', owner.email, owner.password, mine)).statusCode).toBe(429)
    expect((await from('203.0.113.25', owner.email, owner.password)).statusCode).toBe(200)
  })
})

describe('registering again and again', () => {
  it('is limited for each address, whatever it says it was forwarded for', async () => {
    const rule = TRIES.registerByAddress
    for (let taken = 0; taken < rule.points; taken++) await take(rule)
    const body = {
      businessName: 'B',
      businessType: 'retail',
      name: 'N',
      email: 'late@example.test',
      password: 'long enough one',
    }
    const headers = { 'x-forwarded-for': '203.0.113.9' }
    const refused = await app.call(null, 'POST', '/api/v1/auth/register', body, headers)
    expect([refused.status, refused.body.error?.code]).toEqual([429, 'RATE_LIMITED'])
  })

  const take = async (rule: typeof TRIES.registerByAddress) => {
    await app.context.limits.take(rule, sha256('127.0.0.1').toString('base64url'))
  }
})

function median(values: number[]): number {
  return values.sort((x, y) => x - y)[Math.floor(values.length / 2)]!
}
