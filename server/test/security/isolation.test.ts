import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ID_PREFIXES, type IdKind, newId, showId } from '../../platform/ids/index.ts'
import type { Caller, TestApp } from '../buildApp.ts'
import {
  ASKS_META,
  addressOf,
  bodyFor,
  COUNTED,
  idsAmong,
  isApi,
  isOperators,
  kindOfParam,
  ROWS_ALONE,
  withMember,
} from './bodies.ts'
import { buildAppWithRoutes, nameOf, type Route } from './routes.ts'
import { bare, type Snapshot, snapshotOf } from './snapshot.ts'
import { type Kind, type Side, twoSides } from './world.ts'

let app: TestApp
let routes: Route[]
let a: Side
let b: Side
let ofA: Snapshot
let ofB: Snapshot

beforeAll(async () => {
  ;({ app, routes } = await buildAppWithRoutes())
  ;({ a, b } = await twoSides(app))
  ofA = await snapshotOf(app.database, a.tenantId)
  ofB = await snapshotOf(app.database, b.tenantId)
})
afterAll(() => app.close())

const withIds = () => routes.filter(route => route.params.length > 0 && !isOperators(route))
/** Kinds that are another's by another name. */
const SHOWN_AS = { simulator: 'channel', linked: 'channel', namesake: 'contact' } as const
const unknownId = (kind: Kind) =>
  showId(kind in SHOWN_AS ? SHOWN_AS[kind as keyof typeof SHOWN_AS] : (kind as IdKind), newId())

/** Everything of an answer that tells something: not the clock, not how often one may still ask. */
async function ask(caller: Caller | null, route: Route, url: string, body?: object) {
  const headers = { 'x-request-id': 'the-same-request' }
  const answer = await app.call(caller, route.method, url, body, headers)
  const { date, 'x-ratelimit-remaining': _left, 'x-ratelimit-reset': _reset, ...rest } = answer.headers
  return {
    status: answer.status,
    headers: rest,
    text: answer.text.replace(/"timestamp":"[^"]+"/, '"timestamp":""'),
  }
}

const expectNothingChanged = async () => {
  expect(await snapshotOf(app.database, b.tenantId)).toEqual(ofB)
  expect(await snapshotOf(app.database, a.tenantId)).toEqual(ofA)
}

// Case 1.
describe('an id of another business in a path', () => {
  it('is answered byte for byte like one that nobody has, on every route, and nothing changes', async () => {
    expect(withIds().length).toBeGreaterThan(15)
    for (const route of withIds()) {
      for (const param of route.params) {
        const kind = kindOfParam(route, param)
        const [theirs, nobodys] = [b.ids[kind], unknownId(kind)]
        for (const form of [(id: string) => id, bare, (id: string) => id.toUpperCase()]) {
          const body = bodyFor(route, a)
          const foreign = await ask(a, route, addressOf(route, a, param, form(theirs)), body)
          const unknown = await ask(a, route, addressOf(route, a, param, form(nobodys)), body)
          expect(foreign, `${nameOf(route)} with ${form(theirs)}`).toEqual(unknown)
          if (isApi(route)) expect(foreign.status, `${nameOf(route)}: ${foreign.text}`).toBe(404)
          else expect(foreign.status).toBeGreaterThanOrEqual(400)
        }
      }
    }
    await expectNothingChanged()
  })

  it('is no id when it is of another kind', async () => {
    for (const route of withIds().filter(isApi)) {
      const kind = kindOfParam(route, route.params[0]!)
      const prefix = kind === 'order' ? ID_PREFIXES.contact : ID_PREFIXES.order
      const hex = a.ids[kind].split('_')[1]
      const { status } = await ask(
        a,
        route,
        addressOf(route, a, route.params[0], `${prefix}_${hex}`),
        bodyFor(route, a),
      )
      expect(status, nameOf(route)).toBe(404)
    }
    await expectNothingChanged()
  })
})

describe('an id of another business in a query string', () => {
  it('finds what an id that nobody has finds: nothing', async () => {
    let tried = 0
    for (const route of routes.filter(isApi)) {
      for (const { path, kind } of idsAmong(route, route.query)) {
        const url = (id: string) => `${addressOf(route, a)}?${path}=${id}`
        const foreign = await ask(a, route, url(b.ids[kind]))
        expect(foreign, nameOf(route)).toEqual(await ask(a, route, url(unknownId(kind))))
        expect(JSON.parse(foreign.text).data ?? [], nameOf(route)).toEqual([])
        expect((await ask(a, route, url(a.ids[kind]))).status, nameOf(route)).toBe(200)
        tried++
      }
    }
    expect(tried).toBeGreaterThan(0)
    await expectNothingChanged()
  })
})

// Case 4.
describe('an id of another business in a body', () => {
  it('is refused like one that nobody has, on every route, and nothing changes', async () => {
    let tried = 0
    for (const route of routes.filter(isApi).filter(one => one.body)) {
      for (const { path, kind } of idsAmong(route, route.body!)) {
        const says = `${nameOf(route)} ${path}`
        const answerTo = async (id: string) => {
          const body = withMember(bodyFor(route, a, path)!, path, id)
          const answer = await ask(a, route, addressOf(route, a), body)
          return { ...answer, text: answer.text.replaceAll(id, '(the id)') }
        }
        const foreign = await answerTo(b.ids[kind])
        expect(foreign, says).toEqual(await answerTo(unknownId(kind)))
        if (nameOf(route) in ROWS_ALONE) {
          expect(JSON.parse(foreign.text).data, says).toMatchObject({ [COUNTED[nameOf(route)]!]: 0 })
        } else expect([404, 422], `${says}: ${foreign.status} ${foreign.text}`).toContain(foreign.status)
        tried++
      }
    }
    expect(tried).toBeGreaterThan(8)
    await expectNothingChanged()
  })
})

// Last, because it changes B: had the ids above not been real, the tests above would prove nothing.
describe('the same ids', () => {
  it('open every route to the business that owns them', async () => {
    const last = (route: Route) => (route.method === 'DELETE' ? 1 : 0)
    for (const route of withIds()
      .filter(isApi)
      .toSorted((one, other) => last(one) - last(other))) {
      const { status, text } = await ask(b, route, addressOf(route, b), bodyFor(route, b))
      const says = `${nameOf(route)} answered ${status}: ${text}`
      if (ASKS_META.test(route.url)) expect(status, says).toBe(503)
      else if (route.method === 'GET') expect(status, says).toBe(200)
      else expect([200, 201, 202, 204, 409, 422], says).toContain(status)
    }
    expect(await snapshotOf(app.database, b.tenantId)).not.toEqual(ofB)
    expect(await snapshotOf(app.database, a.tenantId)).toEqual(ofA)
  })
})
