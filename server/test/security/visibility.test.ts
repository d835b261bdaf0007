import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMember, PERMISSIONS } from '../../features/identity/index.ts'
import { newId, showId } from '../../platform/ids/index.ts'
import type { Caller, TestApp } from '../buildApp.ts'
import { receive, textDelivery } from '../contracts/meta.ts'
import { addressOf, bodyFor, idsAmong, isApi, kindOfParam, ROWS_ALONE, withMember } from './bodies.ts'
import { buildAppWithRoutes, nameOf, type Route } from './routes.ts'
import { bare } from './snapshot.ts'
import { type Kind, type Side, twoSides } from './world.ts'

/** Whose the conversations are that the viewers meet. */
const OWNED = ['mine', 'my team’s', 'another team’s', 'a colleague’s', 'nobody’s'] as const
type Owned = (typeof OWNED)[number]
const VIEWERS = {
  own: ['mine'],
  team: ['mine', 'my team’s'],
  all: OWNED,
} as const satisfies Record<string, readonly Owned[]>
type Visibility = keyof typeof VIEWERS
const EACH = Object.keys(VIEWERS) as Visibility[]

interface Thread {
  conversation: string
  message: string
  media: string
  secret: string
}

let app: TestApp
let routes: Route[]
let a: Side
let everything: string
const callers = {} as Record<Visibility, Caller & { id: string }>
/** Every viewer has a world of their own, so that what one writes does not disturb another. */
const worlds = {} as Record<Visibility, Record<Owned, Thread>>

beforeAll(async () => {
  ;({ app, routes } = await buildAppWithRoutes())
  ;({ a } = await twoSides(app))
  everything = await make('roles', { name: 'Everything', permissions: [...PERMISSIONS] })
  const others = await make('teams', { name: 'Others' })
  for (const visibility of EACH) {
    const viewer = await signIn(visibility)
    const colleague = await signIn(`colleague-of-${visibility}`)
    const team = await make('teams', { name: `Team of ${visibility}` })
    await must('POST', `/api/v1/teams/${team}/members`, { userId: viewer.id })
    await must('PATCH', `/api/v1/users/${viewer.id}`, { visibility })
    callers[visibility] = viewer
    const patches: Record<Owned, object> = {
      mine: { assigneeId: viewer.id, teamId: others },
      'my team’s': { teamId: team, assigneeId: colleague.id },
      'another team’s': { teamId: others },
      'a colleague’s': { assigneeId: colleague.id },
      'nobody’s': {},
    }
    const world = {} as Record<Owned, Thread>
    for (const owned of OWNED) {
      world[owned] = await thread(`${visibility} ${owned}`)
      await must('PATCH', `/api/v1/conversations/${world[owned].conversation}`, { ...patches[owned], priority: 'low' })
    }
    worlds[visibility] = world
  }
}, 120_000)
afterAll(() => app.close())

async function must(method: 'POST' | 'PATCH', url: string, body: object): Promise<{ id: string }> {
  const { status, data, text } = await app.call<{ id: string }>(a, method, url, body)
  if (status >= 300) throw new Error(`${method} ${url} answered ${status}: ${text}`)
  return data
}
const make = async (path: string, body: object) => (await must('POST', `/api/v1/${path}`, body)).id

async function signIn(name: string): Promise<Caller & { id: string }> {
  const person = { name, email: `${name}@visibility.test`, password: 'a good long password', role: 'agent' as const }
  const id = await addMember(app.context, bare(a.tenantId), person)
  // They may do everything: only what they see bounds them.
  await must('PATCH', `/api/v1/users/${showId('user', id)}`, { roleId: everything })
  const { email, password } = person
  const { data } = await app.call<{ accessToken: string }>(null, 'POST', '/api/v1/auth/login', { email, password })
  return { token: data.accessToken, id: showId('user', id) }
}

let customers = 0
/** A conversation with a message whose outcome nobody knows, which carries a file. */
async function thread(secret: string): Promise<Thread> {
  const from = `2126550010${10 + ++customers}`
  const { number, account } = a
  await receive(app, textDelivery({ number, account, from, id: `wamid.${from}`, name: 'Customer', text: secret }))
  const [row] = await app.database.query<{ conversation: string; message: string; channel: string }>(
    `select c.id as conversation, m.id as message, c.channel_id as channel
     from conversation c join message m on m.conversation_id = c.id where c.tenant_id = $1 and c.address = $2`,
    [bare(a.tenantId), from],
  )
  const { conversation, message, channel } = row!
  await app.database.query(
    `update message set direction = 'outbound', status = 'unknown', author_kind = 'system' where id = $1`,
    [message],
  )
  const media = newId()
  await app.database.query(
    `insert into media (tenant_id, id, channel_id, message_id, direction, kind, state, problem)
     values ($1, $2, $3, $4, 'inbound', 'image', 'gone', '{"code": "X", "text": "x"}')`,
    [bare(a.tenantId), media, channel, message],
  )
  return {
    conversation: showId('conversation', conversation),
    message: showId('message', message),
    media: showId('media', media),
    secret,
  }
}

const QUERIES = ['sort=recent', 'sort=urgent&snoozed=any', 'sort=created', 'q=Customer', 'fields=lastMessage']
const HISTORY = { method: 'GET' } as Route
const BOUND = ['conversation', 'message', 'media'] as const
type Bound = (typeof BOUND)[number]
const isBound = (kind: Kind): kind is Bound => BOUND.includes(kind as Bound)

async function ask(caller: Caller, route: Route, url: string, body?: object) {
  const { status, text } = await app.call(caller, route.method, url, body, { 'x-request-id': 'the-same-request' })
  return { status, text: text.replace(/"timestamp":"[^"]+"/, '"timestamp":""') }
}

/** The business with the ids of one conversation. */
const sideOf = (of: Thread): Side => ({ ...a, ids: { ...a.ids, ...of } })
const hiddenFrom = (visibility: Visibility) =>
  OWNED.filter(owned => !(VIEWERS[visibility] as readonly Owned[]).includes(owned))

describe.each(EACH)('who sees %s', visibility => {
  it('finds in every list what they see, and not a word of anything else', async () => {
    const world = worlds[visibility]
    const lists = routes.filter(route => isApi(route) && route.method === 'GET' && route.params.length === 0)
    expect(lists.length).toBeGreaterThan(20)
    const asked = lists.filter(route => route.asksNothing).map(route => ({ route, url: route.url }))
    const conversations = lists.find(route => route.url === '/api/v1/conversations')!
    for (const query of QUERIES) asked.push({ route: conversations, url: `${conversations.url}?limit=100&${query}` })
    for (const { route, url } of asked) {
      const { text } = await ask(callers[visibility], route, url)
      for (const owned of hiddenFrom(visibility)) {
        const { conversation, message, media, secret } = world[owned]
        for (const sign of [conversation, message, media, secret])
          expect(text.includes(sign), `${visibility}: ${url} tells ${sign} of ${owned}`).toBe(false)
      }
      if (url.includes('limit=100') || url === '/api/v1/messages/uncertain')
        for (const owned of VIEWERS[visibility])
          expect(text.includes(world[owned].conversation), `${visibility}: ${url} has ${owned}`).toBe(true)
    }
  })

  it('gets for what they do not see the answer for an id that nobody has, on every route, and else does their work', async () => {
    let tried = 0
    for (const route of routes.filter(isApi))
      for (const param of route.params) {
        const kind = kindOfParam(route, param)
        if (!isBound(kind)) continue
        tried++
        for (const owned of OWNED) {
          const of = worlds[visibility][owned]
          const says = `${visibility}: ${nameOf(route)} of ${owned}`
          const address = (id: string) => addressOf(route, sideOf(of), param, id)
          const body = bodyFor(route, sideOf(of))
          const answer = await ask(callers[visibility], route, address(of[kind]), body)
          const sees = (VIEWERS[visibility] as readonly Owned[]).includes(owned)
          if (sees) expect(answer.status, `${says}: ${answer.text}`).not.toBe(404)
          else {
            const unknown = await ask(callers[visibility], route, address(showId(kind, newId())), body)
            expect(answer, says).toEqual(unknown)
            expect(answer.status, says).toBe(404)
          }
        }
      }
    expect(tried).toBeGreaterThan(8)
  })

  it('reads the past of what they see', async () => {
    const past = (id: string) => ask(callers[visibility], HISTORY, `/api/v1/history/${id}`)
    for (const owned of OWNED) {
      const answer = await past(worlds[visibility][owned].conversation)
      if ((VIEWERS[visibility] as readonly Owned[]).includes(owned)) expect(answer.status, owned).toBe(200)
      else expect(answer, owned).toEqual(await past(showId('conversation', newId())))
    }
  })

  it('names nothing in a body that they do not see', async () => {
    const { mine, ...rest } = worlds[visibility]
    let tried = 0
    for (const route of routes.filter(isApi).filter(one => one.body))
      for (const { path, kind } of idsAmong(route, route.body!)) {
        if (!isBound(kind) || route.url.startsWith('/api/v1/orders')) continue
        tried++
        for (const owned of hiddenFrom(visibility)) {
          const answerTo = async (id: string) => {
            const body = withMember(bodyFor(route, sideOf(mine), path)!, path, id)
            const answer = await ask(callers[visibility], route, addressOf(route, sideOf(mine)), body)
            return { ...answer, text: answer.text.replaceAll(id, '(the id)') }
          }
          const says = `${visibility}: ${nameOf(route)} ${path} of ${owned}`
          const hidden = await answerTo(rest[owned as keyof typeof rest][kind])
          expect(hidden, says).toEqual(await answerTo(showId(kind, newId())))
          if (nameOf(route) in ROWS_ALONE) expect(JSON.parse(hidden.text).data, says).toMatchObject({ updated: 0 })
          else expect([403, 404, 422], `${says}: ${hidden.text}`).toContain(hidden.status)
        }
      }
    expect(tried).toBeGreaterThan(3)
  })

  it('changes by a filter what they see and nothing else', async () => {
    const { status, data, text } = await app.call<{ results: Array<{ id: string }> }>(
      callers[visibility],
      'POST',
      '/api/v1/conversations/bulk',
      { operation: 'update', filter: {}, updates: { priority: 'urgent' } },
    )
    expect(status, text).toBe(200)
    const changed = new Set(data.results.map(result => result.id))
    for (const owned of OWNED) {
      const sees = (VIEWERS[visibility] as readonly Owned[]).includes(owned)
      expect(changed.has(worlds[visibility][owned].conversation), `${visibility}: ${owned}`).toBe(sees)
    }
  })
})
