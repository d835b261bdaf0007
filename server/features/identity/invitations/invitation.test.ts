import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliverMails, readOutbox } from '../../../platform/mail/index.ts'
import { createLogger } from '../../../platform/telemetry/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { dumpOf, foundIn, keepEverything } from '../../../test/security/canaries.ts'
import { register, type TestTenant, twoTenants } from '../../../test/twoTenants.ts'

const log = keepEverything()
let app: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  app = await buildApp({
    parts: { log: createLogger({ logLevel: 'trace' }, log.stream), config: { defaultPlan: 'enterprise' } },
  })
  ;({ a, b } = await twoTenants(app))
})
afterAll(() => app.close())

interface Sent {
  id: string
  email: string
  link?: string
  expired: boolean
}
interface SignedIn {
  accessToken: string
  tenant: { id: string }
  user: { id: string; emailVerified: boolean }
  role: string
}

let people = 0
const newEmail = () => `guest-${++people}@example.test`
const PASSWORD = 'correct horse battery staple'
const invite = (by: TestTenant, body: object) => app.call<Sent>(by, 'POST', '/api/v1/invitations', body)
const accept = (body: object, token?: string) =>
  app.call<SignedIn>(token ? { token } : null, 'POST', '/api/v1/invitations/accept', body)
const lookUp = (token: string) => app.call(null, 'POST', '/api/v1/invitations/look-up', { token })
const tokenIn = (text: string) => /#token=([\w-]+)/.exec(text)![1]!
const membersOf = async (of: TestTenant) =>
  (await app.call<Array<{ id: string; email: string; role: string }>>(of, 'GET', '/api/v1/users')).data

async function linkFor(by: TestTenant, email: string, role = 'agent'): Promise<string> {
  const { status, data, text } = await invite(by, { email, role, deliver: 'link' })
  expect(status, text).toBe(201)
  return tokenIn(data.link!)
}

async function mailTo(address: string) {
  await deliverMails(app.context)
  return (await readOutbox(app.context)).find(mail => mail.to === address)
}

describe('an invitation', () => {
  it('goes by mail in the language of the guest, and makes a person whose address counts as verified', async () => {
    const email = newEmail()
    const sent = await invite(a, { email: email.toUpperCase(), role: 'agent', locale: 'ar' })
    expect([sent.status, sent.data.link, sent.data.email]).toEqual([201, undefined, email])
    const mail = (await mailTo(email))!
    expect(mail.subject).toMatch(/^Owner \d+ يدعوك إلى Business \d+$/)
    expect(mail.html).toContain('dir="rtl"')
    const token = tokenIn(mail.text)
    expect((await lookUp(token)).data).toMatchObject({ email, role: 'agent', hasAccount: false })
    const { status, data } = await accept({ token, name: 'Guest', password: PASSWORD })
    expect(status).toBe(200)
    expect(data).toMatchObject({ tenant: { id: a.tenantId }, role: 'agent', user: { emailVerified: true } })
    expect((await app.call({ token: data.accessToken }, 'GET', '/api/v1/conversations')).status).toBe(200)
    expect(await membersOf(a)).toContainEqual(expect.objectContaining({ email, role: 'agent' }))
    expect((await app.call(null, 'POST', '/api/v1/auth/login', { email, password: PASSWORD })).status).toBe(200)
  })

  it('can be copied as a link, shown once, and then proves no address', async () => {
    const email = newEmail()
    const token = await linkFor(a, email, 'viewer')
    const list = await app.call<Sent[]>(a, 'GET', '/api/v1/invitations')
    expect(list.data.map(one => one.email)).toContain(email)
    expect(list.text).not.toContain(token)
    expect(await mailTo(email)).toBeUndefined()
    const { data } = await accept({ token, name: 'Guest', password: PASSWORD })
    expect(data).toMatchObject({ role: 'viewer', user: { emailVerified: false } })
  })

  // Case 18.
  it('opened several times at once lets one in, and afterwards nobody', async () => {
    const email = newEmail()
    const token = await linkFor(a, email)
    const body = { token, name: 'Guest', password: PASSWORD }
    const answers = await Promise.all(Array.from({ length: 6 }, () => accept(body)))
    expect(answers.filter(answer => answer.status === 200)).toHaveLength(1)
    expect((await accept(body)).body.error?.code).toBe('INVITATION_INVALID')
    expect((await lookUp(token)).status).toBe(404)
    expect((await membersOf(a)).filter(member => member.email === email)).toHaveLength(1)
  })

  it('opens nothing when it has expired, was taken back, or has a newer link', async () => {
    const [expired, revoked, renewed] = [newEmail(), newEmail(), newEmail()]
    const [one, two, three] = [await linkFor(a, expired), await linkFor(a, revoked), await linkFor(a, renewed)]
    const { data: open } = await app.call<Sent[]>(a, 'GET', '/api/v1/invitations')
    const idOf = (email: string) => open.find(invitation => invitation.email === email)!.id
    await app.database.query(`update invitation set expires_at = now() where email = $1`, [expired])
    expect((await app.call(a, 'DELETE', `/api/v1/invitations/${idOf(revoked)}`)).status).toBe(204)
    const again = await app.call<Sent>(a, 'POST', `/api/v1/invitations/${idOf(renewed)}/resend`, { deliver: 'link' })
    for (const token of [one, two, three, 'twi_guess']) {
      const { status, body } = await accept({ token, name: 'Guest', password: PASSWORD })
      expect([status, body.error?.code]).toEqual([404, 'INVITATION_INVALID'])
    }
    expect((await lookUp(tokenIn(again.data.link!))).status).toBe(200)
    expect((await invite(a, { email: expired, role: 'agent', deliver: 'link' })).status).toBe(201)
  })

  it('for who has an account asks for its password, or for being signed in with it', async () => {
    const token = await linkFor(a, b.email, 'billing_admin')
    expect((await lookUp(token)).data).toMatchObject({ hasAccount: true })
    expect((await accept({ token })).body.error?.code).toBe('PASSWORD_NEEDED')
    const wrong = await accept({ token, name: 'Eve', password: 'not the right password' })
    expect([wrong.status, wrong.body.error?.code]).toEqual([401, 'INVALID_CREDENTIALS'])
    const stranger = await register(app)
    expect((await accept({ token }, stranger.token)).body.error?.code).toBe('INVITATION_OTHER_ADDRESS')
    const { data } = await accept({ token }, b.token)
    expect(data).toMatchObject({ tenant: { id: a.tenantId }, role: 'billing_admin', user: { id: b.userId } })
    const me = await app.call<{ tenants: Array<{ id: string }> }>(b, 'GET', '/api/v1/auth/me')
    expect(me.data.tenants.map(one => one.id).sort()).toEqual([a.tenantId, b.tenantId].sort())
    const back = await app.call<SignedIn>({ token: data.accessToken }, 'POST', '/api/v1/auth/switch-tenant', {
      tenantId: b.tenantId,
    })
    expect(back.data).toMatchObject({ tenant: { id: b.tenantId }, role: 'tenant_admin' })
  })

  it('is refused for who is there or is invited already', async () => {
    const email = newEmail()
    await linkFor(a, email)
    expect((await invite(a, { email, role: 'agent' })).body.error?.code).toBe('ALREADY_INVITED')
    expect((await invite(a, { email: a.email, role: 'agent' })).body.error?.code).toBe('ALREADY_MEMBER')
    expect((await invite(b, { email, role: 'agent', deliver: 'link' })).status).toBe(201)
  })

  it('is refused in production without a way for mail, unless the link is asked for', async () => {
    const mute = { ...app.context.mail, kind: 'none' as const }
    const other = await buildApp({ parts: { mail: mute } })
    try {
      const owner = await register(other)
      const by = (deliver: string) =>
        other.call(owner, 'POST', '/api/v1/invitations', { email: newEmail(), role: 'agent', deliver })
      expect((await by('mail')).body.error?.code).toBe('MAIL_NOT_CONFIGURED')
      expect((await by('link')).status).toBe(201)
    } finally {
      await other.close()
    }
  })

  // Case 38.
  it('never goes beyond the plan, however many are written at once', async () => {
    const owner = await register(app)
    await app.database.query(`insert into plan_limit values ('enterprise', 'members', 5)`)
    await app.database.query(`update tenant set plan = 'enterprise' where id = $1`, [dashed(owner.tenantId)])
    const tries = Array.from({ length: 12 }, () => invite(owner, { email: newEmail(), role: 'agent', deliver: 'link' }))
    const answers = await Promise.all(tries)
    expect(answers.filter(answer => answer.status === 201)).toHaveLength(4)
    const refused = answers.filter(answer => answer.status !== 201)
    expect(new Set(refused.map(answer => answer.body.error?.code))).toEqual(new Set(['PLAN_BOUND_REACHED']))
    await app.database.query(`delete from plan_limit where plan = 'enterprise'`)
  })

  it('can be written, seen and taken back by administrators alone', async () => {
    const token = await linkFor(a, newEmail(), 'agent')
    const { data } = await accept({ token, name: 'Agent', password: PASSWORD })
    const agent = { token: data.accessToken }
    expect((await app.call(agent, 'GET', '/api/v1/invitations')).status).toBe(403)
    expect((await app.call(agent, 'POST', '/api/v1/invitations', { email: newEmail(), role: 'agent' })).status).toBe(
      403,
    )
    expect((await app.call(agent, 'PATCH', `/api/v1/users/${a.userId}`, { role: 'viewer' })).status).toBe(403)
    expect((await app.call(agent, 'DELETE', `/api/v1/users/${a.userId}`)).status).toBe(403)
    const foreign = await app.call<Sent[]>(b, 'GET', '/api/v1/invitations')
    expect(foreign.data.every(one => one.email !== a.email)).toBe(true)
  })

  // Cases 12 and 36.
  it('has a token that stands nowhere but in its mail, and opens nothing else', async () => {
    const email = newEmail()
    await invite(a, { email, role: 'agent' })
    const token = tokenIn((await mailTo(email))!.text)
    expect((await app.call({ token }, 'GET', '/api/v1/auth/me')).status).toBe(401)
    expect((await app.call(null, 'POST', '/api/v1/auth/refresh', { refreshToken: token })).status).toBe(401)
    expect((await accept({ token: a.token, name: 'x', password: PASSWORD })).status).toBeGreaterThanOrEqual(400)
    await accept({ token, name: 'Guest', password: PASSWORD })
    expect(foundIn(await dumpOf(app.database), { token, password: PASSWORD })).toEqual([])
    expect(foundIn(log.text(), { token, password: PASSWORD })).toEqual([])
  })

  it('leaves who did what, from where, in the log of the business', async () => {
    const rows = await app.database.query<{ type: string; data: object }>(
      `select type, data from event where tenant_id = $1 and type ~ '^(invitation|member)' order by position`,
      [dashed(a.tenantId)],
    )
    const types = new Set(rows.map(row => row.type))
    const all = ['invitation.created', 'invitation.resent', 'invitation.revoked', 'member.added']
    expect(all.filter(type => !types.has(type))).toEqual([])
    for (const { data } of rows) expect(data).toMatchObject({ address: '127.0.0.1', device: expect.any(String) })
  })
})

const dashed = (id: string) => id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
