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

/** The session that an access token names. */
const sessionOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sid

describe('a refresh token', () => {
  it('gives a new pair once, and the old access token goes on until it ends', async () => {
    const first = await login(a)
    const second = await refresh(first.refreshToken)
    expect(second.status).toBe(200)
    expect(second.data.refreshToken).not.toBe(first.refreshToken)
    expect(await status(second.data.accessToken)).toBe(200)
    expect((await refresh(second.data.refreshToken)).status).toBe(200)
  })

  it('replayed after the grace ends its whole family and the session', async () => {
    const first = await login(a)
    const second = (await refresh(first.refreshToken)).data
    expect(await status(second.accessToken)).toBe(200)
    await app.database.query(
      `update refresh_token set used_at = used_at - interval '11 seconds' where used_at is not null`,
    )
    expect((await refresh(first.refreshToken)).status).toBe(401)
    expect((await refresh(second.refreshToken)).status).toBe(401)
    expect(await status(second.accessToken)).toBe(401)
    expect(await status(first.accessToken)).toBe(401)
  })

  it('replayed by one person ends no session of another, nor another session of the same', async () => {
    const [stolen, other] = [await login(a), await login(a)]
    await refresh(stolen.refreshToken)
    await app.database.query(
      `update refresh_token set used_at = used_at - interval '11 seconds' where used_at is not null`,
    )
    expect((await refresh(stolen.refreshToken)).status).toBe(401)
    expect(await status(other.accessToken)).toBe(200)
    expect((await refresh(other.refreshToken)).status).toBe(200)
    expect(await status(b.token)).toBe(200)
  })

  it('used 20 times at once leaves the person signed in, in one family', async () => {
    const first = await login(b)
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(first.refreshToken)))
    expect(answers.map(answer => answer.status)).toEqual(Array(20).fill(200))
    const pairs = answers.map(answer => answer.data)
    expect(new Set(pairs.map(pair => pair.refreshToken)).size).toBe(1)
    for (const pair of pairs) expect(await status(pair.accessToken)).toBe(200)
    const sessionId = sessionOf(first.accessToken)
    const families = await app.database.query('select distinct family_id from refresh_token where session_id = $1', [
      sessionId,
    ])
    expect(families).toHaveLength(1)
    expect((await refresh(pairs[7]!.refreshToken)).status).toBe(200)
  })

  it('copied within the grace gives no second line: the copy is noticed when both go on', async () => {
    const first = await login(a)
    const [owner, thief] = [(await refresh(first.refreshToken)).data, (await refresh(first.refreshToken)).data]
    expect(thief.refreshToken).toBe(owner.refreshToken)
    const next = (await refresh(thief.refreshToken)).data
    await app.database.query(
      `update refresh_token set used_at = used_at - interval '11 seconds' where used_at is not null`,
    )
    expect((await refresh(owner.refreshToken)).status).toBe(401)
    expect(await status(next.accessToken)).toBe(401)
  })

  it('does not keep a session alive longer than a session may live', async () => {
    const first = await login(a)
    const sessionId = sessionOf(first.accessToken)
    const left = async () => {
      const [row] = await app.database.query<{ days: number }>(
        `select round(extract(epoch from expires_at - now()) / 86400)::int as days from auth_session where id = $1`,
        [sessionId],
      )
      return row?.days
    }
    expect(await left()).toBe(30)
    await app.database.query(`update auth_session set created_at = now() - interval '80 days' where id = $1`, [
      sessionId,
    ])
    const second = (await refresh(first.refreshToken)).data
    expect(await left()).toBe(10)
    await app.database.query(
      `update auth_session set created_at = now() - interval '91 days', expires_at = now() + interval '1 day' where id = $1`,
      [sessionId],
    )
    const third = (await refresh(second.refreshToken)).data
    expect(third === undefined || (await status(third.accessToken)) === 401).toBe(true)
    expect(await left()).toBe(-1)
  })

  it.each(['twr_nothing', 'x', `twr_${'A'.repeat(43)}`])('that we never gave is refused: %s', async token => {
    expect((await refresh(token)).status).toBe(401)
  })

  it('that has run out is refused', async () => {
    const { refreshToken } = await login(a)
    await app.database.query(`update refresh_token set expires_at = now() - interval '1 second'`)
    expect((await refresh(refreshToken)).status).toBe(401)
  })
})
