import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDb, type Db } from '../../platform/db/index.ts'
import { newId, showId, type Uuid } from '../../platform/ids/index.ts'
import { makeTenant } from '../../test/make.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { contactCards, searchContacts } from './contact.ts'
import type { Identity, IdentityKind, Person } from './identity.ts'
import { mergeContacts, undoMerge } from './merge.ts'
import { applyPreferences } from './opt-outs/opt-out.ts'
import { resolveContacts, resolvePeople } from './resolve.ts'

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

const USER = { kind: 'user' } as const
const as = (kind: IdentityKind, value: string, scope = ''): Identity => ({ kind, scope, value })
const line = (digits: string): Identity[] => [as('phone', `+${digits}`), as('wa_id', digits)]
const person = (...identities: Identity[]): Person => ({ identities })
const meet = async (...people: Person[]) => (await db.tenant(a, tx => resolvePeople(tx, people))).ids
const only = async (...identities: Identity[]) => (await meet(person(...identities)))[0]!
const merges = (tenantId = a) =>
  database.query('select * from contact_merge where tenant_id = $1 order by id', [tenantId])
const identitiesOf = async (id: Uuid) =>
  (await database.query('select kind, value from contact_identity where contact_id = $1', [id]))
    .map(row => `${row.kind}:${row.value}`)
    .sort()

describe('a number that is written in several ways', () => {
  it.each([
    ['Brazil', '5511987654321', '551187654321'],
    ['Mexico', '5215512345678', '525512345678'],
    ['Argentina', '5491123456789', '541123456789'],
  ])('of %s is one contact, whichever form comes first, with every form as it came', async (_country, one, other) => {
    const id = await only(...line(one))
    expect(await only(...line(other))).toBe(id)
    expect(await only(as('wa_id', other))).toBe(id)
    expect(await only(as('phone', `+${other}`))).toBe(id)
    expect(await identitiesOf(id)).toEqual([`phone:+${one}`, `wa_id:${one}`, `wa_id:${other}`].sort())
    const [ofB] = await db.tenant(b, tx => resolveContacts(tx, [person(...line(other))]))
    expect(ofB).not.toBe(id)
    const again = await db.tenant(b, tx => resolveContacts(tx, [person(as('wa_id', one))]))
    expect(again).toEqual([ofB])
  })

  it('met in both forms at once by many transactions is one contact', async () => {
    const forms = ['5585991234567', '558591234567']
    const ids = await Promise.all(
      Array.from({ length: 12 }, (_, no) => only(...(no % 3 ? line(forms[no % 2]!) : [as('wa_id', forms[no % 2]!)]))),
    )
    expect(new Set(ids).size).toBe(1)
    expect(await database.query('select 1 from contact where tenant_id = $1', [a])).toHaveLength(1)
  })
})

const CONSENT = `select opted_out_at as out, opted_in_at as back, marketing_opted_out_at as marketing_out
  from contact where id = $1`
const wish = (identity: Identity, wants: 'stop' | 'resume', minute: number, scope: 'all' | 'marketing' = 'all') =>
  db.tenant(a, tx =>
    applyPreferences(tx, [{ identities: [identity], wants, scope, at: new Date(Date.UTC(2026, 0, 1, 0, minute)) }]),
  )

describe('two contacts that one delivery names', () => {
  it('are one: the older stays, with everything; what moved is recorded', async () => {
    const phone = await only(...line('212600000001'))
    const account = (await meet({ identities: [as('bsuid', 'MA.1', 'waba')], profileName: 'Amina' }))[0]!
    expect(await only(...line('212600000001'), as('bsuid', 'MA.1', 'waba'))).toBe(phone)
    expect(await only(as('bsuid', 'MA.1', 'waba'))).toBe(phone)
    expect(await identitiesOf(account)).toEqual([])
    expect(await merges()).toMatchObject([
      {
        kept_id: phone,
        merged_id: account,
        reason: 'identities',
        actor_kind: 'system',
        moved: {
          identities: [as('bsuid', 'MA.1', 'waba')],
          kept: { before: { name: null }, after: { name: 'Amina' } },
        },
      },
    ])
    const events = await database.query(
      `select aggregate_id, data from event where tenant_id = $1 and type = 'contact.merged'`,
      [a],
    )
    expect(events).toMatchObject([{ aggregate_id: phone, data: { keptId: phone, mergedId: account } }])
    expect(await db.tenant(a, tx => searchContacts(tx, 'Amina', 10))).toEqual([phone])
  })

  it('are one also when the same batch met them first', async () => {
    const lid = as('lid', '1@lid', 's1')
    const ids = await meet(person(...line('212600000002')), person(lid), person(lid, ...line('212600000002')))
    expect(new Set(ids).size).toBe(1)
    expect(await merges()).toEqual([])
  })

  it('stay two when each has an account or a number of its own; the stronger speaks', async () => {
    const one = await only(...line('212600000003'), as('bsuid', 'MA.3', 'waba'))
    const other = await only(...line('212600000004'), as('bsuid', 'MA.4', 'waba'))
    expect(await only(...line('212600000003'), as('bsuid', 'MA.4', 'waba'))).toBe(other)
    expect(await merges()).toEqual([])
    expect(await only(...line('212600000003'))).toBe(one)
  })

  it('are one whatever they have when the provider says that a number was changed', async () => {
    const [one, other] = [await only(...line('212600000005')), await only(...line('212600000006'))]
    const moved = { identities: [...line('212600000005'), ...line('212600000006')], certain: true }
    expect(await meet(moved)).toEqual([one])
    expect(await merges()).toMatchObject([{ kept_id: one, merged_id: other, reason: 'number_change' }])
  })

  it('are reached at the number that was learned last', async () => {
    const phoneNow = async (id: Uuid) => (await db.tenant(a, tx => contactCards(tx, [id]))).get(id)?.phone
    const id = await only(...line('212600000015'))
    expect(await phoneNow(id)).toBe('+212600000015')
    await meet({ identities: [...line('212600000015'), ...line('212600000014')], certain: true })
    expect(await phoneNow(id)).toBe('+212600000014')
  })

  it('want what the stricter of them wants, until they say otherwise as one', async () => {
    const wants = async (id: Uuid) => (await database.query(CONSENT, [id]))[0]
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute))
    const [phone, account] = [as('phone', '+212600000007'), as('bsuid', 'MA.7', 'waba')]
    await wish(phone, 'stop', 1)
    await wish(account, 'resume', 2)
    const kept = await only(phone, account)
    expect(await wants(kept)).toEqual({ out: at(1), back: null, marketing_out: null })
    const [merge] = await merges()
    expect(merge).toMatchObject({ moved: { kept: { before: { optedInAt: null }, after: { optedInAt: null } } } })
    await wish(account, 'resume', 3)
    expect(await wants(kept)).toMatchObject({ out: null, back: at(3) })
  })

  it('have what each wanted before when they are taken apart', async () => {
    const wants = async (id: Uuid) => (await database.query(CONSENT, [id]))[0]
    const [phone, account] = [as('phone', '+212600000008'), as('bsuid', 'MA.8', 'waba')]
    const [one, other] = [await only(phone), await only(account)]
    await wish(phone, 'resume', 2)
    await wish(account, 'stop', 1)
    await wish(account, 'stop', 1, 'marketing')
    const [before, theirs] = [await wants(one), await wants(other)]
    expect(before!.out).toBeNull()
    await only(phone, account)
    expect(await wants(one)).toMatchObject({ out: expect.any(Date), marketing_out: expect.any(Date) })
    const mergeId = (await merges())[0]!.id as Uuid
    await db.tenant(a, tx => undoMerge(tx, mergeId, USER))
    expect([await wants(one), await wants(other)]).toEqual([before, theirs])
  })

  it('are merged once when many deliveries say so at once, with people of their own', async () => {
    for (let round = 0; round < 5; round++) {
      const [digits, account] = [`21261${round}000000`, as('bsuid', `MA.R${round}`, 'waba')]
      const kept = await only(...line(digits))
      await only(account)
      const ids = await Promise.all(
        Array.from({ length: 8 }, (_, no) =>
          retried(() => only(...(no % 2 ? [...line(digits), account] : [account, as('phone', `+${digits}`)]))),
        ),
      )
      expect(new Set(ids)).toEqual(new Set([kept]))
      expect((await merges()).filter(row => row.kept_id === kept)).toHaveLength(1)
    }
  })
})

/** As processing does: a write that collides is tried again. */
async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if ((error as { code?: string }).code !== '40P01') throw error
    }
  }
}

describe('who was merged into another', () => {
  it('is that other wherever somebody is shown by the old id, however often that happened', async () => {
    const [one, two, three] = [
      await only(...line('212600000021')),
      await only(as('lid', '21', 's')),
      await only(as('lid', '22', 's')),
    ]
    const merge = (keptId: Uuid, mergedId: Uuid) => db.tenant(a, tx => mergeContacts(tx, { keptId, mergedId }, USER))
    await merge(two, three)
    await merge(one, two)
    const cards = await db.tenant(a, tx => contactCards(tx, [three, one, two]))
    for (const id of [one, two, three]) expect(cards.get(id)).toMatchObject({ id: one, name: '+212600000021' })
    expect((await db.tenant(b, tx => contactCards(tx, [one, two]))).size).toBe(0)
    await expect(merge(two, one)).rejects.toMatchObject({
      code: 'CONTACT_MERGED',
      details: { merged: [{ contactId: showId('contact', two), keptId: showId('contact', one) }] },
    })
  })
})

describe('an id at a parent', () => {
  it('makes one person of who came with it alone and who comes with it beside their own', async () => {
    const parent = as('bsuid', 'MA.ENT.5')
    const first = await only(...line('212600000041'), as('bsuid', 'MA.5', 'waba'))
    const alone = await only(parent)
    expect(alone).not.toBe(first)
    expect(await only(as('bsuid', 'MA.5', 'waba'), parent)).toBe(first)
    expect(await only(parent)).toBe(first)
    // In another portfolio of the same parent the own id is a different one.
    expect(await only(as('bsuid', 'MA.77', 'other'), parent)).toBe(first)
  })
})

describe('an identity in another spelling', () => {
  it('is the same person', async () => {
    const id = await only(...line('212600000042'), as('username', '@dora'))
    expect(await only(as('wa_id', '+212600000042'))).toBe(id)
    expect(await only(as('wa_id', '\u200e212600000042'))).toBe(id)
    expect(await only(as('phone', '+212 600-000042'))).toBe(id)
    expect(await only(as('username', 'Dora'))).toBe(id)
    expect(await identitiesOf(id)).toEqual(['phone:+212600000042', 'username:dora', 'wa_id:212600000042'])
  })
})

describe('a user name', () => {
  it('does not make two people one, and goes to whoever comes with it', async () => {
    const name = as('username', 'amina')
    const one = await only(as('bsuid', 'MA.8', 'waba'), name)
    const other = await only(as('bsuid', 'MA.9', 'waba'), name)
    expect(other).not.toBe(one)
    expect(await only(name)).toBe(other)
    expect(await identitiesOf(one)).toEqual(['bsuid:MA.8'])
    expect(await db.tenant(a, tx => searchContacts(tx, '@amina', 10))).toEqual([other])
  })
})

describe('taking two contacts apart', () => {
  const merge = async (keptId: Uuid, mergedId: Uuid, tenantId = a) =>
    (await db.tenant(tenantId, tx => mergeContacts(tx, { keptId, mergedId }, USER))).merge
  const undo = (mergeId: Uuid, tenantId = a) => db.tenant(tenantId, tx => undoMerge(tx, mergeId, USER))

  it('gives back exactly what was recorded; what came since stays, and they are not merged by themselves again', async () => {
    const one = (await meet({ identities: line('212600000011') }))[0]!
    const other = (await meet({ identities: [as('bsuid', 'MA.11', 'w')], profileName: 'Nora' }))[0]!
    const { id } = await merge(one, other)
    await only(...line('212600000011'), as('lid', '11', 's'))
    await undo(id)
    expect(await identitiesOf(one)).toEqual(['lid:11', 'phone:+212600000011', 'wa_id:212600000011'])
    expect(await identitiesOf(other)).toEqual(['bsuid:MA.11'])
    const names = await database.query('select name from contact where id = any($1) order by id', [[one, other]])
    expect(names).toEqual([{ name: null }, { name: 'Nora' }])
    await only(...line('212600000011'), as('bsuid', 'MA.11', 'w'))
    expect(await identitiesOf(other)).toEqual(['bsuid:MA.11'])
    const moved = await merge(one, other)
    expect(moved.id).not.toBe(id)
    expect((await undo(id)).undoneAt).toBeInstanceOf(Date)
    expect(await identitiesOf(other)).toEqual([])
    expect((await merge(one, other)).id).toBe(moved.id)
  })

  it('happens in the opposite order, and not to what was changed since', async () => {
    const [one, two, three] = [
      await only(as('lid', '1', 's')),
      await only(as('lid', '2', 's')),
      await only(as('lid', '3', 's')),
    ]
    const first = await merge(one, two)
    const second = await merge(one, three)
    const details = { mergeId: showId('merge', second.id) }
    await expect(undo(first.id)).rejects.toMatchObject({ code: 'CONTACT_MERGE_NOT_LAST', details })
    await expect(merge(two, three)).rejects.toMatchObject({ code: 'CONTACT_MERGED' })
    await expect(merge(one, one)).rejects.toMatchObject({ code: 'CONTACT_MERGE_SELF' })
    await undo(second.id)
    await undo(first.id)
    expect(await Promise.all([one, two, three].map(identitiesOf))).toEqual([['lid:1'], ['lid:2'], ['lid:3']])
  })

  it('is nothing for another business', async () => {
    const [one, other] = [await only(as('lid', '5', 's')), await only(as('lid', '6', 's'))]
    const [theirs] = await db.tenant(b, tx => resolveContacts(tx, [person(as('lid', '5', 's'))]))
    await expect(merge(theirs!, other, b)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(merge(theirs!, newId(), b)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { id } = await merge(one, other)
    await expect(undo(id, b)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await merges(b)).toEqual([])
  })
})
