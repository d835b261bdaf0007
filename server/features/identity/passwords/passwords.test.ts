import { scryptSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { register } from '../../../test/twoTenants.ts'
import { weakNow } from './guess.ts'
import { hashNow, verifyNow } from './hash.ts'

/** As the identity library hashed before. */
function scryptHash(password: string): string {
  const salt = '00112233445566778899aabbccddeeff'
  const cost = { N: 16_384, r: 16, p: 1, maxmem: 128 * 16_384 * 16 * 2 }
  return `${salt}:${scryptSync(password.normalize('NFKC'), salt, 64, cost).toString('hex')}`
}

describe('a hash', () => {
  it('is argon2id at the cost that OWASP advises, another one each time', () => {
    const hashes = [hashNow('four quiet blue herons'), hashNow('four quiet blue herons')]
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(hashes[0]).not.toBe(hashes[1])
    expect(verifyNow(hashes[0]!, 'four quiet blue herons')).toEqual({ right: true, outdated: false })
    expect(verifyNow(hashes[0]!, 'four quiet blue heron')).toEqual({ right: false, outdated: false })
  })

  it('of another program of the standard is understood', () => {
    const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
    expect(verifyNow(reference, 'password')).toEqual({ right: true, outdated: true })
  })

  it('made as before opens still, and says that it is old', () => {
    expect(verifyNow(scryptHash('four quiet blue herons'), 'four quiet blue herons')).toEqual({
      right: true,
      outdated: true,
    })
    expect(verifyNow(scryptHash('four quiet blue herons'), 'another')).toMatchObject({ right: false })
  })

  it('that is broken, or costs more than any of ours, opens nothing', () => {
    for (const hash of [
      '',
      'x',
      ':',
      '$argon2id$v=19$m=9,t=1,p=1$$',
      '$argon2id$v=19$m=99999999,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    ]) {
      expect(verifyNow(hash, 'password').right, hash).toBe(false)
    }
  })
})

describe('a new password', () => {
  const own = ['amina.b@dar-zitoun.example', 'Amina Benali', 'Dar Zitoun']

  it.each([
    ...['password12', 'Password123!', 'P@ssw0rd2026', 'qwertyuiop', '1q2w3e4r5t', 'azertyuiop', 'motdepasse1'],
    ...['1234567890', '0987654321', 'aaaaaaaaaa', 'abcabcabcabc', 'abcdefghij', 'iloveyou2026', '123456123456'],
    'x'.repeat(200),
  ])('is refused when everybody tries it first: %s', password => {
    expect(weakNow(password, own)).toBe('common')
  })

  it.each([
    'amina.b@dar-zitoun.example',
    'AMINABENALI',
    'Amina2026!!',
    'darzitoun2026',
    'Dar-Zitoun1',
    'nuotizrad1',
    '@m1nabenali',
  ])('is refused when it is made of the person’s own words: %s', password => {
    expect(weakNow(password, own)).toBe('own_words')
  })

  it.each(['four quiet blue herons', 'correct horse', 'كلمة سر طويلة', 'Amina walks her seven dogs', 'xK9#mQ2$vL'])(
    'is taken when it would hold: %s',
    password => {
      expect(weakNow(password, own)).toBeUndefined()
    },
  )
})

describe('the way in', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await buildApp()
  })
  afterAll(() => app.close())

  const post = (path: string, payload: object, remoteAddress = '203.0.113.7') =>
    app.app.inject({ method: 'POST', url: `/api/v1/auth/${path}`, payload, remoteAddress })
  const business = { businessName: 'Dar Zitoun', businessType: 'restaurant', name: 'Amina Benali' }

  it('tells why a password is refused, when one registers and when one changes it', async () => {
    const email = 'amina@dar-zitoun.example'
    const common = await post('register', { ...business, email, password: 'password12' })
    expect([common.statusCode, common.json().error.code]).toEqual([400, 'PASSWORD_COMMON'])
    const own = await post('register', { ...business, email, password: email })
    expect([own.statusCode, own.json().error.code]).toEqual([400, 'PASSWORD_OWN_WORDS'])
    const tenant = await register(app)
    const changed = await app.call(tenant, 'POST', '/api/v1/auth/password/change', {
      currentPassword: tenant.password,
      newPassword: '1234567890',
    })
    expect(changed.status).toBe(400)
  })

  it('makes an old hash new when its person signs in, once', async () => {
    const { email, password } = await register(app)
    const stored = async () =>
      (
        await app.database.query<{ password: string }>(
          'select a.password from auth_account a join auth_user u on u.id = a.user_id where u.email = $1',
          [email],
        )
      )[0]!.password
    await app.database.query(
      'update auth_account set password = $1 where user_id = (select id from auth_user where email = $2)',
      [scryptHash(password), email],
    )
    expect((await post('login', { email, password: 'not the password' })).statusCode).toBe(401)
    expect(await stored()).toBe(scryptHash(password))
    expect((await post('login', { email, password })).statusCode).toBe(200)
    const renewed = await stored()
    expect(renewed).toMatch(/^\$argon2id\$/)
    expect((await post('login', { email, password })).statusCode).toBe(200)
    expect(await stored()).toBe(renewed)
  })

  it('is short: a burst from one address is refused, and others sign in, register and work meanwhile', async () => {
    const tenant = await register(app)
    const burst = Array.from({ length: 200 }, (_, n) =>
      post('login', { email: `nobody-${n}@example.test`, password: 'not the password' }, '203.0.113.66'),
    )
    const began = performance.now()
    const working = await app.call(tenant, 'GET', '/api/v1/auth/me')
    const worked = performance.now() - began
    const others = await Promise.all([
      post('login', { email: tenant.email, password: tenant.password }, '203.0.113.8'),
      post('register', { ...business, email: 'other@example.test', password: 'four quiet blue herons' }, '203.0.113.9'),
    ])
    expect(working.status).toBe(200)
    expect(worked).toBeLessThan(2_000)
    expect(others.map(answer => answer.statusCode)).toEqual([200, 201])
    const answers = await Promise.all(burst)
    const busy = answers.filter(answer => answer.statusCode === 503)
    expect(busy.length).toBeGreaterThan(150)
    expect(busy[0]!.headers['retry-after']).toBe('1')
    expect(answers.filter(answer => answer.statusCode === 401).length).toBeGreaterThan(0)
  })
})
