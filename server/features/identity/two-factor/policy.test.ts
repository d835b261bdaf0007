import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliverMails, readOutbox } from '../../../platform/mail/index.ts'
import type { Loose, TestApp } from '../../../test/buildApp.ts'
import { turnTwoFactorOn } from '../../../test/factors/authenticator-app.ts'
import { buildAppWithRoutes, nameOf, type Route } from '../../../test/security/routes.ts'
import { bare } from '../../../test/security/snapshot.ts'
import { register, type TestTenant } from '../../../test/twoTenants.ts'
import { addMember } from '../members/member.ts'
import { createAuthenticator } from '../sessions/authenticator.ts'

let app: TestApp
let routes: Route[]
const OPERATOR = { email: 'operator@example.test', password: 'operator of the platform' }

beforeAll(async () => {
  ;({ app, routes } = await buildAppWithRoutes())
})
afterAll(() => app.close())

const codeOf = (answer: { body: Loose }) => answer.body.error?.code as unknown as string | undefined
const setPolicy = (who: { token: string }, required: boolean) =>
  app.call(who, 'PUT', '/api/v1/two-factor/policy', { required })
const me = (who: { token: string }) => app.call(who, 'GET', '/api/v1/auth/me')
async function signIn(email: string, password: string): Promise<{ token: string }> {
  const { data, text } = await app.call<{ accessToken: string }>(null, 'POST', '/api/v1/auth/login', {
    email,
    password,
  })
  expect(data, text).toBeDefined()
  return { token: data.accessToken }
}

let agents = 0
/** A business that asks for second factors: its administrator has one, its agent has none. */
async function strictBusiness() {
  const owner = await register(app)
  const { authenticator } = await turnTwoFactorOn(app, owner)
  const email = `agent-of-strict-${++agents}@example.test`
  const password = 'a good long password'
  await addMember(app.context, bare(owner.tenantId), { name: 'Agent', email, password, role: 'agent' })
  const agent = await signIn(email, password)
  const answer = await setPolicy(owner, true)
  expect([answer.status, answer.data]).toEqual([200, { required: true }])
  return { owner, authenticator, agent, email, password }
}

/** What is open to a person without a second factor, besides signing out; everything else is refused. */
const OPEN = [
  'GET /api/v1/auth/me',
  'GET /api/v1/passkeys',
  'GET /api/v1/two-factor',
  'POST /api/v1/auth/reauthenticate',
  'POST /api/v1/auth/switch-tenant',
  'POST /api/v1/passkeys',
  'POST /api/v1/passkeys/options',
  'POST /api/v1/two-factor/totp',
  'POST /api/v1/two-factor/totp/confirm',
]

describe('a business that asks for two-factor sign-in', () => {
  it('lets people without it do nothing but set it up, on every route, from the next request on', async () => {
    const { agent } = await strictBusiness()
    const known = routes.filter(route => route.access !== 'public' && route.url.startsWith('/api/'))
    expect(known.length).toBeGreaterThan(50)
    const open: string[] = []
    for (const route of known) {
      if (route.url === '/api/v1/auth/logout') continue
      const url = route.url.replace(/:\w+/g, 'nobody')
      const answer = await app.call(agent, route.method, url, route.body ? {} : undefined)
      if (codeOf(answer) === 'SECOND_FACTOR_MISSING') expect(answer.status, nameOf(route)).toBe(403)
      else open.push(nameOf(route))
    }
    expect(open.sort()).toEqual(OPEN)
    expect((await app.call(agent, 'POST', '/api/v1/auth/logout')).status).toBe(200)
  })

  it('refuses their sockets, also one that is open, and lets them in when they have set it up', async () => {
    const { agent } = await strictBusiness()
    const { authenticateToken } = createAuthenticator(app.context)
    await expect(authenticateToken(agent.token)).rejects.toMatchObject({ code: 'SECOND_FACTOR_MISSING' })
    expect((await me(agent)).data).toMatchObject({ twoFactor: { on: false, required: true } })
    await turnTwoFactorOn(app, agent)
    expect((await me(agent)).data).toMatchObject({ twoFactor: { on: true, required: true } })
    expect((await app.call(agent, 'GET', '/api/v1/contacts')).status).toBe(200)
    expect(await authenticateToken(agent.token)).toMatchObject({ role: 'agent' })
  })

  it('leads who signs in by password alone to setting it up', async () => {
    const { email, password } = await strictBusiness()
    const again = await signIn(email, password)
    expect((await me(again)).data).toMatchObject({ twoFactor: { on: false, required: true } })
    expect(codeOf(await app.call(again, 'GET', '/api/v1/conversations'))).toBe('SECOND_FACTOR_MISSING')
  })

  it('leaves its API keys, and other businesses of the same people, as they are', async () => {
    const { owner, email } = await strictBusiness()
    const key = await app.call<{ key: string }>(owner, 'POST', '/api/v1/api-keys', {
      name: 'Till',
      mode: 'test',
      permissions: ['contacts:read'],
    })
    expect((await app.call({ token: key.data.key }, 'GET', '/api/v1/contacts')).status).toBe(200)
    const other = await register(app)
    await app.database.query(
      `insert into membership (tenant_id, user_id, role, name, email)
       select $1, id, 'viewer', name, email from auth_user where email = $2`,
      [bare(other.tenantId), email],
    )
    const agent = await signIn(email, 'a good long password')
    const switched = await app.call<{ accessToken: string }>(agent, 'POST', '/api/v1/auth/switch-tenant', {
      tenantId: other.tenantId,
    })
    expect((await app.call({ token: switched.data.accessToken }, 'GET', '/api/v1/contacts')).status).toBe(200)
  })

  it('is one whose administrator has it: without it nobody can ask for it', async () => {
    const owner = await register(app)
    const refused = await setPolicy(owner, true)
    expect([refused.status, codeOf(refused)]).toEqual([409, 'SECOND_FACTOR_NEEDED'])
    expect((await app.call(owner, 'GET', '/api/v1/tenant')).data).toMatchObject({ requireTwoFactor: false })
  })

  it('keeps its people from removing their last factor, until it asks no longer', async () => {
    const { owner, authenticator } = await strictBusiness()
    const later = new Date(Date.now() + 30_000)
    const remove = () =>
      app.call(owner, 'POST', '/api/v1/two-factor/totp/remove', {
        password: owner.password,
        code: authenticator.codeAt(later),
      })
    const refused = await remove()
    expect([refused.status, codeOf(refused)]).toEqual([409, 'SECOND_FACTOR_NEEDED'])
    expect((await setPolicy(owner, false)).status).toBe(200)
    // The code was not used up by the refusal.
    expect((await remove()).status).toBe(204)
  })

  it('is asked for by an administrator with a recent proof, and by nobody else', async () => {
    const { owner, agent } = await strictBusiness()
    await turnTwoFactorOn(app, agent)
    expect(codeOf(await setPolicy(agent, false))).toBe('FORBIDDEN')
    await app.database.query(
      `update auth_session set authenticated_at = authenticated_at - interval '601 seconds' where user_id = $1`,
      [bare(owner.userId)],
    )
    expect(codeOf(await setPolicy(owner, false))).toBe('REAUTHENTICATION_REQUIRED')
  })

  it('shows in its team who has it, and in its log that it asks', async () => {
    const { owner } = await strictBusiness()
    const team = await app.call<Array<{ name: string; twoFactor: boolean }>>(owner, 'GET', '/api/v1/users')
    expect(team.data.map(one => [one.name === 'Agent', one.twoFactor])).toEqual([
      [true, false],
      [false, true],
    ])
    const rows = await app.database.query(`select data from event where tenant_id = $1 and type = 'tenant.updated'`, [
      bare(owner.tenantId),
    ])
    expect(rows).toEqual([{ data: { changed: { requireTwoFactor: true }, before: { requireTwoFactor: false } } }])
  })

  it('knows of a second factor that somebody had before they joined', async () => {
    const { owner } = await strictBusiness()
    const guest = await register(app)
    await turnTwoFactorOn(app, guest)
    const invited = await app.call<{ link: string }>(owner, 'POST', '/api/v1/invitations', {
      email: guest.email,
      role: 'viewer',
      deliver: 'link',
    })
    const token = /#token=(.+)$/.exec(invited.data.link)![1]!
    const joined = await app.call<{ accessToken: string }>(guest, 'POST', '/api/v1/invitations/accept', { token })
    expect((await app.call({ token: joined.data.accessToken }, 'GET', '/api/v1/contacts')).status).toBe(200)
  })
})

describe('second factors that somebody has lost', () => {
  async function operator(): Promise<{ token: string }> {
    const { userId } = await register(app, OPERATOR)
    await app.database.query('update auth_user set system_admin = true where id = $1', [bare(userId)])
    await app.database.query('delete from membership where email = $1', [OPERATOR.email])
    return await signIn(OPERATOR.email, OPERATOR.password)
  }
  const reset = (who: { token: string }, person: Pick<TestTenant, 'email'>) =>
    app.call(who, 'POST', '/api/v1/two-factor/reset', { email: person.email, reason: 'Lost the phone; seen by video.' })

  it('are removed by an operator with a reason that the person is mailed and their business can read', async () => {
    const person = await register(app)
    await turnTwoFactorOn(app, person)
    const by = await operator()
    expect((await reset(by, person)).status).toBe(204)
    expect((await me(person)).status).toBe(401)
    const again = await signIn(person.email, person.password)
    expect((await me(again)).data).toMatchObject({ twoFactor: { on: false } })
    await deliverMails(app.context)
    const mail = (await readOutbox(app.context)).find(
      one => one.to === person.email && one.subject === 'The operator of the platform removed your second factors',
    )
    expect(mail!.text).toContain('Reason: Lost the phone; seen by video.')
    expect(mail!.text).not.toContain('Address')
    const [row] = await app.database.query(
      `select data from event where tenant_id = $1 and type = 'two_factor.reset'`,
      [bare(person.tenantId)],
    )
    expect(row).toMatchObject({ data: { reason: 'Lost the phone; seen by video.', address: '127.0.0.1' } })
    const nothing = await reset(by, person)
    const nobody = await reset(by, { email: 'nobody@example.test' })
    expect([nothing.status, nobody.status]).toEqual([404, 404])
  })

  it('are not removed by an administrator of a business', async () => {
    const person = await register(app)
    expect(codeOf(await reset(person, person))).toBe('FORBIDDEN')
  })
})
