import { io } from 'socket.io-client'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { drainEvents } from '../../../platform/events/index.ts'
import { readId, showId } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { closeContext, testContext } from '../../../test/context.ts'
import { connectNumber, messagesDelivery, receive } from '../../../test/contracts/meta.ts'
import { register, type TestTenant } from '../../../test/twoTenants.ts'
import { until } from '../../../test/until.ts'
import { addMember } from '../../identity/index.ts'
import { assignDue, patchConversation, somebodyCame } from '../index.ts'

let app: TestApp
let b: TestTenant
let now = new Date()

beforeAll(async () => {
  const clock = { now: () => now }
  app = await buildApp({ parts: { config: { defaultPlan: 'enterprise' }, clock } })
  b = await register(app, { businessType: 'delivery' })
  await assignment(b, { mode: 'round_robin' })
})
beforeEach(() => {
  now = new Date()
})
afterAll(() => app.close())

interface Business extends TestTenant {
  tenant: string
  number: string
}

let numbers = 40_000
/** One without a bot, unless told: every customer waits for people. */
async function business(rules: object = {}, businessType = 'delivery'): Promise<Business> {
  const owner = await register(app, { businessType, timezone: 'UTC' })
  const number = String(++numbers)
  await connectNumber(app, owner, { number, account: `1${number}`, appSecret: 's' })
  await assignment(owner, { mode: 'round_robin', ...rules })
  return { ...owner, number, tenant: readId('tenant', owner.tenantId)! }
}

async function assignment(owner: TestTenant, rules: object): Promise<void> {
  const { status, text } = await app.call(owner, 'PATCH', '/api/v1/tenant', { settings: { assignment: rules } })
  if (status !== 200) throw new Error(text)
  await settle()
}

let people = 0
async function agent({ tenant }: Pick<Business, 'tenant'>, status: string | null = 'online'): Promise<string> {
  const person = { name: `Agent ${++people}`, email: `agent-${people}@assign.test`, password: 'a good long password' }
  const id = await addMember(app.context, tenant, { ...person, role: 'agent' })
  if (status) await present(tenant, id, status)
  return id
}

const present = (group: string, member: string, status: string) =>
  app.context.presence.put({ group, member, connection: 'one' }, { status, chosenAt: 0 })

let customers = 0
/** New customers write, one after the other. @returns their conversations, in this order */
async function written(to: Business, count: number, text = 'Bonjour'): Promise<string[]> {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const numbers = Array.from({ length: count }, () => `2126${String(++customers).padStart(8, '0')}`)
  for (const from of numbers) {
    const message = { from, id: `wamid.assign.${from}`, timestamp, type: 'text', text: { body: text } }
    await receive(
      app,
      messagesDelivery({
        number: to.number,
        account: `1${to.number}`,
        contacts: [{ profile: { name: from }, wa_id: from }],
        messages: [message],
      }),
    )
  }
  await drainEvents(app.context)
  const rows = await app.database.query<{ id: string; address: string }>(
    `select id, address from conversation where tenant_id = $1`,
    [to.tenant],
  )
  return numbers.map(number => rows.find(row => row.address === number)!.id)
}

/** Whoever waits has waited for a while. */
const longAgo = ({ tenant }: Business) =>
  app.database.query(
    `update conversation set waiting_since = waiting_since - interval '2 minutes' where tenant_id = $1`,
    [tenant],
  )

/** Everything that is to be done is done. */
async function settle(): Promise<void> {
  await drainEvents(app.context)
  await assignDue(app.context)
}

const holders = async (ids: readonly string[]) => {
  const rows = await app.database.query<{ id: string; assignee_id: string | null }>(
    `select id, assignee_id from conversation where id = any($1)`,
    [ids],
  )
  return ids.map(id => rows.find(row => row.id === id)!.assignee_id)
}

const patch = async (by: TestTenant, id: string, body: object) => {
  const { status, text } = await app.call(by, 'PATCH', `/api/v1/conversations/${showId('conversation', id)}`, body)
  if (status !== 200) throw new Error(text)
}
const user = (id: string) => showId('user', id)

describe('automatic assignment', () => {
  it('is off by default: nothing is given to anybody', async () => {
    const shop = await business({ mode: 'off' })
    await agent(shop)
    const ids = await written(shop, 2)
    await settle()
    expect(await holders(ids)).toEqual([null, null])
    expect(await app.database.query('select from assignment_queue where tenant_id = $1', [shop.tenant])).toEqual([])
  })

  it('gives conversations in turn, the longest wait first, and the log says why', async () => {
    const shop = await business()
    const [first, second] = [await agent(shop), await agent(shop)]
    const ids = await written(shop, 4)
    await settle()
    const given = await holders(ids)
    expect(new Set(given.slice(0, 2))).toEqual(new Set([first, second]))
    expect(given.slice(2)).toEqual(given.slice(0, 2))
    const log = await app.database.query(
      `select actor_kind, data->'why' as why from event where tenant_id = $1 and type = 'conversation.assigned' order by position`,
      [shop.tenant],
    )
    const why = { rule: 'round_robin', capacity: 10, skills: [], language: null }
    expect(log).toEqual([0, 0, 1, 1].map(open => ({ actor_kind: 'system', why: { ...why, open } })))
  })

  it('gives to who has least, and never more than a person can take; a resolved conversation makes room', async () => {
    const shop = await business({ mode: 'least_loaded', capacity: 2 })
    const [small, big] = [await agent(shop), await agent(shop)]
    const one = await app.call(shop, 'PATCH', `/api/v1/users/${user(small)}/abilities`, { capacity: 1 })
    expect(one.data).toMatchObject({ capacity: 1, takesConversations: true })
    const ids = await written(shop, 5)
    await settle()
    const given = await holders(ids)
    expect(given.filter(id => id === small)).toHaveLength(1)
    expect(given.filter(id => id === big)).toHaveLength(2)
    expect(given.slice(3)).toEqual([null, null])
    await patch(shop, ids[given.indexOf(small)]!, { status: 'resolved' })
    await settle()
    expect((await holders(ids)).slice(3)).toEqual([small, null])
  })

  it('gives only to people who are there; who comes gets what waits', async () => {
    const shop = await business()
    await agent(shop, null)
    await agent(shop, 'busy')
    await agent(shop, 'away')
    const ids = await written(shop, 1)
    await settle()
    expect(await holders(ids)).toEqual([null])
    const url = await app.app.listen({ port: 0, host: '127.0.0.1' })
    await app.call(shop, 'PATCH', `/api/v1/users/${shop.userId}/abilities`, { takesConversations: true })
    await settle()
    const socket = io(url, { auth: { token: shop.token }, transports: ['websocket'], reconnection: false })
    const found = async () => {
      await assignDue(app.context)
      return (await holders(ids))[0] === readId('user', shop.userId)
    }
    await until(found, { what: 'the conversation of who came' })
    socket.disconnect()
  })

  it('leaves alone what a person took, and what a person put back', async () => {
    const shop = await business()
    const owner = readId('user', shop.userId)!
    const [taken, back] = (await written(shop, 2)) as [string, string]
    await patch(shop, taken, { assigneeId: shop.userId })
    await patch(shop, back, { assigneeId: shop.userId })
    await patch(shop, back, { assigneeId: null })
    const person = await agent(shop)
    const [other] = (await written(shop, 1)) as [string]
    await settle()
    expect(await holders([taken, back, other])).toEqual([owner, null, person])
    await patch(shop, back, { assigneeId: shop.userId })
    await patch(shop, back, { status: 'resolved' })
    await settle()
    expect(await holders([taken])).toEqual([owner])
  })

  it('gives to others what somebody had who was taken out of the business', async () => {
    const shop = await business()
    const leaving = await agent(shop)
    const ids = await written(shop, 2)
    await settle()
    expect(await holders(ids)).toEqual([leaving, leaving])
    const staying = await agent(shop)
    await app.call(shop, 'DELETE', `/api/v1/users/${user(leaving)}`)
    await settle()
    expect(await holders(ids)).toEqual([staying, staying])
  })

  it('gives what a bot leaves to people, and not what the bot answers', async () => {
    const shop = await business({}, 'restaurant')
    const person = await agent(shop)
    const [ordering] = (await written(shop, 1, 'menu')) as [string]
    const [asking] = (await written(shop, 1, 'agent')) as [string]
    await settle()
    const paused = await app.database.query(
      `select handed_over_at is not null as over from conversation where id = $1`,
      [asking],
    )
    expect(paused).toEqual([{ over: true }])
    expect(await holders([ordering, asking])).toEqual([null, person])
  })

  it('gives conversations of a channel only to who has its skills, and first to who speaks the customer’s language', async () => {
    const shop = await business()
    const [plain, billing, both] = [await agent(shop), await agent(shop), await agent(shop)]
    const able = (id: string, abilities: object) =>
      app.call(shop, 'PATCH', `/api/v1/users/${user(id)}/abilities`, abilities)
    await able(billing, { skills: ['Billing', 'billing'] })
    expect((await able(both, { skills: ['billing'], languages: ['ar'] })).data.skills).toEqual(['billing'])
    const { data } = await app.call<Array<{ id: string }>>(shop, 'GET', '/api/v1/channels')
    for (const { id } of data) await app.call(shop, 'PATCH', `/api/v1/channels/${id}`, { skills: ['billing'] })
    const ids = await written(shop, 3)
    await app.database.query(
      `update contact set locale = 'ar' where id in (select contact_id from conversation where id = any($1))`,
      [ids.slice(0, 2)],
    )
    await settle()
    expect(await holders(ids)).toEqual([both, both, billing])
    await present(shop.tenant, plain, 'away')
  })

  it('gives to people with a role of the business’s own when they may answer, and were chosen to take some', async () => {
    const shop = await business()
    const roles = ['conversations:write', 'orders:read'].map((permission, no) =>
      app.call<{ id: string }>(shop, 'POST', '/api/v1/roles', {
        name: `Role ${no}`,
        permissions: ['conversations:read', permission],
      }),
    )
    const [may, mayNot] = (await Promise.all(roles)).map(({ data }) => readId('role', data.id)!)
    const [answers, looks] = [await agent(shop), await agent(shop)]
    for (const [person, role] of [
      [answers, may],
      [looks, mayNot],
    ] as const)
      await app.database.query(
        `update membership set role = 'own', role_id = $2, takes_conversations = true where user_id = $1`,
        [person, role],
      )
    const ids = await written(shop, 2)
    await settle()
    expect(await holders(ids)).toEqual([answers, answers])
  })

  it('gives what a team has to its people alone', async () => {
    const shop = await business()
    const [outside, inside] = [await agent(shop), await agent(shop, null)]
    const team = await app.call<{ id: string }>(shop, 'POST', '/api/v1/teams', { name: 'Billing' })
    const joined = await app.call(shop, 'POST', `/api/v1/teams/${team.data.id}/members`, { userId: user(inside) })
    expect([team.status, joined.status]).toEqual([201, 200])
    const [routed, free] = (await written(shop, 2)) as [string, string]
    await patch(shop, routed, { teamId: team.data.id })
    await settle()
    expect(await holders([routed, free])).toEqual([null, outside])
    await present(shop.tenant, inside, 'online')
    await written(shop, 1)
    await settle()
    expect(await holders([routed])).toEqual([inside])
  })

  it('waits for the working hours of the business, and then gives what waited', async () => {
    now = new Date('2026-06-10T20:00:00Z')
    const shop = await business({ workingHours: [{ day: 3, from: '09:00', to: '18:00' }] })
    const person = await agent(shop)
    const ids = await written(shop, 1)
    await settle()
    expect(await holders(ids)).toEqual([null])
    const due = await app.database.query(
      `select round(extract(epoch from due_at - now()) / 3600)::integer as hours from assignment_due where tenant_id = $1`,
      [shop.tenant],
    )
    expect(due).toEqual([{ hours: 6 * 24 + 13 }])
    await app.database.query(`update assignment_due set due_at = now() where tenant_id = $1`, [shop.tenant])
    now = new Date('2026-06-17T09:00:00Z')
    await settle()
    expect(await holders(ids)).toEqual([person])
  })

  it('gives what waited already when it is switched on, and nothing more once it is off', async () => {
    const shop = await business({ mode: 'off' })
    const person = await agent(shop)
    const ids = await written(shop, 1)
    await longAgo(shop)
    await assignment(shop, { mode: 'least_loaded' })
    expect(await holders(ids)).toEqual([person])
    await assignment(shop, { mode: 'off' })
    const later = await written(shop, 1)
    await settle()
    expect(await holders(later)).toEqual([null])
  })

  it('gives nothing to people of another business, and shows and changes none of theirs', async () => {
    const shop = await business()
    const ids = await written(shop, 1)
    await present(readId('tenant', b.tenantId)!, readId('user', b.userId)!, 'online')
    await settle()
    expect(await holders(ids)).toEqual([null])
    const person = await agent(shop, null)
    const path = `/api/v1/users/${user(person)}/abilities`
    expect((await app.call(b, 'PATCH', path, { capacity: 3 })).status).toBe(404)
  })
})

describe('processes that assign at the same time', () => {
  it('give no conversation to two people and nobody more than they can take, while people take some by hand', async () => {
    const shop = await business({ mode: 'off', capacity: 4 })
    const agents = [await agent(shop), await agent(shop), await agent(shop)]
    const ids = await written(shop, 16)
    await longAgo(shop)
    const others = Array.from({ length: 3 }, () => testContext(app.database, { presence: app.context.presence }))
    const everywhere = () => Promise.all([app.context, ...others].map(context => assignDue(context)))
    const switchedOn = { settings: { assignment: { mode: 'least_loaded' } } }
    expect((await app.call(shop, 'PATCH', '/api/v1/tenant', switchedOn)).status).toBe(200)
    await drainEvents(app.context)
    const byHand = ids.slice(0, 3).map((id, index) => patch(shop, id, { assigneeId: user(agents[index]!) }))
    await Promise.all([...byHand, everywhere()])
    const left = () => app.database.query('select from assignment_due where tenant_id = $1', [shop.tenant])
    await until(async () => {
      await everywhere()
      return (await left()).length === 0
    })
    const had = new Map(agents.map(id => [id, 0]))
    const log = await app.database.query<{ by: string; assignee: string; before: string | null }>(
      `select actor_kind as by, data->>'assigneeId' as assignee, data->>'before' as before from event
       where tenant_id = $1 and type = 'conversation.assigned' order by position`,
      [shop.tenant],
    )
    for (const { by, assignee, before } of log) {
      if (by === 'system') expect([before, had.get(assignee)! < 4]).toEqual([null, true])
      if (before) had.set(before, had.get(before)! - 1)
      had.set(assignee, had.get(assignee)! + 1)
    }
    const given = await holders(ids)
    for (const id of agents) expect(given.filter(holder => holder === id).length).toBe(had.get(id))
    expect(Math.min(...had.values())).toBeGreaterThanOrEqual(4)
    for (const context of others) await closeContext(context)
  })

  it('count what somebody is being given by hand at this moment, though it is not committed yet', async () => {
    const shop = await business({ capacity: 1 })
    const [byHand, waiting] = (await written(shop, 2)) as [string, string]
    const person = await agent(shop)
    // In the queue it would be locked, and waited for.
    await app.database.query(`delete from assignment_queue where conversation_id = $1`, [byHand])
    const { promise: given, resolve: isGiven } = Promise.withResolvers<void>()
    const { promise: looked, resolve: hasLooked } = Promise.withResolvers<void>()
    const hand = app.context.db.tenant(shop.tenant, async tx => {
      await patchConversation(tx, byHand, { assigneeId: person }, { kind: 'user', id: readId('user', shop.userId) })
      isGiven()
      await looked
    })
    await given
    await app.context.db.tenant(shop.tenant, somebodyCame)
    await assignDue(app.context)
    hasLooked()
    await hand
    await app.database.query(`update assignment_due set due_at = now() where tenant_id = $1`, [shop.tenant])
    await settle()
    expect(await holders([byHand, waiting])).toEqual([person, null])
  })
})
