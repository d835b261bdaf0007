import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestApp } from '../buildApp.ts'
import { addressOf, bodyFor, isApi, isOperators, withMember } from './bodies.ts'
import { buildAppWithRoutes, nameOf, type Route } from './routes.ts'
import { bare, type Snapshot, snapshotOf } from './snapshot.ts'
import { type Side, twoSides } from './world.ts'

let app: TestApp
let routes: Route[]
let a: Side
let b: Side
let ofA: Snapshot

beforeAll(async () => {
  ;({ app, routes } = await buildAppWithRoutes())
  ;({ a, b } = await twoSides(app))
  await app.database.query(
    `update auth_session set authenticated_at = authenticated_at - interval '601 seconds' where user_id = $1`,
    [bare(a.userId)],
  )
  ofA = await snapshotOf(app.database, a.tenantId)
})
afterAll(() => app.close())

/** Whatever is under these is keys, credentials or members. Most are not there yet: they are guarded from their first day. */
const ROOMS =
  /^\/api\/v1\/(channels|users|members|invitations|roles|api-keys|keys|webhooks|webhook-endpoints|integrations|secrets|two-factor|passkeys)(\/|$)/
/** Names of members of a body that hold a secret. */
const SECRET = /(^|\.)(credentials|pin|\w*(password|secret|token|apikey|privatekey))(\.|$)/i

/** Writes that seem to belong to the above, and why they need no recent proof. */
const FREE: Record<string, string> = {
  'POST /api/v1/auth/register': 'takes the password itself',
  'POST /api/v1/auth/login': 'takes the password itself',
  'POST /api/v1/auth/reauthenticate': 'takes the password itself',
  'POST /api/v1/auth/password/change': 'takes the password itself',
  'PATCH /api/v1/passkeys/:id': 'what it is called on the screen',
  'POST /api/v1/two-factor/totp/remove': 'takes the password itself',
  'POST /api/v1/auth/refresh': 'changes nothing but the tokens of the session',
  'POST /api/v1/auth/password/reset': 'takes the link of a mail',
  'POST /api/v1/auth/verify-email': 'takes the link of a mail',
  'POST /api/v1/invitations/look-up': 'only reads, for whoever has the link',
  'POST /api/v1/invitations/accept': 'takes the link and the password itself',
  'PATCH /api/v1/users/:id/abilities': 'says which work somebody gets, and gives no rights',
  'POST /api/v1/channels/:id/test': 'only asks the provider',
  'POST /api/v1/channels/:id/start': 'the phone stays the one that is linked',
  'POST /api/v1/channels/:id/stop': 'the phone stays the one that is linked',
  'DELETE /api/v1/webhook-endpoints/:id': 'ends what is sent, and tells nobody anything',
  'POST /api/v1/webhook-endpoints/:id/replay': 'sends to an address that was given with a proof',
  'POST /api/v1/webhook-endpoints/:id/test': 'sends to an address that was given with a proof',
  'PATCH /api/v1/channels/:id/business-profile': 'what customers read of the business, no key',
  'POST /api/v1/conversations/:id/messages': 'the token of a form is the sender’s own name for it',
  'POST /api/v1/messages/send': 'the token of a form is the sender’s own name for it',
}
/** Reads that give away what opens an account. */
const REVEALS = ['GET /api/v1/channels/:id/qr', 'GET /api/v1/webhook-endpoints/:id/secret']

const seemsSensitive = (route: Route): boolean =>
  isApi(route) &&
  route.method !== 'GET' &&
  (ROOMS.test(route.url) || (route.body ?? []).some(path => SECRET.test(path)))

describe('what changes keys, credentials or members', () => {
  it('asks for a recent proof of who calls, on every route, or is listed with a reason', () => {
    const open = routes.filter(seemsSensitive).filter(route => !route.recentAuthentication)
    expect(open.map(nameOf).sort()).toEqual(Object.keys(FREE).sort())
    const guarded = routes.filter(route => route.recentAuthentication).map(nameOf)
    expect(guarded).toEqual(expect.arrayContaining(REVEALS))
    expect(guarded.length).toBeGreaterThan(9)
  })

  it('is refused to a person who proved themselves too long ago, the same for every id, and nothing changes', async () => {
    for (const { route, body, says } of asking()) {
      for (const ids of [a, b]) {
        const { status, body: answer } = await app.call(a, route.method, addressOf(route, ids), body)
        expect([status, answer.error?.code], says).toEqual([403, 'REAUTHENTICATION_REQUIRED'])
      }
    }
    expect(await snapshotOf(app.database, a.tenantId)).toEqual(ofA)
  })

  it('is open to the person of another business who has just signed in', async () => {
    for (const { route, body, says } of asking()) {
      const { status, body: answer } = await app.call(b, route.method, addressOf(route, b), body)
      expect(status, says).not.toBe(401)
      expect(answer.error?.code, says).not.toBe('REAUTHENTICATION_REQUIRED')
    }
  })
})

/** Requests that ask for the proof: one for each route, or for each member that a route names. What removes things comes last. */
function asking() {
  const last = ({ method }: Route) => (method === 'DELETE' ? 1 : 0)
  return routes
    .toSorted((one, other) => last(one) - last(other))
    .filter(route => !isOperators(route))
    .flatMap(route => {
      const { recentAuthentication: asked } = route
      if (!asked) return []
      const body = bodyFor(route, b)
      if (asked === true) return [{ route, body, says: nameOf(route) }]
      return asked.map(member => ({
        route,
        body: withMember(body!, member, (bodyFor(route, b, member) as Record<string, unknown>)[member] ?? {}),
        says: `${nameOf(route)} with ${member}`,
      }))
    })
}
