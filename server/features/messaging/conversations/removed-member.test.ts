import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProgram } from '../../../app.ts'
import { drainEvents } from '../../../platform/events/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { closeContext, testContext } from '../../../test/context.ts'
import { connectNumber, receive, textDelivery } from '../../../test/contracts/meta.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { until } from '../../../test/until.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant
let url: string
const PASSWORD = 'correct horse battery staple'

beforeAll(async () => {
  app = await buildApp({ parts: { config: { defaultPlan: 'enterprise' } } })
  ;({ a, b } = await twoTenants(app))
  url = await app.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => app.close())

interface Person {
  token: string
  refreshToken: string
  id: string
  email: string
}

let people = 0
async function join(owner: TestTenant, role: string): Promise<Person> {
  const email = `member-${++people}@example.test`
  const invited = await app.call<{ link: string }>(owner, 'POST', '/api/v1/invitations', {
    email,
    role,
    deliver: 'link',
  })
  const token = invited.data.link.split('#token=')[1]
  const { data } = await app.call<{ accessToken: string; refreshToken: string; user: { id: string } }>(
    null,
    'POST',
    '/api/v1/invitations/accept',
    { token, name: `Member ${people}`, password: PASSWORD },
  )
  return { token: data.accessToken, refreshToken: data.refreshToken, id: data.user.id, email }
}

const remove = (by: { token: string }, id: string) => app.call(by, 'DELETE', `/api/v1/users/${id}`)
const setRole = (by: { token: string }, id: string, role: string) =>
  app.call(by, 'PATCH', `/api/v1/users/${id}`, { role })

async function socketOf({ token }: Person): Promise<Socket> {
  const socket = io(url, { auth: { token }, transports: ['websocket'], reconnection: false, forceNew: true })
  await until(() => socket.connected)
  return socket
}

// Case 15.
describe('somebody who is taken out of a business', () => {
  it('is refused at once over HTTP in every process, and their sockets close', async () => {
    const person = await join(a, 'agent')
    const context = testContext(app.database, { config: { authSecret: app.context.config.authSecret } })
    const second = await createProgram(context).buildApp()
    const elsewhere = async () =>
      (await second.inject({ url: '/api/v1/auth/me', headers: { authorization: `Bearer ${person.token}` } })).statusCode
    const socket = await socketOf(person)
    expect([(await app.call(person, 'GET', '/api/v1/auth/me')).status, await elsewhere()]).toEqual([200, 200])
    expect((await remove(a, person.id)).status).toBe(204)
    expect((await app.call(person, 'GET', '/api/v1/conversations')).status).toBe(401)
    await until(() => !socket.connected, { what: 'the end of the socket' })
    // Processes without a common Redis are told by nobody: they ask again within this time.
    await until(async () => (await elsewhere()) === 401, { what: 'the refusal in another process' })
    expect((await app.call(null, 'POST', '/api/v1/auth/refresh', { refreshToken: person.refreshToken })).status).toBe(
      401,
    )
    const login = await app.call(null, 'POST', '/api/v1/auth/login', { email: person.email, password: PASSWORD })
    expect(login.body.error?.code).toBe('NO_BUSINESS')
    await second.close()
    await closeContext(context)
  })

  it('gives their conversations back to the queue, and cannot be given any more', async () => {
    const person = await join(a, 'agent')
    await connectNumber(app, a, { number: '70001', account: '70002', appSecret: 's' })
    for (const from of ['212600000071', '212600000072']) {
      await receive(app, textDelivery({ number: '70001', account: '70002', from, id: `wamid.${from}` }))
    }
    const list = await app.call<Array<{ id: string }>>(a, 'GET', '/api/v1/conversations')
    const ids = list.data.map(one => one.id)
    expect(ids).toHaveLength(2)
    for (const id of ids) await app.call(a, 'PATCH', `/api/v1/conversations/${id}`, { assigneeId: person.id })
    await remove(a, person.id)
    await drainEvents(app.context)
    const after = await app.call<Array<{ assigneeId: string | null }>>(a, 'GET', '/api/v1/conversations')
    expect(after.data.map(one => one.assigneeId)).toEqual([null, null])
    const told = await app.database.query(
      `select data from event where type = 'conversation.assigned' and actor_kind = 'system'`,
    )
    expect(told).toHaveLength(2)
    const again = await app.call(a, 'PATCH', `/api/v1/conversations/${ids[0]}`, { assigneeId: person.id })
    expect(again.status).toBe(404)
  })

  it('can be invited again, and their old tokens stay dead', async () => {
    const person = await join(a, 'agent')
    await remove(a, person.id)
    const invited = await app.call<{ link: string }>(a, 'POST', '/api/v1/invitations', {
      ...{ email: person.email, role: 'viewer', deliver: 'link' },
    })
    const token = invited.data.link.split('#token=')[1]
    const { data } = await app.call<{ role: string }>(null, 'POST', '/api/v1/invitations/accept', {
      token,
      password: PASSWORD,
    })
    expect(data.role).toBe('viewer')
    expect((await app.call(null, 'POST', '/api/v1/auth/refresh', { refreshToken: person.refreshToken })).status).toBe(
      401,
    )
  })

  it('is nobody of another business', async () => {
    const person = await join(a, 'agent')
    expect([(await remove(b, person.id)).status, (await setRole(b, person.id, 'viewer')).status]).toEqual([404, 404])
    expect((await app.call(person, 'GET', '/api/v1/auth/me')).status).toBe(200)
  })
})

describe('a role that is taken away', () => {
  it('ends its rights at once, over HTTP and on sockets', async () => {
    const person = await join(a, 'agent')
    const socket = await socketOf(person)
    expect((await setRole(a, person.id, 'billing_admin')).data).toMatchObject({ role: 'billing_admin' })
    expect((await app.call(person, 'GET', '/api/v1/conversations')).status).toBe(403)
    await until(() => !socket.connected, { what: 'the end of the socket' })
  })

  it('is never that of the last administrator, also when two take it from each other at once', async () => {
    expect((await remove(b, b.userId)).body.error?.code).toBe('LAST_ADMIN')
    expect((await setRole(b, b.userId, 'agent')).body.error?.code).toBe('LAST_ADMIN')
    for (let round = 0; round < 4; round++) {
      const other = await join(b, 'tenant_admin')
      const answers = await Promise.all([
        round % 2 ? remove(b, other.id) : setRole(b, other.id, 'agent'),
        setRole(other, b.userId, 'tenant_admin'),
        remove(other, other.id),
        remove(b, other.id),
      ])
      expect(answers.map(answer => answer.status)).not.toContain(500)
    }
    const rival = await join(b, 'tenant_admin')
    await Promise.all([setRole(b, rival.id, 'viewer'), setRole(rival, b.userId, 'viewer')])
    const admins = await app.database.query(
      `select user_id from membership where role = 'tenant_admin' and removed_at is null
       and tenant_id = (select tenant_id from membership where user_id = $1 limit 1)`,
      [rival.id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')],
    )
    expect(admins).toHaveLength(1)
  })
})
