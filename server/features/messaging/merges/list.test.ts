import { afterAll, beforeAll, expect, it } from 'vitest'
import { readId, showId, type Uuid } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { resolveContacts } from '../../contacts/index.ts'
import { mergePeople } from './merge.ts'
import type { MergeView } from './schema.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
})
afterAll(() => app.close())

it('merges are listed by pages, the newest first, and to their own tenant only', async () => {
  const tenantId = readId('tenant', a.tenantId)!
  const person = async (value: string): Promise<Uuid> => {
    const people = [{ identities: [{ kind: 'bsuid' as const, scope: '', value }] }]
    const [id] = await app.context.db.tenant(tenantId, tx => resolveContacts(tx, people))
    return id!
  }
  const keptId = await person('MA.kept')
  const merged: string[] = []
  for (const no of [1, 2, 3]) {
    const mergedId = await person(`MA.other.${no}`)
    await app.context.db.tenant(tenantId, tx => mergePeople(tx, { keptId, mergedId }, { kind: 'system' }))
    merged.unshift(showId('contact', mergedId))
  }
  const path = `/api/v1/contacts/${showId('contact', keptId)}/merges?limit=2`
  const first = await app.call<MergeView[]>(a, 'GET', path)
  const { nextCursor } = first.body.meta!.pagination!
  const second = await app.call<MergeView[]>(a, 'GET', `${path}&cursor=${nextCursor}`)
  expect([first, second].map(page => page.data.map(merge => merge.mergedId))).toEqual([
    merged.slice(0, 2),
    merged.slice(2),
  ])
  expect(second.body.meta!.pagination!.nextCursor).toBeNull()
  expect((await app.call(b, 'GET', path)).status).toBe(404)
})
