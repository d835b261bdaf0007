import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { drainEvents } from '../../../platform/events/index.ts'
import { readId, showId } from '../../../platform/ids/index.ts'
import { deliverMails, readOutbox } from '../../../platform/mail/index.ts'
import { deliverPushes } from '../../../platform/push/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { connectNumber, receive, textDelivery } from '../../../test/contracts/meta.ts'
import { type PushService, startPushService } from '../../../test/push/service.ts'
import { register, type TestTenant } from '../../../test/twoTenants.ts'
import { addMember } from '../../identity/index.ts'
import { tellPeople } from './tell.ts'

let app: TestApp
let service: PushService
let owner: TestTenant
let other: TestTenant
let agent: TestTenant
let tenant: string
const NUMBER = { number: '50001', account: '50002' }

beforeAll(async () => {
  app = await buildApp({ parts: { config: { defaultPlan: 'enterprise' } } })
  service = await startPushService()
  owner = await register(app, { businessType: 'delivery', businessName: 'Rapide' })
  other = await register(app, { businessType: 'delivery' })
  tenant = readId('tenant', owner.tenantId)!
  const person = { name: 'Nadia', email: 'nadia@notices.test', password: 'a good long password', locale: 'fr' }
  await addMember(app.context, tenant, { ...person, role: 'agent' })
  const { data } = await app.call<{ accessToken: string; user: { id: string } }>(null, 'POST', '/api/v1/auth/login', {
    ...{ email: person.email, password: person.password },
  })
  agent = { ...owner, token: data.accessToken, userId: data.user.id, email: person.email }
  for (const [who, name] of [[agent, 'agent'] as const, [owner, 'owner'] as const, [other, 'other'] as const])
    await app.call(who, 'POST', '/api/v1/notifications/devices', service.subscribe(name))
  await connectNumber(app, owner, { ...NUMBER, appSecret: 's' })
})
beforeEach(async () => {
  service.received.length = 0
  await app.context.presence.remove(connection())
  await choose(agent, {
    assigned: { push: true, mail: false },
    message: { push: false },
    waiting: { push: false, mail: false },
    ...{ waitingMinutes: 15, showName: false, quietOnline: true },
  })
})
afterAll(async () => {
  await service.close()
  await app.close()
})

const connection = () => ({ group: tenant, member: readId('user', agent.userId)!, connection: 'one' })
const online = () => app.context.presence.put(connection(), { status: 'online', chosenAt: 0 })
async function choose(who: TestTenant, choices: object): Promise<void> {
  const { status, text } = await app.call(who, 'PATCH', '/api/v1/notifications/choices', choices)
  if (status !== 200) throw new Error(text)
}

let customers = 0
/** A customer writes. @returns their conversation */
async function written(from = `21263${String(++customers).padStart(7, '0')}`): Promise<{ id: string; from: string }> {
  await receive(app, textDelivery({ ...NUMBER, from, name: 'Amina', text: 'a secret word' }))
  await drainEvents(app.context)
  const [row] = await app.database.query<{ id: string }>(
    'select id from conversation where tenant_id = $1 and address = $2',
    [tenant, from],
  )
  return { id: row!.id, from }
}
const assign = (by: TestTenant, id: string, to: TestTenant | null) =>
  app.call(by, 'PATCH', `/api/v1/conversations/${showId('conversation', id)}`, { assigneeId: to?.userId ?? null })

/** Everything that is due is sent. */
async function told() {
  await drainEvents(app.context)
  await tellPeople(app.context)
  await deliverPushes(app.context)
  await deliverMails(app.context)
  return service.received.map(({ browser, content }) => [browser, content.body])
}
const mails = async (kind: string) =>
  (await readOutbox(app.context)).filter(mail => mail.to === agent.email && mail.subject.includes(kind))

describe('a conversation that somebody is given', () => {
  it('is told to their browsers in their language, without the customer’s name or words unless they want the name', async () => {
    const { id } = await written()
    await assign(owner, id, agent)
    expect(await told()).toEqual([['agent', 'Une conversation est maintenant à vous']])
    const { content } = service.received[0]!
    expect(content).toMatchObject({ title: 'Rapide', path: `/inbox/${showId('conversation', id)}`, lang: 'fr' })
    await choose(agent, { showName: true })
    await assign(owner, (await written()).id, agent)
    expect((await told()).at(-1)).toEqual(['agent', 'Amina : la conversation est à vous'])
    expect(JSON.stringify(service.received.map(({ content }) => content))).not.toContain('secret')
  })

  it('is told to nobody who took it, who is online in the app, who does not want it, or who has it no more', async () => {
    await assign(agent, (await written()).id, agent)
    await online()
    await assign(owner, (await written()).id, agent)
    expect(await told()).toEqual([])
    await app.context.presence.remove(connection())
    const gone = await written()
    await assign(owner, gone.id, agent)
    await assign(owner, gone.id, null)
    await choose(agent, { assigned: { push: false } })
    await assign(owner, (await written()).id, agent)
    expect(await told()).toEqual([])
    await choose(agent, { assigned: { push: true }, quietOnline: false })
    await online()
    await assign(owner, (await written()).id, agent)
    expect(await told()).toHaveLength(1)
  })

  it('is mailed to who chose that, once, and not while they are online', async () => {
    await choose(agent, { assigned: { push: false, mail: true } })
    const { id } = await written()
    await assign(owner, id, agent)
    await told()
    await assign(owner, id, owner)
    await assign(owner, id, agent)
    await told()
    const sent = await mails('la conversation est à vous')
    expect(sent).toHaveLength(1)
    expect(sent[0]!.text).toContain(`/inbox/${showId('conversation', id)}`)
    await online()
    await assign(owner, (await written()).id, agent)
    await told()
    expect(await mails('la conversation est à vous')).toHaveLength(1)
  })
})

describe('what a customer writes', () => {
  it('is told to who has the conversation and wants that, not to others, and several at once are told once', async () => {
    const { id, from } = await written()
    await assign(agent, id, agent)
    await written(from)
    expect(await told()).toEqual([])
    await choose(agent, { message: { push: true } })
    for (let count = 0; count < 3; count++) await written(from)
    await written()
    expect(await told()).toEqual([['agent', 'Un client vous a écrit']])
  })

  it('and nobody answers in time, is told to who has it; of what nobody has, to everybody who wants that', async () => {
    await choose(agent, { waiting: { push: true, mail: true }, waitingMinutes: 30 })
    await choose(owner, { waiting: { push: true }, waitingMinutes: 10 })
    const [free, mine] = [await written(), await written()]
    await assign(agent, mine.id, agent)
    expect(await told()).toEqual([])
    const passed = async (minutes: number) => {
      await app.database.query(
        `update conversation set waiting_since = now() - $1 * interval '1 minute' where id = any($2)`,
        [minutes, [free.id, mine.id]],
      )
      await app.database.query('update notice set due_at = now()')
    }
    await passed(11)
    expect(await told()).toEqual([['owner', expect.stringContaining('waiting')]])
    await passed(31)
    const later = (await told()).slice(1)
    expect(later.filter(([browser]) => browser === 'agent')).toHaveLength(2)
    expect(await mails('attend une réponse')).toHaveLength(2)
    expect(await app.database.query('select from notice')).toEqual([])
    await choose(owner, { waiting: { push: false } })
  })

  it('and somebody has answered by then, is told to nobody', async () => {
    await choose(agent, { waiting: { push: true } })
    const { id } = await written()
    await app.call(agent, 'PATCH', `/api/v1/conversations/${showId('conversation', id)}`, { status: 'resolved' })
    await app.database.query('update notice set due_at = now()')
    expect(await told()).toEqual([])
  })

  it('costs nothing where nobody wants to be told: no notice is written', async () => {
    await written()
    expect(await app.database.query('select from notice')).toEqual([])
  })
})

it('the first choices of a person that come at the same time are all kept', async () => {
  const person = await register(app, { businessType: 'delivery' })
  const changes = [{ message: { push: true } }, { waiting: { push: true } }, { showName: true }, { waitingMinutes: 9 }]
  await Promise.all(changes.map(change => choose(person, change)))
  const { data } = await app.call(person, 'GET', '/api/v1/notifications/choices')
  expect(data).toMatchObject({ message: { push: true }, waiting: { push: true }, showName: true, waitingMinutes: 9 })
})

it('choices are each person’s own in each business, and no API key’s', async () => {
  await choose(agent, { waitingMinutes: 7 })
  const read = async (who: TestTenant) =>
    (await app.call<{ waitingMinutes: number }>(who, 'GET', '/api/v1/notifications/choices')).data.waitingMinutes
  expect([await read(agent), await read(other)]).toEqual([7, 15])
  const { data } = await app.call<{ key: string }>(owner, 'POST', '/api/v1/api-keys', {
    ...{ name: 'Till', mode: 'live', permissions: ['conversations:read'] },
  })
  const answer = await app.call({ token: data.key }, 'GET', '/api/v1/notifications/choices')
  expect(answer.body.error?.code).toBe('SESSION_REQUIRED')
})
