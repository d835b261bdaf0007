import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDb, type Db } from '../../platform/db/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { makeTenant } from '../../test/make.ts'
import { until } from '../../test/until.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import type { Identity, IdentityKind, Person } from './identity.ts'
import { resolveContacts } from './resolve.ts'

let database: TestDb
let db: Db
let a: Uuid
let b: Uuid

beforeAll(async () => {
  database = await withDb()
  db = createDb({ url: database.url })
})
afterAll(async () => {
  await db.close()
  await database.close()
})
beforeEach(async () => {
  a = await makeTenant(database)
  b = await makeTenant(database)
})

const as = (kind: IdentityKind, value: string): Identity => ({ kind, scope: '', value })
const somebody = (number: string, profileName?: string): Person => ({
  identities: [as('phone', `+${number}`), as('wa_id', number)],
  profileName,
})
const resolve = (tenantId: Uuid, people: Person[]) => db.tenant(tenantId, tx => resolveContacts(tx, people))
const contactsOf = (tenantId: Uuid) =>
  database.query<{ id: Uuid; name: string | null }>('select id, name from contact where tenant_id = $1 order by id', [
    tenantId,
  ])
const identitiesOf = async (contactId: Uuid) =>
  (await database.query('select kind, value from contact_identity where contact_id = $1', [contactId]))
    .map(row => `${row.kind}:${row.value}`)
    .sort()

describe('resolveContacts', () => {
  it('makes a person once and finds them again by any identity', async () => {
    const [first] = await resolve(a, [somebody('213550000001', 'Amina')])
    expect(await resolve(a, [{ identities: [as('wa_id', '213550000001')] }])).toEqual([first])
    expect(await resolve(a, [{ identities: [as('phone', '+213550000001')] }])).toEqual([first])
    expect(await contactsOf(a)).toEqual([{ id: first, name: 'Amina' }])
  })

  it('answers in the order asked, with one contact for people who share an identity', async () => {
    const people = [somebody('1'), somebody('2'), { identities: [as('wa_id', '1')] }, somebody('2')]
    const [one, two, oneAgain, twoAgain] = await resolve(a, people)
    expect([oneAgain, twoAgain]).toEqual([one, two])
    expect(await contactsOf(a)).toHaveLength(2)
  })

  it('links an identity that it sees for the first time', async () => {
    const [id] = await resolve(a, [{ identities: [as('wa_id', '3')] }])
    await resolve(a, [{ identities: [as('wa_id', '3'), as('bsuid', 'MA.1')] }])
    expect(await resolve(a, [{ identities: [as('bsuid', 'MA.1')] }])).toEqual([id])
    expect(await identitiesOf(id!)).toEqual(['bsuid:MA.1', 'wa_id:3'])
  })

  it('works for somebody who has no phone number', async () => {
    const [id] = await resolve(a, [{ identities: [as('bsuid', 'MA.2'), as('username', 'amina')] }])
    expect(await resolve(a, [{ identities: [as('username', 'amina')] }])).toEqual([id])
  })

  it('lets the stronger identity decide when two name different people, and moves nothing', async () => {
    const [account] = await resolve(a, [{ identities: [as('bsuid', 'MA.3')] }])
    const [number] = await resolve(a, [{ identities: [as('phone', '+9')] }])
    const [decided] = await resolve(a, [{ identities: [as('phone', '+9'), as('bsuid', 'MA.3')] }])
    expect(decided).toBe(account)
    expect(await identitiesOf(number!)).toEqual(['phone:+9'])
  })

  it('keeps identities of different scopes apart', async () => {
    const [one] = await resolve(a, [{ identities: [{ kind: 'bsuid', scope: 'portfolio-1', value: 'X' }] }])
    const [two] = await resolve(a, [{ identities: [{ kind: 'bsuid', scope: 'portfolio-2', value: 'X' }] }])
    expect(one).not.toBe(two)
  })

  it('fills an absent name and never replaces one', async () => {
    const [id] = await resolve(a, [somebody('4')])
    await resolve(a, [somebody('4', '  Yacine '), somebody('4', 'Other')])
    await resolve(a, [somebody('4', 'Third')])
    expect(await contactsOf(a)).toEqual([{ id, name: 'Yacine' }])
  })

  it('refuses a person without any identity', async () => {
    await expect(resolve(a, [{ identities: [] }])).rejects.toMatchObject({ code: 'CONTACT_UNIDENTIFIED' })
  })

  it('keeps the same number in two tenants as two people', async () => {
    const [ofA] = await resolve(a, [somebody('5', 'A')])
    const [ofB] = await resolve(b, [somebody('5', 'B')])
    expect(ofA).not.toBe(ofB)
    expect((await contactsOf(b)).map(row => row.name)).toEqual(['B'])
  })

  it('ends with one contact for each person when many transactions meet the same new people at once', async () => {
    const numbers = Array.from({ length: 30 }, (_, no) => `2136000${no}`)
    const shuffled = () => [...numbers].sort(() => Math.random() - 0.5)
    const seen = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const order = shuffled()
        const ids = await resolve(
          a,
          order.map(number => somebody(number, `N${number}`)),
        )
        return new Map(order.map((number, index) => [number, ids[index]]))
      }),
    )
    for (const number of numbers) expect(new Set(seen.map(ids => ids.get(number))).size).toBe(1)
    expect(await contactsOf(a)).toHaveLength(numbers.length)
  })

  it('yields to a transaction that met the person first, even when it knows more identities of theirs', async () => {
    const wa = as('wa_id', '77')
    const phone = as('phone', '+77')
    const gate = Promise.withResolvers<void>()
    const started = Promise.withResolvers<void>()
    const first = db.tenant(a, async tx => {
      const ids = await resolveContacts(tx, [{ identities: [wa] }])
      started.resolve()
      await gate.promise
      return ids
    })
    await started.promise
    const second = resolve(a, [{ identities: [phone, wa], profileName: 'Both' }, somebody('78')])
    await until(waitsForLock, { what: 'the second transaction to wait for the first' })
    gate.resolve()
    const [winner] = await first
    expect((await second)[0]).toBe(winner)
    expect(await identitiesOf(winner!)).toEqual(['phone:+77', 'wa_id:77'])
    expect((await contactsOf(a)).map(row => row.name)).toEqual(['Both', null])
    expect(await orphans()).toEqual([])
  })

  it('writes contact.created once for each new person', async () => {
    await Promise.all([resolve(a, [somebody('8')]), resolve(a, [somebody('8')]), resolve(a, [somebody('8')])])
    const events = await database.query(`select 1 from event where tenant_id = $1 and type = 'contact.created'`, [a])
    expect(events).toHaveLength(1)
  })

  const waitsForLock = async () =>
    (
      await database.query(`select 1 from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'`, [
        database.name,
      ])
    ).length > 0
  const orphans = () =>
    database.query('select id from contact c where not exists (select from contact_identity where contact_id = c.id)')
})
