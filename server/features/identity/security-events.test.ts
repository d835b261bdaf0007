import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readId } from '../../platform/ids/index.ts'
import { createLogger } from '../../platform/telemetry/index.ts'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { type TestTenant, twoTenants } from '../../test/twoTenants.ts'
import { until } from '../../test/until.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant
const logged: string[] = []

beforeAll(async () => {
  const log = createLogger({ logLevel: 'info' }, { write: line => void logged.push(line) })
  app = await buildApp({ parts: { log } })
  ;({ a, b } = await twoTenants(app))
})
afterAll(() => app.close())

const post = (path: string, payload: object, remoteAddress = '203.0.113.7', headers: object = {}) =>
  app.app.inject({
    method: 'POST',
    url: `/api/v1/auth/${path}`,
    payload,
    remoteAddress,
    headers: { 'user-agent': 'a device', ...headers },
  })
const eventsOf = (tenant: TestTenant, type: string) =>
  app.database.query('select aggregate_id, data from event where tenant_id = $1 and type = $2', [
    readId('tenant', tenant.tenantId),
    type,
  ])
const told = (tenant: TestTenant) => [
  { aggregate_id: readId('user', tenant.userId), data: { address: '203.0.113.7', device: 'a device' } },
]

describe('what happens to an account is in the log of its business and in that of the program, with address and device', () => {
  it('a wrong password', async () => {
    expect((await post('login', { email: a.email, password: 'canary-wrong-password' })).statusCode).toBe(401)
    expect((await post('login', { email: 'nobody@example.test', password: 'canary-wrong' })).statusCode).toBe(401)
    await until(async () => (await eventsOf(a, 'sign_in.failed')).length > 0)
    expect(await eventsOf(a, 'sign_in.failed')).toEqual(told(a))
    expect(await eventsOf(b, 'sign_in.failed')).toEqual([])
    expect(logged.join()).toContain('"security":"sign_in.failed"')
    expect(logged.filter(line => line.includes('"security":"INVALID_CREDENTIALS"'))).toHaveLength(2)
    expect(logged.join()).not.toContain('canary')
    expect(await app.context.metrics.scrape()).toContain('security_events_total{event="sign_in.failed"} 1')
  })

  it('a changed password', async () => {
    const changed = await post(
      'password/change',
      { currentPassword: b.password, newPassword: 'canary horse quite another battery' },
      '203.0.113.7',
      { authorization: `Bearer ${b.token}` },
    )
    expect(changed.statusCode).toBe(200)
    expect(await eventsOf(b, 'password.changed')).toEqual(told(b))
    expect(logged.join()).not.toContain('canary')
  })

  it('a refresh token that came back', async () => {
    await post('refresh', { refreshToken: a.refreshToken })
    await app.database.query(`update refresh_token set used_at = used_at - interval '11 seconds'`)
    expect((await post('refresh', { refreshToken: a.refreshToken })).statusCode).toBe(401)
    expect(await eventsOf(a, 'session.revoked')).toEqual(told(a))
    expect(logged.join()).not.toContain(a.refreshToken)
  })
})

describe('registering', () => {
  const input = (email: string) => ({
    businessName: 'Shop',
    businessType: 'retail',
    name: 'Somebody',
    email,
    password: 'staple battery horse correct',
  })

  it('tells a network twenty times in an hour that an address has an account, and then nothing at all', async () => {
    const answers: number[] = []
    for (let i = 0; i < 21; i++) answers.push((await post('register', input(a.email), '198.51.100.1')).statusCode)
    expect(answers).toEqual([...Array(20).fill(409), 429])
    expect((await post('register', input('fresh@example.test'), '198.51.100.1')).statusCode).toBe(429)
    expect((await post('register', input('fresh@example.test'), '198.51.100.2')).statusCode).toBe(201)
  })
})
