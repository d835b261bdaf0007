import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emit, newEvent } from '../../../platform/events/index.ts'
import { readId, type Uuid } from '../../../platform/ids/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { until } from '../../../test/until.ts'
import { addMember } from '../../identity/index.ts'
import { TENANCY_EVENTS } from '../../tenancy/index.ts'
import { csvCell } from './csv.ts'

let program: TestApp
let a: TestTenant
let b: TestTenant
let tenantId: Uuid

beforeAll(async () => {
  program = await buildApp()
  ;({ a, b } = await twoTenants(program))
  tenantId = readId('tenant', a.tenantId)!
})
afterAll(() => program.close())

interface Row {
  id: string
  type: string
  at: string
  actor: { kind: string; id: string | null; name: string | null }
  address: string | null
  device: string | null
  before: object | null
  after: object | null
}
const audit = async (query = '', caller: TestTenant = a) => {
  const answer = await program.call<Row[]>(caller, 'GET', `/api/v1/audit-events?${query}`)
  expect(answer.status).toBe(200)
  return answer
}

describe('the audit trail', () => {
  it('says who did what, with before and after, newest first', async () => {
    await program.call(a, 'PATCH', '/api/v1/tenant', { name: 'Renamed once' })
    await program.call(a, 'PATCH', '/api/v1/tenant', { name: 'Renamed twice' }, { 'user-agent': 'Till/2.0' })
    const { data } = await audit('type=tenant.updated')
    expect(data.map(row => row.after)).toEqual([{ name: 'Renamed twice' }, { name: 'Renamed once' }])
    expect(data[0]).toMatchObject({
      before: { name: 'Renamed once' },
      address: '127.0.0.1',
      device: 'Till/2.0',
      actor: { kind: 'user', id: a.userId, name: expect.stringMatching(/^Owner/) },
    })
  })

  it('holds failed sign-ins with address and device', async () => {
    const wrong = { email: a.email, password: 'not the password' }
    await program.call(null, 'POST', '/api/v1/auth/login', wrong, { 'user-agent': 'Somebody/1.0' })
    const [found] = await until(async () => {
      const { data } = await audit('type=sign_in.*')
      return data.length > 0 ? data : undefined
    })
    expect(found).toMatchObject({ type: 'sign_in.failed', device: 'Somebody/1.0', address: '127.0.0.1' })
  })

  it('is filtered by person, type, time and thing, and paged without repeating', async () => {
    const { data: branch } = await program.call<{ id: string }>(a, 'POST', '/api/v1/catalog/branches', { name: 'One' })
    await program.call(a, 'PATCH', `/api/v1/catalog/branches/${branch.id}`, { name: 'Two' })
    expect((await audit(`aggregate=${branch.id}`)).data.map(row => row.type)).toEqual([
      'branch.updated',
      'branch.created',
    ])
    expect((await audit(`aggregate=${branch.id}`, b)).data).toEqual([])
    const agent = await addMember(program.context, tenantId, {
      name: 'Agent',
      email: 'audit-agent@example.test',
      password: 'a good long password',
      role: 'agent',
    })
    expect((await audit(`actor=${agent}`)).data).toEqual([])
    const all = (await audit(`actor=${a.userId}&limit=200`)).data
    const paged: Row[] = []
    let cursor: string | null = null
    do {
      const page = await audit(`actor=${a.userId}&limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      paged.push(...page.data)
      const { nextCursor } = (page.body as unknown as { meta: { pagination: { nextCursor: string | null } } }).meta
        .pagination
      cursor = nextCursor
    } while (cursor)
    expect(paged.map(({ id }) => id)).toEqual(all.map(({ id }) => id))
    const newest = new Date(all[0]!.at)
    expect((await audit(`actor=${a.userId}&from=${new Date(newest.getTime() + 60_000).toISOString()}`)).data).toEqual(
      [],
    )
    expect((await audit(`actor=${a.userId}&to=${new Date(newest.getTime() - 3_600_000).toISOString()}`)).data).toEqual(
      [],
    )
  })

  it('is for administrators alone', async () => {
    const person = { name: 'Viewer', email: 'viewer@example.test', password: 'a good long password' }
    await addMember(program.context, tenantId, { ...person, role: 'viewer' })
    const { data } = await program.call<{ accessToken: string }>(null, 'POST', '/api/v1/auth/login', {
      email: person.email,
      password: person.password,
    })
    for (const path of ['audit-events', 'events', `history/${a.tenantId}`])
      expect((await program.call({ token: data.accessToken }, 'GET', `/api/v1/${path}`)).status).toBe(403)
  })
})

describe('the file', () => {
  it('has a line for each event, and no cell that a spreadsheet would run', async () => {
    const name = '=HYPERLINK("http://evil.example")'
    const event = newEvent(
      TENANCY_EVENTS['tenant.updated'],
      tenantId,
      { kind: 'user', id: readId('user', a.userId)! },
      { changed: { name }, before: { name: 'x' } },
    )
    await program.context.db.tenant(tenantId, tx => emit(tx, [event]))
    const { text, headers } = await audit('format=csv&type=tenant.updated')
    expect(headers['content-type']).toMatch(/^text\/csv/)
    const lines = text.trimEnd().split('\r\n')
    expect(lines[0]).toContain('at,type,actor')
    expect(lines).toHaveLength((await audit('type=tenant.updated&limit=200')).data.length + 1)
    expect(lines.flatMap(line => line.split(',')).filter(cell => /^"?[=+\-@]/.test(cell))).toEqual([])
  })

  it.each([
    ['=1+1', `'=1+1`],
    ['+1+1', `'+1+1`],
    ['-2', `'-2`],
    ['@sum', `'@sum`],
    ['\tx', `'\tx`],
    ['+237677123456', '+237677123456'],
    ['a "b", c', '"a ""b"", c"'],
    ['plain', 'plain'],
  ])('writes %j as %j', (given, written) => expect(csvCell(given)).toBe(written))
})
