import { createHmac, generateKeyPairSync, sign as signBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { closeContext, testContext } from '../../../test/context.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { identityOf } from '../identity.ts'
import { createAuthenticator } from '../index.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
})
afterAll(() => app.close())

const status = async (token: string) => (await app.call({ token }, 'GET', '/api/v1/auth/me')).status
const refresh = (refreshToken: string) => app.call(null, 'POST', '/api/v1/auth/refresh', { refreshToken })

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

  it.each(['', 'x', 'a.b', 'a.b.c', 'a.b.c.d', '....', 'null', 'x.x'.repeat(2000)])(
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
