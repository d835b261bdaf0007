import { createHmac, generateKeyPairSync, sign as signBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { closeContext, testContext } from '../../test/context.ts'
import { register, type TestTenant, twoTenants } from '../../test/twoTenants.ts'
import { until } from '../../test/until.ts'
import { createAuthenticator } from './index.ts'

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

const decode = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString())
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const parts = (token: string) => {
  const [header, payload, signature] = token.split('.')
  return { header: decode(header), payload: decode(payload), signature: signature!, raw: { header, payload } }
}

describe('a forged access token', () => {
  it.each(['none', 'None', 'NONE', ''])('with alg %j is refused', async alg => {
    const { header, raw, signature } = parts(a.token)
    for (const end of ['', signature]) {
      expect(await status(`${encode({ ...header, alg })}.${raw.payload}.${end}`)).toBe(401)
    }
  })

  it('signed with the public key as an HMAC secret is refused', async () => {
    const { header, raw } = parts(a.token)
    const [row] = await app.database.query<{ public_key: string }>('select public_key from auth_jwks')
    for (const secret of [row!.public_key, Buffer.from(JSON.parse(row!.public_key).x, 'base64url')]) {
      const head = encode({ ...header, alg: 'HS256' })
      const mac = createHmac('sha256', secret).update(`${head}.${raw.payload}`).digest('base64url')
      expect(await status(`${head}.${raw.payload}.${mac}`)).toBe(401)
    }
  })

  it('signed with a key that it brings along is refused', async () => {
    const { header, payload } = parts(a.token)
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const jwk = publicKey.export({ format: 'jwk' })
    const headers = [
      { ...header, jwk },
      { alg: 'EdDSA', jwk, kid: 'own' },
      { ...header, jku: 'http://127.0.0.1:9/keys', jwk },
      { ...header, x5u: 'http://127.0.0.1:9/x' },
      { alg: 'EdDSA', kid: '../../../../dev/null' },
      { alg: 'EdDSA', kid: `' or '1'='1` },
      { alg: 'EdDSA' },
    ]
    for (const own of headers) {
      const text = `${encode(own)}.${encode(payload)}`
      const mine = signBytes(null, Buffer.from(text), privateKey).toString('base64url')
      expect(await status(`${text}.${mine}`), JSON.stringify(own)).toBe(401)
    }
  })

  it('with edited claims is refused', async () => {
    const { raw, payload, signature } = parts(a.token)
    const edits = [
      { role: 'tenant_admin2' },
      { tid: parts(b.token).payload.tid },
      { sub: parts(b.token).payload.sub },
      { exp: payload.exp + 3600 },
      { aud: 'other' },
    ]
    for (const edit of edits) {
      expect(await status(`${raw.header}.${encode({ ...payload, ...edit })}.${signature}`)).toBe(401)
    }
    expect(await status(`${raw.header}.${parts(b.token).raw.payload}.${signature}`)).toBe(401)
  })

  it.each(['', 'x', 'a.b', 'a.b.c', 'a.b.c.d', '....', 'null', `${'x'.repeat(5000)}`])(
    'that is %j is refused',
    async token => {
      expect(await status(token)).toBe(401)
    },
  )
})

describe('a token of another kind', () => {
  it('does not open the API: a refresh token is no access token, and back', async () => {
    expect(await status(a.refreshToken)).toBe(401)
    expect((await refresh(a.token)).status).toBe(401)
  })

  it('signed by us for another audience does not open the API', async () => {
    const { identityOf } = await import('./identity.ts')
    const { auth } = identityOf(app.context).library
    const { payload } = parts(a.token)
    for (const change of [{ aud: 'tawsil:invite' }, { typ: 'invite' }, { iss: 'other' }, { sid: undefined }]) {
      const { token } = await auth.api.signJWT({ body: { payload: { ...payload, ...change } } })
      expect(await status(token), JSON.stringify(change)).toBe(401)
    }
    const { token } = await auth.api.signJWT({ body: { payload } })
    expect(await status(token)).toBe(200)
  })

  it('that has run out is refused', async () => {
    const { identityOf } = await import('./identity.ts')
    const { auth } = identityOf(app.context).library
    const past = Math.floor(Date.now() / 1000) - 60
    const { token } = await auth.api.signJWT({ body: { payload: { ...parts(a.token).payload, exp: past } } })
    expect(await status(token)).toBe(401)
  })

  it.each(['Basic', 'Token', 'bearer', ''])('needs the scheme Bearer: %j', async scheme => {
    const headers = { authorization: `${scheme} ${a.token}`.trim() }
    const { status } = await app.call(null, 'GET', '/api/v1/auth/me', undefined, headers)
    expect(status).toBe(scheme === 'bearer' ? 200 : 401)
  })
})

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
    expect(new Set(pairs.map(pair => pair.refreshToken)).size).toBe(20)
    for (const pair of pairs) expect(await status(pair.accessToken)).toBe(200)
    const sessionId = parts(first.accessToken).payload.sid
    const families = await app.database.query('select distinct family_id from refresh_token where session_id = $1', [
      sessionId,
    ])
    expect(families).toHaveLength(1)
    expect((await refresh(pairs[7]!.refreshToken)).status).toBe(200)
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

describe('signing keys', () => {
  it('are one for all, however many sign in first', async () => {
    expect(await app.database.query('select id from auth_jwks')).toHaveLength(1)
  })

  it('are void under another secret, and signing in makes a new one', async () => {
    const other = await buildApp()
    await other.close()
    const second = testContext(app.database)
    try {
      await expect(createAuthenticator(second).authenticateToken(b.token)).rejects.toMatchObject({
        code: 'UNAUTHENTICATED',
      })
      const { identityOf } = await import('./identity.ts')
      const { tokens } = identityOf(second)
      const { payload } = parts(b.token)
      const claims = { userId: payload.sub, sessionId: payload.sid, tenantId: payload.tid, role: 'tenant_admin' }
      expect(await tokens.verify(await tokens.sign(claims))).toMatchObject(claims)
      expect(await status(b.token)).toBe(200)
    } finally {
      await closeContext(second)
    }
  })
})
