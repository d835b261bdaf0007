import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestApp } from '../buildApp.ts'
import { ASKS_META, addressOf, isApi } from '../security/bodies.ts'
import { buildAppWithRoutes, nameOf, type Route } from '../security/routes.ts'
import { type Side, twoSides } from '../security/world.ts'

/** Answers of others: what a provider says, or a file. */
const OTHERS = /\/(qr|export|business-profile)$|^GET \/api\/v1\/media/
/** Lists that are short by their nature. */
const WHOLE = /\/(history|merges|statuses|users|members|notes|presence|plans|announcements|permissions)$/

let app: TestApp
let routes: Route[]
let a: Side

beforeAll(async () => {
  ;({ app, routes } = await buildAppWithRoutes())
  ;({ a } = await twoSides(app))
  await app.database.query(`update tenant set plan = 'enterprise'`)
})
afterAll(() => app.close())

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
const ofApi = () => routes.filter(route => isApi(route) && !route.url.includes('*'))
const reads = () => ofApi().filter(route => route.method === 'GET' && route.asksNothing && route.access !== 'public')
const ask = (route: Route, headers: object = {}) => app.call(a, route.method, addressOf(route, a), undefined, headers)

describe('every route of the API', () => {
  it('that is read answers in the envelope, with its limits, an id of the request and a tag', async () => {
    expect(reads().length).toBeGreaterThan(20)
    for (const route of reads().filter(one => !OTHERS.test(nameOf(one)) && !OTHERS.test(one.url))) {
      const name = nameOf(route)
      const { status, headers, body } = await ask(route)
      if (status !== 200) {
        expect.soft(body, name).toMatchObject({ success: false, error: { code: expect.any(String) } })
        continue
      }
      expect.soft(body, name).toMatchObject({ success: true, data: expect.anything() })
      expect
        .soft(Object.keys(headers), name)
        .toEqual(
          expect.arrayContaining([
            'x-request-id',
            'x-ratelimit-limit',
            'x-ratelimit-remaining',
            'x-ratelimit-reset',
            'etag',
          ]),
        )
      expect.soft(`${headers['cache-control']}`, name).toMatch(/no-store|private/)
      if (Array.isArray(body.data) && !WHOLE.test(route.url)) {
        expect.soft(body.meta, name).toMatchObject({ pagination: { limit: expect.any(Number) } })
        expect.soft(route.query, name).toContain('limit')
        // The event log calls it `after`, as sockets do.
        expect
          .soft(
            route.query.some(one => one === 'cursor' || one === 'after'),
            name,
          )
          .toBe(true)
      }
    }
  }, 120_000)

  it('names the methods that it takes when it is asked with another', async () => {
    for (const url of new Set(ofApi().map(route => route.url))) {
      const known = ofApi().filter(route => route.url === url)
      const other = METHODS.find(method => !ofApi().some(route => route.method === method && sameShape(route.url, url)))
      if (!other) continue
      const { status, headers, body } = await app.call(a, other, addressOf(known[0]!, a))
      expect.soft([status, body.error?.code], `${other} ${url}`).toEqual([405, 'METHOD_NOT_ALLOWED'])
      for (const { method } of known) expect.soft(`${headers.allow}`.split(', '), `${other} ${url}`).toContain(method)
    }
  }, 120_000)

  it('refuses a body that is no JSON with 415, and a caller who reads no JSON with 406', async () => {
    for (const route of ofApi().filter(one => one.body !== undefined && !ASKS_META.test(one.url))) {
      const answer = await app.call(a, route.method, addressOf(route, a), 'name=x', { 'content-type': 'text/plain' })
      expect.soft([answer.status, answer.body.error?.code], nameOf(route)).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE'])
    }
    for (const route of reads().filter(one => !one.url.endsWith('/export'))) {
      expect.soft((await ask(route, { accept: 'image/png' })).status, nameOf(route)).toBe(406)
    }
  }, 120_000)
})

describe('a list', () => {
  it('is a fifth of its size when it is compressed, and less with few fields', async () => {
    const names = Array.from({ length: 150 }, (_, no) => `Customer number ${no}`)
    await app.database.query(
      `with made as (
         insert into contact (tenant_id, id, name, name_folded)
         select $1, gen_random_uuid(), name, lower(name) from unnest($2::text[]) as name returning tenant_id, id
       )
       insert into contact_identity (tenant_id, kind, scope, value, contact_id)
       select tenant_id, 'phone', '', '+2126' || lpad((row_number() over ())::text, 8, '0'), id from made`,
      [a.tenantId.replace(/^ten_/, ''), names],
    )
    const url = '/api/v1/contacts?limit=150'
    const plain = (await app.call(a, 'GET', url)).text
    const answer = await app.app.inject({
      url,
      headers: { authorization: `Bearer ${a.token}`, 'accept-encoding': 'gzip' },
    })
    expect(answer.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(answer.rawPayload).toString()).toBe(plain)
    const few = (await app.call(a, 'GET', `${url}&fields=id,name`)).text
    console.log(`150 contacts: ${plain.length} bytes, gzip ${answer.rawPayload.length}, id and name ${few.length}`)
    expect(answer.rawPayload.length).toBeLessThan(plain.length / 5)
    expect(few.length).toBeLessThan(plain.length / 2)
  })
})

it('the health of the program is told in the envelope of the API, too', async () => {
  const { status, body } = await app.call(null, 'GET', '/api/v1/health')
  expect(status).toBe(200)
  expect(body).toMatchObject({ success: true, data: { status: expect.any(String) } })
})

/** Whether an address of one route may be read as one of the other. */
function sameShape(one: string, other: string): boolean {
  const [left, right] = [one.split('/'), other.split('/')]
  return (
    left.length === right.length &&
    left.every((part, index) => part === right[index] || part.startsWith(':') || right[index]!.startsWith(':'))
  )
}
