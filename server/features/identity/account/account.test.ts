import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliverMails, readOutbox } from '../../../platform/mail/index.ts'
import { createLogger } from '../../../platform/telemetry/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { dumpOf, foundIn, keepEverything } from '../../../test/security/canaries.ts'
import { register, type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { until } from '../../../test/until.ts'
import { missingTexts } from '../mails/texts.ts'

const log = keepEverything()
let app: TestApp
let a: TestTenant
let b: TestTenant
const NEW = 'entirely different words here'

beforeAll(async () => {
  app = await buildApp({ parts: { log: createLogger({ logLevel: 'trace' }, log.stream) } })
  ;({ a, b } = await twoTenants(app))
})
afterAll(() => app.close())

const post = <T = { accessToken: string }>(path: string, body?: object, token?: string, headers?: object) =>
  app.call<T>(token ? { token } : null, 'POST', `/api/v1/auth/${path}`, body, headers)
const me = (token: string) =>
  app.call<{ user: { emailVerified: boolean; name: string } }>({ token }, 'GET', '/api/v1/auth/me')
const tokenIn = (text: string) => /#token=([\w-]+)/.exec(text)![1]!

async function mailsTo(address: string, page: string) {
  await deliverMails(app.context)
  return (await readOutbox(app.context)).filter(mail => mail.to === address && mail.text.includes(`/${page}`))
}

async function resetTokenFor(email: string): Promise<string> {
  const before = (await mailsTo(email, 'reset-password')).length
  expect((await post('password/forgot', { email })).status).toBe(202)
  const mails = await until(async () => {
    const found = await mailsTo(email, 'reset-password')
    return found.length > before ? found : null
  })
  return tokenIn(mails[0]!.text)
}

describe('a forgotten password', () => {
  // Case 17.
  it('is answered the same whether somebody has the address or not', async () => {
    const [known, unknown] = [
      await post('password/forgot', { email: a.email }),
      await post('password/forgot', { email: 'no@example.test' }),
    ]
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
    expect(await mailsTo('no@example.test', 'reset-password')).toEqual([])
  })

  it('is replaced by a mailed link, which ends every session and proves the address', async () => {
    const token = await resetTokenFor(a.email)
    const { status } = await post('password/reset', { token, password: NEW })
    expect(status).toBe(200)
    expect((await me(a.token)).status).toBe(401)
    expect((await post('refresh', { refreshToken: a.refreshToken })).status).toBe(401)
    expect((await post('login', { email: a.email, password: a.password })).status).toBe(401)
    const login = await post('login', { email: a.email, password: NEW })
    expect((await me(login.data.accessToken)).data.user.emailVerified).toBe(true)
    a = { ...a, token: login.data.accessToken, password: NEW }
  })

  // Case 18.
  it('has a link that counts once, also for several at the same moment, not after its time, and not after a newer one', async () => {
    const token = await resetTokenFor(b.email)
    const tries = await Promise.all(Array.from({ length: 5 }, () => post('password/reset', { token, password: NEW })))
    expect(tries.filter(one => one.status === 200)).toHaveLength(1)
    expect((await post('password/reset', { token, password: NEW })).body.error?.code).toBe('LINK_INVALID')
    const [older, newer] = [await resetTokenFor(b.email), await resetTokenFor(b.email)]
    expect((await post('password/reset', { token: older, password: NEW })).status).toBe(404)
    await app.database.query('update one_time_link set expires_at = now()')
    expect((await post('password/reset', { token: newer, password: NEW })).status).toBe(404)
    const login = await post<{ accessToken: string; refreshToken: string }>('login', { email: b.email, password: NEW })
    b = { ...b, ...login.data, token: login.data.accessToken, password: NEW }
  })

  // Cases 12 and 36.
  it('has a link that stands nowhere but in the mail, and opens nothing else', async () => {
    const token = await resetTokenFor(a.email)
    expect((await app.call({ token }, 'GET', '/api/v1/auth/me')).status).toBe(401)
    expect((await post('refresh', { refreshToken: token })).status).toBe(401)
    expect((await post('verify-email', { token })).status).toBe(404)
    expect(foundIn(await dumpOf(app.database), { token })).toEqual([])
    expect(foundIn(log.text(), { token })).toEqual([])
  })
})

describe('an address', () => {
  it('is proven by the link that registration mails; another can be asked for until then', async () => {
    const person = await register(app, { locale: 'fr' })
    const [first] = await mailsTo(person.email, 'verify-email')
    expect(first!.subject).toBe('Confirmez votre adresse')
    expect((await post('verify-email/resend', undefined, person.token)).body).toMatchObject({ data: { sent: true } })
    const [second] = await mailsTo(person.email, 'verify-email')
    expect((await post('verify-email', { token: tokenIn(first!.text) })).status).toBe(404)
    expect((await me(person.token)).data.user.emailVerified).toBe(false)
    expect((await post('verify-email', { token: tokenIn(second!.text) })).status).toBe(200)
    expect((await me(person.token)).data.user.emailVerified).toBe(true)
    expect((await post('verify-email/resend', undefined, person.token)).body).toMatchObject({ data: { sent: false } })
  })
})

describe('the sessions of a person', () => {
  interface Own {
    id: string
    device: string
    current: boolean
  }
  const list = async (token: string) => (await app.call<Own[]>({ token }, 'GET', '/api/v1/auth/sessions')).data

  it('are listed with device and address, and end one by one or all but the own, at once', async () => {
    const person = await register(app)
    const signIn = async (device: string) =>
      (await post('login', { email: person.email, password: person.password }, undefined, { 'user-agent': device }))
        .data.accessToken
    const [phone, desk, till] = [await signIn('Phone'), await signIn('Desk'), await signIn('Till')]
    const found = await list(till)
    expect(found.map(one => one.device)).toEqual(['Till', 'Desk', 'Phone', expect.any(String)])
    expect(found.filter(one => one.current).map(one => one.device)).toEqual(['Till'])
    const end = (token: string, id: string) => app.call({ token }, 'DELETE', `/api/v1/auth/sessions/${id}`)
    const idOf = (device: string) => found.find(one => one.device === device)!.id
    expect((await end(a.token, idOf('Phone'))).status).toBe(404)
    expect((await end(till, idOf('Phone'))).status).toBe(204)
    expect([(await me(phone)).status, (await me(desk)).status]).toEqual([401, 200])
    expect((await post('sessions/revoke-others', undefined, till)).body).toMatchObject({ data: { ended: 2 } })
    expect([(await me(desk)).status, (await me(person.token)).status, (await me(till)).status]).toEqual([401, 401, 200])
  })

  it('on a device that is not known are told by mail, once', async () => {
    const person = await register(app, { locale: 'ar' })
    const signIn = () =>
      post('login', { email: person.email, password: person.password }, undefined, { 'user-agent': 'A <b>new</b> one' })
    await signIn()
    await signIn()
    const mails = await mailsTo(person.email, 'account')
    expect(mails).toHaveLength(1)
    expect(mails[0]!.subject).toBe('تسجيل دخول من جهاز جديد')
    expect(mails[0]!.html).toContain('A &lt;b&gt;new&lt;/b&gt; one')
  })

  it('leave their beginning and end in the log of the business, with address and device', async () => {
    const person = await register(app)
    const login = await post('login', { email: person.email, password: person.password })
    await post('logout', undefined, login.data.accessToken)
    const rows = await app.database.query(
      `select type, data, actor_kind from event where aggregate_id = $1 and type ~ '^session' order by position`,
      [person.userId.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')],
    )
    expect(rows.map(row => row.type)).toEqual(['session.started', 'session.ended'])
    for (const row of rows) expect(row).toMatchObject({ actor_kind: 'user', data: { address: '127.0.0.1' } })
  })
})

describe('a profile', () => {
  it('has a name that every business sees, and a language', async () => {
    const body = { name: 'Nadia', locale: 'ar' }
    const { data } = await app.call(b, 'PATCH', '/api/v1/auth/me', body)
    expect(data).toMatchObject({ user: body })
    const people = await app.call<Array<{ name: string }>>(b, 'GET', '/api/v1/users')
    expect(people.data.map(one => one.name)).toEqual(['Nadia'])
    expect((await app.call(b, 'PATCH', '/api/v1/auth/me', { emailVerified: true })).status).toBe(400)
  })

  it('gets its mails in every language that the product has', () => {
    expect(missingTexts()).toEqual([])
  })
})
