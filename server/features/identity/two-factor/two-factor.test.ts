import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deliverMails, readOutbox } from '../../../platform/mail/index.ts'
import { createLogger } from '../../../platform/telemetry/index.ts'
import { buildApp, type Loose, type TestApp } from '../../../test/buildApp.ts'
import { AuthenticatorApp, turnTwoFactorOn } from '../../../test/factors/authenticator-app.ts'
import { dumpOf, foundIn, keepEverything } from '../../../test/security/canaries.ts'
import { bare } from '../../../test/security/snapshot.ts'
import { register, type TestTenant, twoTenants } from '../../../test/twoTenants.ts'

const log = keepEverything()
let app: TestApp
let a: TestTenant
let b: TestTenant
/** The clock of the program, moved by tests to get other codes. */
let ahead = 0
const now = () => new Date(Date.now() + ahead)

beforeAll(async () => {
  app = await buildApp({ parts: { log: createLogger({ logLevel: 'trace' }, log.stream), clock: { now } } })
  ;({ a, b } = await twoTenants(app))
})
afterAll(() => app.close())
beforeEach(() => {
  ahead += 60_000
})

interface SignedIn {
  accessToken: string
  refreshToken: string
}
const post = <T = SignedIn>(path: string, body?: object, token?: string, headers?: object) =>
  app.call<T>(token ? { token } : null, 'POST', `/api/v1/${path}`, body, headers)
const login = ({ email, password }: TestTenant, more: object = {}, headers?: object) =>
  post('auth/login', { email, password, ...more }, undefined, headers)
const codeOf = (answer: { body: Loose }) => answer.body.error?.code as unknown as string | undefined
const challengeOf = (answer: { body: Loose }) => answer.body.error?.details?.challenge as unknown as string
const second = (challenge: string, code: string, headers?: object) =>
  post('auth/login/second-factor', { challenge, code }, undefined, headers)
const sessionsOf = async ({ userId }: TestTenant) =>
  (await app.database.query('select id from auth_session where user_id = $1', [bare(userId)])).length
const eventsOf = async ({ userId }: TestTenant) =>
  (
    await app.database.query<{ type: string }>('select type from event where aggregate_id = $1 order by position', [
      bare(userId),
    ])
  ).map(row => row.type)
const mailsTo = async ({ email }: TestTenant) => {
  await deliverMails(app.context)
  return (await readOutbox(app.context)).filter(mail => mail.to === email)
}

/** Somebody with two-factor sign-in on, and their app. */
async function protectedPerson() {
  const person = await register(app)
  return { person, ...(await turnTwoFactorOn(app, person)) }
}

describe('two-factor sign-in', () => {
  it('is on when a code of the app was given, and not before', async () => {
    const person = await register(app)
    const begun = await post<{ secret: string; uri: string }>('two-factor/totp', undefined, person.token)
    expect(begun.data.uri).toContain(`secret=${begun.data.secret}`)
    expect((await login(person)).status).toBe(200)
    const wrong = await post('two-factor/totp/confirm', { code: '000000' }, person.token)
    expect([wrong.status, codeOf(wrong)]).toEqual([422, 'CODE_WRONG'])
    const code = new AuthenticatorApp(begun.data.secret).codeAt(now())
    const on = await post<{ recoveryCodes: string[] }>('two-factor/totp/confirm', { code }, person.token)
    expect(new Set(on.data.recoveryCodes).size).toBe(10)
    expect(codeOf(await login(person))).toBe('SECOND_FACTOR_REQUIRED')
    const own = await app.call(person, 'GET', '/api/v1/two-factor')
    expect(own.data).toEqual({ totp: true, passkeys: 0, recoveryCodesLeft: 10 })
    expect((await app.call(b, 'GET', '/api/v1/two-factor')).data).toEqual({
      totp: false,
      passkeys: 0,
      recoveryCodesLeft: 0,
    })
  })

  it('ends the sessions that the password alone has opened elsewhere', async () => {
    const person = await register(app)
    const { accessToken } = (await login(person)).data
    await turnTwoFactorOn(app, person)
    const status = async (token: string) => (await app.call({ token }, 'GET', '/api/v1/auth/me')).status
    expect([await status(accessToken), await status(person.token)]).toEqual([401, 200])
  })

  it('gives neither session nor token for the password alone', async () => {
    const { person } = await protectedPerson()
    const before = await sessionsOf(person)
    const asked = await login(person, {}, { 'x-session': 'cookie' })
    expect([asked.status, codeOf(asked)]).toEqual([401, 'SECOND_FACTOR_REQUIRED'])
    expect(asked.body.error?.details).toMatchObject({ methods: ['totp', 'recovery_code'], expiresInSeconds: 300 })
    expect(asked.headers['set-cookie']).toBeUndefined()
    expect(await sessionsOf(person)).toBe(before)
    const challenge = challengeOf(asked)
    expect((await app.call({ token: challenge }, 'GET', '/api/v1/auth/me')).status).toBe(401)
    expect((await post('auth/refresh', { refreshToken: challenge })).status).toBe(401)
  })

  it('opens one session by challenge and code, in a browser as well', async () => {
    const { person, authenticator } = await protectedPerson()
    ahead += 30_000
    const asked = await login(person)
    const code = authenticator.codeAt(now())
    const answers = await Promise.all(Array.from({ length: 3 }, () => second(challengeOf(asked), code)))
    expect(answers.map(one => one.status).sort()).toEqual([200, 401, 401])
    const { data } = answers.find(one => one.status === 200)!
    expect((await app.call({ token: data.accessToken }, 'GET', '/api/v1/auth/me')).status).toBe(200)
    expect((await post('auth/refresh', { refreshToken: data.refreshToken })).status).toBe(200)

    ahead += 30_000
    const browser = { 'x-session': 'cookie' }
    const again = await login(person, {}, browser)
    const signedIn = await second(challengeOf(again), authenticator.codeAt(now()), browser)
    expect([signedIn.status, signedIn.data.refreshToken]).toEqual([200, ''])
    expect(String(signedIn.headers['set-cookie'])).toContain('tawsil_refresh=twr_')
  })

  it('takes the code of a program together with the password', async () => {
    const { person, authenticator } = await protectedPerson()
    ahead += 30_000
    const wrong = await login(person, { totp: '000000' })
    expect([wrong.status, codeOf(wrong)]).toEqual([401, 'SECOND_FACTOR_WRONG'])
    const right = await login(person, { totp: authenticator.codeAt(now()) })
    expect(right.status).toBe(200)
    expect((await app.call({ token: right.data.accessToken }, 'GET', '/api/v1/auth/me')).status).toBe(200)
  })

  it('says nothing of it to who does not know the password', async () => {
    const { person } = await protectedPerson()
    const wrong = await post('auth/login', { email: person.email, password: 'not the password' })
    const other = await post('auth/login', { email: a.email, password: 'not the password' })
    const plain = (text: string) => text.replace(/"timestamp":"[^"]+"/, '')
    expect(plain(wrong.text)).toBe(plain(other.text))
  })
})

describe('a code', () => {
  it('counts once: neither it nor an older one opens anything again', async () => {
    const { person, authenticator } = await protectedPerson()
    ahead += 60_000
    const [used, older] = [authenticator.codeAt(now()), authenticator.codeAt(new Date(now().getTime() - 30_000))]
    expect((await login(person, { totp: used })).status).toBe(200)
    for (const totp of [used, older]) expect(codeOf(await login(person, { totp }))).toBe('SECOND_FACTOR_WRONG')
    expect(codeOf(await second(challengeOf(await login(person)), used))).toBe('SECOND_FACTOR_WRONG')
  })

  it('that turned two-factor on does not sign in', async () => {
    const { person, authenticator } = await protectedPerson()
    expect(codeOf(await login(person, { totp: authenticator.codeAt(now()) }))).toBe('SECOND_FACTOR_WRONG')
  })

  it('may be typed with spaces and in Arabic digits', async () => {
    const { person, authenticator } = await protectedPerson()
    ahead += 30_000
    const arabic = authenticator.codeAt(now()).replace(/\d/g, digit => '٠١٢٣٤٥٦٧٨٩'[Number(digit)]!)
    expect((await login(person, { totp: `${arabic.slice(0, 3)} ${arabic.slice(3)}` })).status).toBe(200)
  })

  it('of another person opens nothing, and neither does their recovery code', async () => {
    const [one, other] = [await protectedPerson(), await protectedPerson()]
    ahead += 30_000
    for (const totp of [other.authenticator.codeAt(now()), other.recoveryCodes[0]!])
      expect(codeOf(await login(one.person, { totp }))).toBe('SECOND_FACTOR_WRONG')
  })
})

describe('a challenge', () => {
  it('ends after five wrong codes, and then a right one opens nothing', async () => {
    const { person, authenticator } = await protectedPerson()
    ahead += 30_000
    const challenge = challengeOf(await login(person))
    for (let i = 0; i < 5; i++) expect(codeOf(await second(challenge, '000000'))).toBe('SECOND_FACTOR_WRONG')
    expect(codeOf(await second(challenge, authenticator.codeAt(now())))).toBe('CHALLENGE_INVALID')
    expect(await eventsOf(person)).toContain('second_factor.failed')
  })

  it('ends after five minutes, and is nowhere but in the answer', async () => {
    const { person, authenticator } = await protectedPerson()
    ahead += 30_000
    const challenge = challengeOf(await login(person))
    expect(foundIn(await dumpOf(app.database), { challenge })).toEqual([])
    expect(foundIn(log.text(), { challenge })).toEqual([])
    await app.database.query(`update sign_in_challenge set expires_at = expires_at - interval '301 seconds'`)
    expect(codeOf(await second(challenge, authenticator.codeAt(now())))).toBe('CHALLENGE_INVALID')
    expect(codeOf(await second('twc_of-nobody', '123456'))).toBe('CHALLENGE_INVALID')
  })
})

describe('wrong codes', () => {
  it('are limited for an account, however many challenges they come with', async () => {
    const { person, authenticator } = await protectedPerson()
    ahead += 30_000
    const answers: number[] = []
    for (let i = 0; i < 11; i++) answers.push((await login(person, { totp: '000000' })).status)
    // The code that turned it on was one of the ten.
    expect(answers).toEqual([...Array(9).fill(401), 429, 429])
    const late = await second(challengeOf(await login(person)), authenticator.codeAt(now()))
    expect([late.status, codeOf(late)]).toEqual([429, 'RATE_LIMITED'])
    expect(Number(late.headers['retry-after'])).toBeGreaterThan(0)
  })
})

describe('a recovery code', () => {
  it('opens the account once in place of a code, which the person is mailed about', async () => {
    const { person, recoveryCodes } = await protectedPerson()
    const [first, other] = recoveryCodes as [string, string]
    expect((await login(person, { totp: first.toLowerCase().replaceAll('-', ' ') })).status).toBe(200)
    expect(codeOf(await login(person, { totp: first }))).toBe('SECOND_FACTOR_WRONG')
    expect((await second(challengeOf(await login(person)), other)).status).toBe(200)
    expect((await app.call(person, 'GET', '/api/v1/two-factor')).data).toMatchObject({ recoveryCodesLeft: 8 })
    expect((await eventsOf(person)).filter(type => type === 'recovery_code.used')).toHaveLength(2)
    const subjects = (await mailsTo(person)).map(mail => mail.subject)
    expect(subjects.filter(one => one === 'Somebody signed in with one of your recovery codes')).toHaveLength(2)
  })

  it('is worth nothing once there are new ones, which cost a code', async () => {
    const { person, authenticator, recoveryCodes } = await protectedPerson()
    ahead += 30_000
    const path = 'two-factor/recovery-codes'
    expect(codeOf(await post(path, { code: '000000' }, person.token))).toBe('CODE_WRONG')
    const { data } = await post<{ recoveryCodes: string[] }>(path, { code: authenticator.codeAt(now()) }, person.token)
    expect(data.recoveryCodes).toHaveLength(10)
    expect(codeOf(await login(person, { totp: recoveryCodes[0] }))).toBe('SECOND_FACTOR_WRONG')
    expect((await login(person, { totp: data.recoveryCodes[0] })).status).toBe(200)
  })
})

describe('turning it off', () => {
  it('takes password and code, and then the password is enough again', async () => {
    const { person, authenticator } = await protectedPerson()
    ahead += 30_000
    const remove = (password: string, code: string) => post('two-factor/totp/remove', { password, code }, person.token)
    const code = authenticator.codeAt(now())
    expect(codeOf(await remove('not the password', code))).toBe('WRONG_PASSWORD')
    expect(codeOf(await remove(person.password, '000000'))).toBe('CODE_WRONG')
    expect((await remove(person.password, code)).status).toBe(204)
    expect((await login(person)).status).toBe(200)
    expect((await app.call(person, 'GET', '/api/v1/two-factor')).data).toEqual({
      totp: false,
      passkeys: 0,
      recoveryCodesLeft: 0,
    })
    expect(codeOf(await remove(person.password, code))).toBe('TOTP_MISSING')
    const subjects = (await mailsTo(person)).map(mail => mail.subject)
    expect(subjects).toEqual(
      expect.arrayContaining(['Two-factor sign-in was turned on', 'Two-factor sign-in was turned off']),
    )
    expect(await eventsOf(person)).toEqual(expect.arrayContaining(['two_factor.enabled', 'two_factor.disabled']))
  })

  it('is not done by an API key, and neither is turning it on', async () => {
    const key = await app.call<{ key: string }>(a, 'POST', '/api/v1/api-keys', {
      name: 'Till',
      mode: 'test',
      permissions: ['tenant:read'],
    })
    const program = { token: key.data.key }
    expect(codeOf(await app.call(program, 'POST', '/api/v1/two-factor/totp'))).toBe('SESSION_REQUIRED')
    const removed = await app.call(program, 'POST', '/api/v1/two-factor/totp/remove', { password: 'x', code: '1' })
    expect(codeOf(removed)).toBe('SESSION_REQUIRED')
  })
})

describe('an invitation', () => {
  it('is not accepted by the password alone of an account with two-factor sign-in', async () => {
    const { person, authenticator } = await protectedPerson()
    ahead += 30_000
    const invited = await app.call<{ link: string }>(a, 'POST', '/api/v1/invitations', {
      email: person.email,
      role: 'viewer',
      deliver: 'link',
    })
    const token = /#token=(.+)$/.exec(invited.data.link)![1]!
    const asked = await post('invitations/accept', { token, password: person.password })
    expect(codeOf(asked)).toBe('SECOND_FACTOR_REQUIRED')
    const signedIn = await second(challengeOf(asked), authenticator.codeAt(now()))
    const accepted = await post('invitations/accept', { token }, signedIn.data.accessToken)
    expect([accepted.status, accepted.body.data?.role]).toEqual([200, 'viewer'])
  })
})

describe('what is kept of it', () => {
  it('is sealed or hashed: neither database nor log have a secret, a code or a recovery code', async () => {
    const { secret, recoveryCodes, authenticator, person } = await protectedPerson()
    ahead += 30_000
    await login(person, { totp: recoveryCodes[0] })
    await login(person, { totp: authenticator.codeAt(now()) })
    const plain = recoveryCodes.map(code => code.replaceAll('-', ''))
    const canaries = { secret, ...Object.fromEntries([...recoveryCodes, ...plain].map(code => [code, code])) }
    expect(foundIn(await dumpOf(app.database), canaries)).toEqual([])
    expect(foundIn(log.text(), canaries)).toEqual([])
  })

  it('stands in the log of the business with address and device, and of no other business', async () => {
    const person = await register(app)
    await turnTwoFactorOn(app, person)
    const rows = await app.database.query(
      `select tenant_id, data, actor_kind from event where type = 'two_factor.enabled' and aggregate_id = $1`,
      [bare(person.userId)],
    )
    expect(rows).toEqual([
      {
        tenant_id: bare(person.tenantId),
        data: { address: '127.0.0.1', device: expect.any(String) },
        actor_kind: 'user',
      },
    ])
  })
})
