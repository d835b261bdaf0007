import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { closeContext, testContext } from '../../../test/context.ts'
import { register, type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { until } from '../../../test/until.ts'
import { createAuthenticator } from '../index.ts'

let app: TestApp
let b: TestTenant

beforeAll(async () => {
  app = await buildApp()
  b = (await twoTenants(app)).b
})
afterAll(() => app.close())

interface Pair {
  accessToken: string
  refreshToken: string
}

const post = (path: string, body?: unknown, token?: string) =>
  app.call<Pair>(token ? { token } : null, 'POST', `/api/v1/auth/${path}`, body)
const status = async (token: string) => (await app.call({ token }, 'GET', '/api/v1/auth/me')).status
const refresh = (refreshToken: string) => post('refresh', { refreshToken })
const login = async (person: TestTenant) =>
  (await post('login', { email: person.email, password: person.password })).data

describe('a session that ends', () => {
  it('by logout is refused at once: access token and refresh token, but not the person’s other session', async () => {
    const person = await register(app)
    const other = await login(person)
    expect((await post('logout', undefined, person.token)).status).toBe(200)
    expect(await status(person.token)).toBe(401)
    expect((await refresh(person.refreshToken)).status).toBe(401)
    expect(await status(other.accessToken)).toBe(200)
  })

  it('by a new password ends everywhere, and the answer is a session that works', async () => {
    const person = await register(app)
    const other = await login(person)
    const body = { currentPassword: person.password, newPassword: 'an entirely new password' }
    const changed = await post('password/change', body, person.token)
    expect(changed.status).toBe(200)
    expect([await status(person.token), await status(other.accessToken)]).toEqual([401, 401])
    expect((await refresh(other.refreshToken)).status).toBe(401)
    expect(await status(changed.data.accessToken)).toBe(200)
    expect((await post('login', { email: person.email, password: person.password })).status).toBe(401)
    expect((await post('login', { email: person.email, password: body.newPassword })).status).toBe(200)
  })

  it('does not end by a wrong current password', async () => {
    const body = { currentPassword: 'not the password', newPassword: 'an entirely new password' }
    expect((await post('password/change', body, b.token)).body.error?.code).toBe('WRONG_PASSWORD')
    expect(await status(b.token)).toBe(200)
  })

  it('in one process is refused in another', async () => {
    const person = await register(app)
    const second = testContext(app.database, {
      pubsub: app.context.pubsub,
      config: { authSecret: app.context.config.authSecret },
    })
    try {
      const { authenticateToken } = createAuthenticator(second)
      expect(await authenticateToken(person.token)).toMatchObject({ role: 'tenant_admin' })
      await post('logout', undefined, person.token)
      const refused = () =>
        authenticateToken(person.token).then(
          () => false,
          error => error.code === 'UNAUTHENTICATED',
        )
      await until(refused, { timeout: 2000, what: 'refusal in the other process' })
    } finally {
      await second.db.close()
    }
  })

  it('unnoticed, because no word arrived, is refused within five seconds', async () => {
    const person = await register(app)
    let moment = Date.now()
    const second = testContext(app.database, {
      config: { authSecret: app.context.config.authSecret },
      clock: { now: () => new Date(moment) },
    })
    try {
      const { authenticateToken } = createAuthenticator(second)
      await authenticateToken(person.token)
      await post('logout', undefined, person.token)
      moment += 5001
      await expect(authenticateToken(person.token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    } finally {
      await closeContext(second)
    }
  })

  it('with the membership is refused, and a lesser role counts, whatever the token says', async () => {
    const person = await register(app)
    const user = person.userId.replace('usr_', '')
    let moment = Date.now()
    const second = testContext(app.database, {
      config: { authSecret: app.context.config.authSecret },
      clock: { now: () => new Date(moment) },
    })
    try {
      const { authenticateToken } = createAuthenticator(second)
      await authenticateToken(person.token)
      await app.database.query(`update membership set role = 'viewer' where user_id = $1`, [user])
      moment += 5001
      const demoted = await authenticateToken(person.token)
      expect([demoted.role, demoted.permissions.has('tenant:write')]).toEqual(['viewer', false])
      await app.database.query('delete from membership where user_id = $1', [user])
      moment += 5001
      await expect(authenticateToken(person.token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    } finally {
      await closeContext(second)
    }
  })
})
