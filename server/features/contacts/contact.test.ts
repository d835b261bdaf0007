import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId, readId, showId } from '../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { register, type TestTenant, twoTenants } from '../../test/twoTenants.ts'
import type { ContactView } from './contact.schema.ts'
import { joinFields, mustFit } from './fields.ts'
import { applyPreferences } from './opt-outs/opt-out.ts'
import { resolveContacts } from './resolve.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
})
afterAll(() => app.close())
beforeEach(() => app.database.query('truncate contact, event cascade'))

async function meet(tenant: TestTenant, phone: string, profileName?: string): Promise<string> {
  const tenantId = readId('tenant', tenant.tenantId)!
  const identities = [
    { kind: 'phone' as const, scope: '', value: `+${phone}` },
    { kind: 'wa_id' as const, scope: '', value: phone },
  ]
  const [id] = await app.context.db.tenant(tenantId, tx => resolveContacts(tx, [{ identities, profileName }]))
  return showId('contact', id!)
}
const list = async (query = '', caller = a) => app.call<ContactView[]>(caller, 'GET', `/api/v1/contacts${query}`)
const patch = (id: string, body: object, caller = a) =>
  app.call<ContactView>(caller, 'PATCH', `/api/v1/contacts/${id}`, body)

describe('contacts', () => {
  it('are shown with their identities, and by phone while they have no name', async () => {
    const id = await meet(a, '212600000001')
    const { data } = await app.call<ContactView>(a, 'GET', `/api/v1/contacts/${id}`)
    expect(data).toEqual({
      id,
      name: null,
      displayName: '+212600000001',
      phone: '+212600000001',
      locale: null,
      fields: {},
      identities: [
        { kind: 'phone', value: '+212600000001' },
        { kind: 'wa_id', value: '212600000001' },
      ],
      optedOutAt: null,
      marketingOptedOutAt: null,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
      _links: { self: `/api/v1/contacts/${id}` },
    })
  })

  it('say since when they want nothing, and since when no marketing', async () => {
    const [id, other] = [await meet(a, '212600000001'), await meet(a, '212600000002')]
    await meet(b, '212600000001')
    const tenantId = readId('tenant', a.tenantId)!
    const [all, marketing] = [new Date('2026-01-01T10:00:00Z'), new Date('2026-01-02T10:00:00Z')]
    const told = (value: string, scope: 'all' | 'marketing', at: Date) => {
      const identities = [{ kind: 'phone' as const, scope: '', value }]
      return { identities, wants: 'stop' as const, scope, at }
    }
    await app.context.db.tenant(tenantId, tx =>
      applyPreferences(tx, [
        told('+212600000001', 'all', all),
        told('+212600000001', 'marketing', marketing),
        told('+212600000002', 'marketing', marketing),
      ]),
    )
    const shown = async (contact: string) => (await app.call<ContactView>(a, 'GET', `/api/v1/contacts/${contact}`)).data
    const [since, sinceMarketing] = [all.toISOString(), marketing.toISOString()]
    expect(await shown(id)).toMatchObject({ optedOutAt: since, marketingOptedOutAt: sinceMarketing })
    expect(await shown(other)).toMatchObject({ optedOutAt: null, marketingOptedOutAt: sinceMarketing })
    expect((await list('', b)).data).toMatchObject([{ optedOutAt: null, marketingOptedOutAt: null }])
  })

  it('come newest first, page by page, each once', async () => {
    const ids: string[] = []
    for (let no = 0; no < 7; no++) ids.unshift(await meet(a, `21260000000${no}`, `C${no}`))
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const { body } = await list(`?limit=3${next}`)
      seen.push(...(body.data as unknown as ContactView[]).map(row => row.id))
      const cursor = body.meta!.pagination!.nextCursor as unknown as string | null
      next = cursor && `&cursor=${cursor}`
    }
    expect(seen).toEqual(ids)
  })

  it('are found by part of name or number, page by page, with the fields asked for', async () => {
    for (let no = 0; no < 5; no++) await meet(a, `21260000000${no}`, `Benali ${no}`)
    await meet(a, '33611111111', 'Dupont')
    const first = await list('?q=benali&limit=3&fields=name')
    expect(first.data.map(row => row.name)).toEqual(['Benali 4', 'Benali 3', 'Benali 2'])
    expect(Object.keys(first.data[0]!).sort()).toEqual(['_links', 'id', 'name'])
    const cursor = first.body.meta!.pagination!.nextCursor
    expect((await list(`?q=benali&limit=3&cursor=${cursor}`)).data.map(row => row.name)).toEqual([
      'Benali 1',
      'Benali 0',
    ])
    expect((await list('?q=3361')).data.map(row => row.name)).toEqual(['Dupont'])
  })

  it('are changed by what the patch names; fields are merged and null removes one', async () => {
    const id = await meet(a, '212600000001', 'Old')
    await patch(id, { fields: { vip: true, city: 'Fès', age: 3 } })
    const { data } = await patch(id, { name: 'New', locale: 'ar', fields: { city: null, age: 4 } })
    expect(data).toMatchObject({ name: 'New', displayName: 'New', locale: 'ar', fields: { vip: true, age: 4 } })
    expect(data.fields).not.toHaveProperty('city')
    const events = await app.database.query(`select data from event where type = 'contact.updated' order by position`)
    expect(events[1]!.data).toMatchObject({ changed: { name: 'New' }, before: { name: 'Old' } })
    expect((await patch(id, { name: 'New' })).status).toBe(200)
    expect(await app.database.query(`select 1 from event where type = 'contact.updated'`)).toHaveLength(2)
  })

  it('refuse what is no field of theirs', async () => {
    const id = await meet(a, '212600000001')
    const refused = [
      { tenantId: b.tenantId },
      { optedOutAt: null },
      { name: '' },
      { locale: 'tlh' },
      { fields: { 'no spaces': 1 } },
      { fields: { nested: { a: 1 } } },
      { fields: Object.fromEntries(Array.from({ length: 51 }, (_, no) => [`f${no}`, no])) },
    ]
    for (const body of refused) expect([body, (await patch(id, body)).status]).toEqual([body, 400])
  })

  it('keep at most 64 KB of fields, however many changes bring them, and say how much it was', async () => {
    const id = await meet(a, '212600000001')
    const part = (no: number) =>
      Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`f${no}_${i}`, 'x'.repeat(2_000)]))
    expect([(await patch(id, { fields: part(1) })).status, (await patch(id, { fields: part(2) })).status]).toEqual([
      200, 200,
    ])
    const { status, body } = await patch(id, { fields: part(3) })
    expect([status, body.error!.code]).toEqual([422, 'CONTACT_FIELDS_TOO_LARGE'])
    expect(body.error!.details).toMatchObject({ fields: 45, bytesLimit: 65_536, bytes: expect.any(Number) })
    const { data } = await app.call<ContactView>(a, 'GET', `/api/v1/contacts/${id}`)
    expect(Object.keys(data.fields)).toHaveLength(30)
    expect((await patch(id, { fields: { f1_0: null, f3_0: 'y' } })).status).toBe(200)
  })

  it('that become one keep no more than one may', () => {
    const fields = (letter: string, of: number) =>
      Object.fromEntries(Array.from({ length: of }, (_, i) => [`${letter}${i}`, 'x'.repeat(2_000)]))
    const joined = joinFields(fields('a', 30), fields('b', 30))
    expect(joined).toMatchObject(fields('a', 30))
    expect(() => mustFit(joined)).not.toThrow()
    expect(Object.keys(joined).length).toBeGreaterThan(30)
    expect(joinFields({ a: 1 }, { a: 2, b: 3 })).toEqual({ a: 1, b: 3 })
  })

  it('of another business answer like ones that are not there, and stay as they were', async () => {
    const id = await meet(a, '212600000001', 'Amina')
    for (const other of [id, showId('contact', newId())]) {
      expect((await app.call(b, 'GET', `/api/v1/contacts/${other}`)).status).toBe(404)
      expect((await patch(other, { name: 'Taken' }, b)).status).toBe(404)
    }
    expect((await list('', b)).data).toEqual([])
    expect((await list('?q=Amina', b)).data).toEqual([])
    expect((await list()).data[0]!.name).toBe('Amina')
  })
})

describe('a number that somebody wrote', () => {
  const read = (written: string, caller = a) =>
    app.call(caller, 'GET', `/api/v1/phone-numbers?written=${encodeURIComponent(written)}`)

  it('is shown as it is read, of the own country when it names none', async () => {
    const british = await register(app, { locale: 'en-GB' })
    expect((await read('+44 (0)7911 123456')).data).toEqual({ phone: '+447911123456' })
    expect((await read('07911 123456', british)).data).toEqual({ phone: '+447911123456' })
  })

  it('is refused with the reason when it is none, or could be several', async () => {
    const french = await register(app, { locale: 'fr-FR', timezone: 'Africa/Casablanca' })
    for (const [written, reason, caller] of [
      ['07911 123456', 'country', a],
      ['0612345678', 'doubt', french],
      ['hello', 'signs', a],
    ] as const) {
      const { status, body } = await read(written, caller)
      expect([status, body.error]).toMatchObject([422, { code: 'PHONE_INVALID', details: { reason } }])
    }
  })
})
