import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drainEvents } from '../../../platform/events/index.ts'
import { showId } from '../../../platform/ids/index.ts'
import { drainLongJobs } from '../../../platform/long-jobs/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { conversationOf, deliver, newPhone, type Shop, shop } from '../../../test/customer.ts'
import { until } from '../../../test/until.ts'
import { addMember } from '../index.ts'

interface Person {
  token: string
  id: string
}
interface TeamAnswer {
  id: string
  name: string
  memberCount: number
}

let app: TestApp
let place: Shop
let other: Shop

beforeAll(async () => {
  app = await buildApp({ parts: { config: { defaultPlan: 'enterprise' } } })
  ;[place, other] = [await shop(app), await shop(app)]
})
afterAll(() => app.close())

let people = 0
async function colleague(of: Shop = place): Promise<Person> {
  const email = `member-of-team-${++people}@example.test`
  const password = 'a good long password'
  const id = await addMember(app.context, of.id, { name: `Colleague ${people}`, email, password, role: 'agent' })
  const { data } = await app.call<{ accessToken: string }>(null, 'POST', '/api/v1/auth/login', { email, password })
  return { token: data.accessToken, id: showId('user', id) }
}

const makeTeam = async (name: string, of: Shop = place) =>
  (await app.call<TeamAnswer>(of, 'POST', '/api/v1/teams', { name })).data
const join = (team: string, person: Person) =>
  app.call<TeamAnswer>(place, 'POST', `/api/v1/teams/${team}/members`, { userId: person.id })
const leave = (team: string, person: Person) => app.call(place, 'DELETE', `/api/v1/teams/${team}/members/${person.id}`)
const see = (person: Person, visibility: string) =>
  app.call<{ visibility: string }>(place, 'PATCH', `/api/v1/users/${person.id}`, { visibility })

async function conversation(): Promise<string> {
  const from = newPhone()
  await deliver(app, place, from, 'Hello')
  return showId('conversation', (await conversationOf(app, place, from)).id)
}
const route = (id: string, teamId: string | null) =>
  app.call<{ team: { name: string } | null }>(place, 'PATCH', `/api/v1/conversations/${id}`, { teamId })
const open = async (person: { token: string }, id: string) =>
  (await app.call(person, 'GET', `/api/v1/conversations/${id}`)).status
const listed = async (person: { token: string }, query = '') =>
  (await app.call<Array<{ id: string }>>(person, 'GET', `/api/v1/conversations?limit=100&${query}`)).data.map(
    row => row.id,
  )

describe('teams', () => {
  it('have names of their own, are listed by them page by page, and not to another business', async () => {
    for (const name of ['Zeitung', 'éclairs', 'Drinks', 'أمل']) await makeTeam(name)
    await makeTeam('Drinks', other)
    const taken = await app.call(place, 'POST', '/api/v1/teams', { name: 'DRINKS' })
    expect([taken.status, taken.body.error?.code]).toEqual([409, 'TEAM_NAME_TAKEN'])
    const names: string[] = []
    let cursor = ''
    do {
      const page = await app.call<TeamAnswer[]>(place, 'GET', `/api/v1/teams?limit=3${cursor && `&cursor=${cursor}`}`)
      names.push(...page.data.map(team => team.name))
      cursor = (page.body.meta?.pagination?.nextCursor as unknown as string | null) ?? ''
    } while (cursor)
    expect(names).toEqual(['Drinks', 'éclairs', 'Zeitung', 'أمل'])
  })

  it('keep their names apart when two are renamed to the same at once', async () => {
    const [one, two] = [await makeTeam('One'), await makeTeam('Two')]
    const answers = await Promise.all(
      [one, two].map(team => app.call(place, 'PATCH', `/api/v1/teams/${team.id}`, { name: 'Only one' })),
    )
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 409])
  })

  it('have people who work there, once each, and who leaves the business leaves them', async () => {
    const [team, person] = [await makeTeam('Kitchen'), await colleague()]
    expect((await join(team.id, person)).data.memberCount).toBe(1)
    expect((await join(team.id, person)).data.memberCount).toBe(1)
    expect((await join(team.id, await colleague(other))).status).toBe(404)
    const members = await app.call<Person[]>(place, 'GET', `/api/v1/teams/${team.id}/members`)
    expect(members.data.map(({ id }) => id)).toEqual([person.id])
    await app.call(place, 'DELETE', `/api/v1/users/${person.id}`)
    expect((await app.call<TeamAnswer>(place, 'GET', `/api/v1/teams/${team.id}`)).data.memberCount).toBe(0)
    expect((await leave(team.id, person)).status).toBe(404)
  })

  it('get conversations, which are listed by team and return to nobody when the team is taken away', async () => {
    const [team, id] = [await makeTeam('Gone soon'), await conversation()]
    expect((await route(id, team.id)).data.team).toEqual({ id: team.id, name: 'Gone soon' })
    expect(await listed(place, `teamId=${team.id}`)).toEqual([id])
    expect(await listed(place, 'teamId=none')).not.toContain(id)
    expect((await route(id, (await makeTeam('Theirs', other)).id)).status).toBe(404)
    await app.call(place, 'DELETE', `/api/v1/teams/${team.id}`)
    await drainEvents(app.context)
    expect((await app.call(place, 'GET', `/api/v1/conversations/${id}`)).data.teamId).toBeNull()
    expect((await route(id, team.id)).status).toBe(404)
    // The log shows nothing that an older transaction could still come before, of whatever database of this server.
    const routed = await until(async () => {
      const { data } = await app.call<Array<{ type: string }>>(place, 'GET', `/api/v1/events?aggregate=${id}`)
      const found = data.filter(({ type }) => type === 'conversation.routed')
      return found.length >= 2 && found
    })
    expect(routed).toHaveLength(2)
  })
})

describe('what somebody may see', () => {
  it('is everything until somebody says otherwise, and counts from the next request on', async () => {
    const [team, person, mine, ours, nobodys] = [
      await makeTeam('Sighted'),
      await colleague(),
      await conversation(),
      await conversation(),
      await conversation(),
    ]
    await app.call(place, 'PATCH', `/api/v1/conversations/${mine}`, { assigneeId: person.id })
    await route(ours, team.id)
    const seen = async () => [await open(person, mine), await open(person, ours), await open(person, nobodys)]
    expect(await seen()).toEqual([200, 200, 200])
    expect((await see(person, 'own')).data.visibility).toBe('own')
    expect(await seen()).toEqual([200, 404, 404])
    await see(person, 'team')
    expect(await seen()).toEqual([200, 404, 404])
    await join(team.id, person)
    expect(await seen()).toEqual([200, 200, 404])
    expect((await listed(person)).toSorted()).toEqual([mine, ours].toSorted())
    await leave(team.id, person)
    expect(await seen()).toEqual([200, 404, 404])
    await see(person, 'all')
    expect(await seen()).toEqual([200, 200, 200])
  })

  it('is everything for an administrator, whatever stands there', async () => {
    const person = await colleague()
    await see(person, 'own')
    await app.call(place, 'PATCH', `/api/v1/users/${person.id}`, { role: 'tenant_admin' })
    expect(await open(person, await conversation())).toBe(200)
    const { data } = await app.call(person, 'GET', '/api/v1/auth/me')
    expect(data.visibility).toBe('all')
  })

  it('takes in the conversation that they open themselves, and shuts out those of others with the same number', async () => {
    const person = await colleague()
    await see(person, 'own')
    const send = (to: string) =>
      app.call<{ conversationId: string }>(person, 'POST', '/api/v1/messages/send', {
        channelId: showId('channel', place.channelId),
        to,
        type: 'template',
        template: { name: 'hello', language: 'en', components: [] },
      })
    const theirs = newPhone()
    await deliver(app, place, theirs, 'Hello')
    expect((await send(`+${theirs}`)).status).toBe(404)
    const opened = await send(`+${newPhone()}`)
    expect(opened.status, opened.text).toBe(202)
    const [row] = await listed(person)
    expect(await open(person, row!)).toBe(200)
  })

  it('bounds the job that somebody started by what they see when it runs', async () => {
    const [person, mine, lost] = [await colleague(), await conversation(), await conversation()]
    for (const id of [mine, lost])
      await app.call(place, 'PATCH', `/api/v1/conversations/${id}`, { assigneeId: person.id })
    await see(person, 'own')
    const body = { operation: 'update', ids: [mine, lost], updates: { priority: 'high' }, async: true }
    const job = await app.call<{ id: string }>(person, 'POST', '/api/v1/conversations/bulk', body)
    await app.call(place, 'PATCH', `/api/v1/conversations/${lost}`, { assigneeId: null })
    await drainLongJobs(app.context)
    const done = await until(async () => {
      const { data } = await app.call<{ status: string; failed: number; done: number }>(
        person,
        'GET',
        `/api/v1/jobs/${job.data.id}`,
      )
      return data.status === 'done' && data
    })
    expect(done).toMatchObject({ done: 2, failed: 1 })
    const stranger = await colleague()
    await see(stranger, 'own')
    expect((await app.call(stranger, 'GET', `/api/v1/jobs/${job.data.id}`)).status).toBe(404)
  })
})
