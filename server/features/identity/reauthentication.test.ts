import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readId } from '../../platform/ids/index.ts'
import { createLogger } from '../../platform/telemetry/index.ts'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { register, type TestTenant, twoTenants } from '../../test/twoTenants.ts'
import { TRIES } from './throttle.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant
const logged: string[] = []

beforeAll(async () => {
  const log = createLogger({ logLevel: 'info' }, { write: line => void logged.push(line) })
  app = await buildApp({ parts: { log } })
})
beforeEach(async () => {
  ;({ a, b } = await twoTenants(app))
})
afterAll(() => app.close())

const from = (remoteAddress: string, person: { token: string }, password: string, headers: object = {}) =>
  app.app.inject({
    method: 'POST',
    url: '/api/v1/auth/reauthenticate',
    payload: { method: 'password', password },
    remoteAddress,
    headers: { authorization: `Bearer ${person.token}`, 'user-agent': 'a device', ...headers },
  })
const confirm = (person: { token: string }, password: string) => from('203.0.113.7', person, password)
const login = async ({ email, password }: TestTenant) => {
  const { data } = await app.call<{ accessToken: string }>(null, 'POST', '/api/v1/auth/login', { email, password })
  return { token: data.accessToken }
}
/** Connects a channel, which asks for a recent proof. */
const connect = async (person: { token: string }) => {
  const { status, body } = await app.call(person, 'POST', '/api/v1/channels', { provider: 'simulator', name: 'Phone' })
  return body.error?.code ?? status
}
/** The person's sessions, as they are eleven minutes later. */
const age = ({ userId }: TestTenant) =>
  app.database.query(
    `update auth_session set authenticated_at = authenticated_at - interval '11 minutes' where user_id = $1`,
    [readId('user', userId)],
  )
const eventsOf = (tenant: TestTenant, type: string) =>
  app.database.query('select aggregate_id, actor_kind, data from event where tenant_id = $1 and type = $2', [
    readId('tenant', tenant.tenantId),
    type,
  ])

describe('a person whose sign-in was long ago', () => {
  it('may do again what is asked of them once they gave their password, in this session alone', async () => {
    const other = await login(a)
    expect(await connect(a)).toBe(201)
    await age(a)
    await age(b)
    expect(await connect(a)).toBe('REAUTHENTICATION_REQUIRED')
    const confirmed = await confirm(a, a.password)
    expect([confirmed.statusCode, confirmed.json().data]).toEqual([200, { recentForSeconds: 600 }])
    expect(await connect(a)).toBe(201)
    expect(await connect(other)).toBe('REAUTHENTICATION_REQUIRED')
    expect(await connect(b)).toBe('REAUTHENTICATION_REQUIRED')
  })

  it('is not helped by new tokens of the same session, but by a new sign-in', async () => {
    await age(a)
    const { refreshToken } = a
    const { data } = await app.call<{ accessToken: string }>(null, 'POST', '/api/v1/auth/refresh', { refreshToken })
    expect(await connect({ token: data.accessToken })).toBe('REAUTHENTICATION_REQUIRED')
    expect(await connect(await login(a))).toBe(201)
  })

  it('is not helped by a wrong password, nor by that of somebody else', async () => {
    await age(a)
    for (const password of ['not the password', b.password]) {
      const wrong = await confirm(a, password)
      expect([wrong.statusCode, wrong.json().error.code]).toEqual([403, 'WRONG_PASSWORD'])
    }
    expect(await connect(a)).toBe('REAUTHENTICATION_REQUIRED')
    expect(await connect(b)).toBe(201)
  })

  it('cannot confirm a session that has ended, nor without one', async () => {
    const person = await register(app)
    await app.call(person, 'POST', '/api/v1/auth/logout')
    expect((await confirm(person, person.password)).statusCode).toBe(401)
    expect((await confirm({ token: 'x' }, person.password)).statusCode).toBe(401)
  })
})

describe('confirming a password', () => {
  it('leaves an event with address and device in the log of the business, right or wrong, and no password anywhere', async () => {
    await confirm(a, 'canary-wrong-password')
    await confirm(a, a.password)
    const told = (actor: string) => [
      {
        aggregate_id: readId('user', a.userId),
        actor_kind: actor,
        data: { address: '203.0.113.7', device: 'a device' },
      },
    ]
    expect(await eventsOf(a, 'reauthentication.failed')).toEqual(told('system'))
    expect(await eventsOf(a, 'reauthentication.succeeded')).toEqual(told('user'))
    expect(await eventsOf(b, 'reauthentication.failed')).toEqual([])
    expect(await eventsOf(b, 'reauthentication.succeeded')).toEqual([])
    expect(logged.join()).toContain('"security":"reauthentication.failed"')
    expect(logged.join()).not.toContain('canary')
    expect(logged.join()).not.toContain(a.password)
  })

  it('is one more way to try a password, so its tries are counted together with those to sign in', async () => {
    const { points } = TRIES.loginByAccount
    const email = a.email
    for (let n = 0; n < points - 2; n++) {
      const payload = { email, password: `wrong password ${n}` }
      await app.app.inject({ method: 'POST', url: '/api/v1/auth/login', payload, remoteAddress: '198.51.100.4' })
    }
    const tries = []
    for (let n = 0; n < 3; n++) tries.push((await from('198.51.100.4', a, `wrong password ${n}`)).statusCode)
    expect(tries).toEqual([403, 403, 429])
    const late = await from('198.51.100.4', a, a.password)
    expect([late.statusCode, Number(late.headers['retry-after']) > 0]).toEqual([429, true])
    expect((await from('198.51.100.4', b, b.password)).statusCode).toBe(200)
    expect((await from('203.0.113.20', a, a.password)).statusCode).toBe(200)
  })
})
