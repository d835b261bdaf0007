import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Loose, TestApp } from '../buildApp.ts'
import { connectNumber, messagesDelivery, receive, textDelivery } from '../contracts/meta.ts'
import { addressOf, isApi } from './bodies.ts'
import { buildAppWithRoutes, nameOf, type Route } from './routes.ts'
import { bare as bareId, snapshotOf } from './snapshot.ts'
import { CUSTOMER, FIRST_WAMID, type Side, twoSides } from './world.ts'

let app: TestApp
let routes: Route[]
let a: Side
let b: Side

beforeAll(async () => {
  ;({ app, routes } = await buildAppWithRoutes())
  ;({ a, b } = await twoSides(app))
})
afterAll(() => app.close())

const lists = () => routes.filter(route => isApi(route) && route.method === 'GET' && route.query.includes('cursor'))
const withPath = (route: Route) => addressOf(route, a)

// Case 5.
describe('what exists only in another business', () => {
  it('is as free to use as what exists nowhere: item codes, client keys, customers', async () => {
    const item = (code: string) => ({ code, name: 'Same code', price: { amount: 1, currency: 'MAD' } })
    await app.call(b, 'POST', '/api/v1/catalog/items', item('ONLYB'))
    expect((await app.call(a, 'POST', '/api/v1/catalog/items', item('ONLYB'))).status).toBe(201)
    expect((await app.call(a, 'POST', '/api/v1/catalog/items', item('ONLYB'))).status).toBe(409)

    await receive(app, textDelivery({ number: b.number, from: '212677000001', name: 'Only of B' }))
    for (const q of ['212677000001', 'Only of B']) {
      const found = await app.call<Loose[]>(a, 'GET', `/api/v1/contacts?q=${encodeURIComponent(q)}`)
      expect([found.status, found.data]).toEqual([200, []])
    }
    await receive(app, textDelivery({ number: a.number, from: '212677000001', name: 'Now of A too' }))
    const found = await app.call<Loose[]>(a, 'GET', '/api/v1/contacts?q=212677000001')
    expect(found.data).toMatchObject([{ name: 'Now of A too' }])
  })

  it('and what was received there does not count as seen here: the same provider id is another message', async () => {
    const count = `select count(*)::int as n from message where provider_message_id = $1`
    expect(await app.database.query(count, [FIRST_WAMID])).toEqual([{ n: 2 }])
  })

  it('a number that is connected there is taken in like one that nobody has', async () => {
    const connect = async (number: string) => {
      const body = {
        provider: 'cloud_api',
        name: 'Mine?',
        credentials: { phoneNumberId: number, wabaId: a.account, accessToken: 'x', appSecret: 'y' },
      }
      const { status, data } = await app.call<Loose>(a, 'POST', '/api/v1/channels', body)
      return [status, Object.keys(data ?? {}), data?.status, data?.statusReason]
    }
    const theirs = await connect(b.number)
    expect(theirs[0]).toBe(201)
    expect(theirs).toEqual(await connect('999000111222333'))
  })
})

// Case 9.
describe('a business whose neighbour grows', () => {
  it('sees the same lists, counts, searches, cursors and numbers as before', async () => {
    const pages = async () => {
      const seen: Record<string, string> = {}
      for (const route of lists()) {
        for (const query of ['', '?limit=1', '?limit=200']) {
          const { status, text } = await app.call(a, 'GET', `${withPath(route)}${query}`)
          expect(status, nameOf(route)).toBe(200)
          seen[`${nameOf(route)}${query}`] = text
        }
      }
      for (const q of ['Customer', '2126', 'Amina', 'A1']) {
        for (const route of lists().filter(one => one.query.includes('q'))) {
          seen[`${nameOf(route)} ${q}`] = (await app.call(a, 'GET', `${withPath(route)}?q=${q}`)).text
        }
      }
      return seen
    }
    const before = await pages()
    const untouched = await snapshotOf(app.database, a.tenantId)
    const people = Array.from({ length: 300 }, (_, index) => `2126${10_000_000 + index}`)
    const messages = people.map((from, index) => {
      const timestamp = String(1_770_000_000 + index)
      return { from, id: `wamid.crowd.${index}`, timestamp, type: 'text', text: { body: 'Amina' } }
    })
    const contacts = people.map(wa_id => ({ wa_id, profile: { name: 'Customer Amina' } }))
    await receive(app, messagesDelivery({ number: b.number, account: b.account, contacts, messages }))
    await Promise.all(
      people.slice(0, 50).map((_, index) => {
        const body = { code: `B${index}`, name: 'Amina', price: { amount: 1, currency: 'MAD' } }
        return app.call(b, 'POST', '/api/v1/catalog/items', body)
      }),
    )
    expect(await pages()).toEqual(before)
    expect(await snapshotOf(app.database, a.tenantId)).toEqual(untouched)
    const grown = await app.call<Loose[]>(b, 'GET', '/api/v1/contacts?limit=200')
    expect(grown.data).toHaveLength(200)
  })
})

describe('a cursor', () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

  it('that was made up or edited is answered 400 by every list', async () => {
    expect(lists().length).toBeGreaterThan(5)
    for (const route of lists()) {
      const edited = [
        '%25',
        'x',
        'null',
        ...[null, 1, 'x', [], {}, [1], { beyond: 'x' }, { beyond: `' or 1=1 --` }, [[], {}]].map(encode),
        ...[['9', '9', '9'], { beyond: null, __proto__: 1 }, [1e308, bareId(a.ids.order)], [0.5, 'x']].map(encode),
      ]
      for (const cursor of edited) {
        const { status, text } = await app.call(a, 'GET', `${withPath(route)}?cursor=${cursor}`)
        expect(status, `${nameOf(route)} with ${cursor}: ${text}`).toBe(400)
      }
    }
  })

  it('of another business leads through one’s own rows only', async () => {
    for (const route of lists()) {
      const page = await app.call(b, 'GET', `${addressOf(route, b)}?limit=1`)
      const cursor = page.body.meta?.pagination?.nextCursor
      if (!cursor) continue
      const { status, text } = await app.call(a, 'GET', `${withPath(route)}?limit=200&cursor=${cursor}`)
      expect(status, nameOf(route)).toBe(200)
      for (const id of Object.values(b.ids)) expect(text, nameOf(route)).not.toContain(id)
    }
  })
})

// Case 10.
describe('the same ids in two businesses', () => {
  it('stay apart: each reads and changes its own', async () => {
    const [mine, theirs] = [bareId(a.tenantId), bareId(b.tenantId)]
    const copies = [
      { table: 'contact', id: a.ids.contact, path: 'contacts', other: {} },
      { table: 'catalog_item', id: a.ids.item, path: 'catalog/items', other: { code: 'TWIN', category_id: null } },
    ]
    for (const { table, id, path, other } of copies) {
      const values = { ...other, tenant_id: theirs, name: 'Twin' }
      await app.database.query(
        `insert into ${table} select (jsonb_populate_record(t, $1::jsonb)).* from ${table} t where tenant_id = $2 and id = $3`,
        [JSON.stringify(values), mine, bareId(id)],
      )
      const read = async (side: Side) => (await app.call(side, 'GET', `/api/v1/${path}/${id}`)).body
      expect(await read(b)).toMatchObject({ data: { name: 'Twin' } })
      expect(await read(a)).not.toMatchObject({ data: { name: 'Twin' } })
      await app.call(a, 'PATCH', `/api/v1/${path}/${id}`, { name: 'Changed by A' })
      expect(await read(b)).toMatchObject({ data: { name: 'Twin' } })
    }
  })

  it('stay apart when both repeat a request under one Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'the-same-key-in-both' }
    const add = (side: Side) => app.call(side, 'POST', '/api/v1/catalog/categories', { name: 'Once' }, headers)
    const [ofA, ofB, again] = [await add(a), await add(b), await add(a)]
    expect([ofA.status, ofB.status, again.status]).toEqual([201, 201, 201])
    expect(ofB.data.id).not.toBe(ofA.data.id)
    expect(again.data.id).toBe(ofA.data.id)
  })

  it('stay apart when both connect a number under one account: each delivery goes by its number', async () => {
    await connectNumber(app, b, { number: 'second-of-b', account: a.account, appSecret: 'other' })
    const before = await snapshotOf(app.database, a.tenantId)
    await receive(app, textDelivery({ number: 'second-of-b', account: a.account, from: CUSTOMER, text: 'to B alone' }))
    expect(await snapshotOf(app.database, a.tenantId)).toEqual(before)
  })
})
