import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readId } from '../../../platform/ids/index.ts'
import { drainLongJobs } from '../../../platform/long-jobs/index.ts'
import { buildApp, type TestApp } from '../../../test/buildApp.ts'
import { type TestTenant, twoTenants } from '../../../test/twoTenants.ts'
import { fileForm } from '../../../test/upload.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
  // Numbers without a country code are those of this country.
  await app.call(a, 'PATCH', '/api/v1/tenant', { timezone: 'Africa/Casablanca', locale: 'fr-MA' })
})
afterAll(() => app.close())
beforeEach(() =>
  app.database.query(
    'truncate contact, row_count, event, long_job, long_job_row, long_job_pending, pending_lane cascade',
  ),
)

interface Answer {
  id: string
  status: string
  total: number
  done: number
  failed: number
  results: Array<{ line: number; id: string; ok: boolean; error?: { code: string; message: string }; data?: object }>
  columns: Array<{ header: string; target: string }>
  problems: Array<{ line: number; problem: string }>
  rows: Array<{ person: object | null }>
}
function send(text: string | Uint8Array, query = '', caller = a) {
  const form = fileForm({ bytes: Buffer.from(text), name: 'contacts.csv', type: 'text/csv' })
  return app.call<Answer>(caller, 'POST', `/api/v1/contacts/import${query}`, form.body, form.headers)
}
async function bringIn(text: string, caller = a): Promise<Answer> {
  const { status, data, text: said } = await send(text, '', caller)
  expect(status, said).toBe(202)
  await drainLongJobs(app.context)
  return (await app.call<Answer>(caller, 'GET', `/api/v1/jobs/${data.id}`)).data
}
const contacts = async (caller = a) =>
  (
    await app.call<Array<{ name: string; phone: string; locale: string; fields: object }>>(
      caller,
      'GET',
      '/api/v1/contacts',
    )
  ).data

const FILE = 'Nom;Téléphone;Langue;Ville\nZoé;+212612345678;fr;Fès\nAli;0612345679;;Rabat\nNobody;12;;\n'

describe('an import of contacts', () => {
  it('shows first how it reads the file, and writes nothing', async () => {
    const { status, data } = await send(FILE, '?preview=true')
    expect(status).toBe(200)
    expect(data).toMatchObject({ encoding: 'utf-8', separator: ';', total: 3, checked: 3 })
    expect(data.columns.map(column => column.target)).toEqual(['name', 'phone', 'locale', 'field:Ville'])
    expect(data.rows[0]!.person).toEqual({
      name: 'Zoé',
      phone: '+212612345678',
      locale: 'fr',
      fields: { Ville: 'Fès' },
    })
    expect(data.problems).toMatchObject([{ line: 4 }])
    expect(await contacts()).toEqual([])
    expect(await app.database.query('select from long_job')).toHaveLength(0)
  })

  it('makes a contact of each good row, and tells the line and the reason of each bad one', async () => {
    const job = await bringIn(FILE)
    expect(job).toMatchObject({ kind: 'contacts.import', status: 'done', total: 3, done: 3, failed: 1 })
    expect(job.results.map(row => [row.line, row.ok, row.error?.code])).toEqual([
      [2, true, undefined],
      [3, true, undefined],
      [4, false, 'PHONE_INVALID'],
    ])
    expect(await contacts()).toMatchObject([
      { name: 'Ali', phone: '+212612345679', locale: null, fields: { Ville: 'Rabat' } },
      { name: 'Zoé', phone: '+212612345678', locale: 'fr', fields: { Ville: 'Fès' } },
    ])
    expect(await contacts(b)).toEqual([])
  })

  it('of the same file again makes no doubles, also when a number is written otherwise', async () => {
    await bringIn(FILE)
    const again = await bringIn(FILE.replace('+212612345678', '00212 6 12 34 56 78').replace('Fès', 'Meknès'))
    expect(again.results.map(row => row.data)).toEqual([{ outcome: 'known' }, { outcome: 'known' }, undefined])
    expect(await contacts()).toHaveLength(2)
    expect((await contacts())[1]).toMatchObject({ name: 'Zoé', fields: { Ville: 'Meknès' } })
  })

  it('leaves nothing of a row that fails: neither the contact nor its number', async () => {
    const long = 'x'.repeat(2_001)
    const job = await bringIn(`name,phone,city\nAli,+212612345678,${long}\n`)
    expect(job).toMatchObject({ failed: 1 })
    expect(await app.database.query('select from contact_identity')).toHaveLength(0)
  })

  it('ends where the plan ends: the rows beyond fail, those before stay', async () => {
    await app.database.query(`update plan_limit set most = 2 where plan = 'free' and metric = 'contacts'`)
    const job = await bringIn('name,phone\nA,+212612345671\nB,+212612345672\nC,+212612345673\nA2,+212612345671\n')
    expect(job.results.map(row => row.error?.code ?? 'ok')).toEqual(['ok', 'ok', 'PLAN_BOUND_REACHED', 'ok'])
    expect(await contacts()).toHaveLength(2)
    await app.database.query(`update plan_limit set most = 1000 where plan = 'free' and metric = 'contacts'`)
  })

  it('takes what each column is from the caller', async () => {
    const form = fileForm({ bytes: Buffer.from('a,b,c\n+212612345678,Zoé,gold\n'), type: 'text/csv' })
    const boundary = '----tawsil-test-boundary'
    const mapping = `--${boundary}\r\ncontent-disposition: form-data; name="mapping"\r\n\r\n["phone","name","field:level"]\r\n`
    const body = Buffer.concat([Buffer.from(mapping), form.body])
    const { status } = await app.call(a, 'POST', '/api/v1/contacts/import', body, form.headers)
    expect(status).toBe(202)
    await drainLongJobs(app.context)
    expect(await contacts()).toMatchObject([{ name: 'Zoé', fields: { level: 'gold' } }])
  })

  it.each([
    ['', 400, 'IMPORT_MISSING'],
    ['name,phone\n', 422, 'IMPORT_EMPTY'],
    ['a,b\n1,2\n', 422, 'IMPORT_NO_PHONE'],
    ['PK\u0003\u0004\0\0', 422, 'IMPORT_NOT_TEXT'],
  ])('refuses %j', async (text, status, code) => {
    const answer = text === '' ? await app.call(a, 'POST', '/api/v1/contacts/import') : await send(text)
    expect([answer.status, answer.body.error!.code]).toEqual([status, code])
  })

  it('of 20,000 rows is taken in without keeping other requests waiting', async () => {
    const lines = Array.from({ length: 20_000 }, (_, no) => `Person ${no},+2126${String(10_000_000 + no)}`)
    const { status, data } = await send(`name,phone\n${lines.join('\n')}\n`)
    expect([status, data.total]).toEqual([202, 20_000])
    await app.call(a, 'POST', `/api/v1/jobs/${data.id}/cancel`)
  }, 60_000)
})

describe('an export of contacts', () => {
  const file = async (query = '', caller = a) => (await app.call(caller, 'GET', `/api/v1/contacts/export${query}`)).text

  it('holds all contacts of the business, page by page, and can be brought in again', async () => {
    const tenantId = readId('tenant', a.tenantId)!
    const lines = Array.from({ length: 1_203 }, (_, no) => `P${no},+2126${String(10_000_000 + no)},${no % 7}`)
    await app.database.query(`update tenant set plan = 'enterprise' where id = $1`, [tenantId])
    expect(await bringIn(`name,phone,level\n${lines.join('\n')}\n`)).toMatchObject({ failed: 0 })
    const answer = await app.call(a, 'GET', '/api/v1/contacts/export')
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.headers['content-disposition']).toBe('attachment; filename="contacts.csv"')
    const rows = answer.text.trimEnd().split('\r\n')
    expect(rows[0]).toBe('name,phone,language,opted out at,no marketing since,created at,level')
    expect(rows).toHaveLength(1_204)
    expect(new Set(rows).size).toBe(1_204)
    expect((await file('', b)).trimEnd().split('\r\n')).toHaveLength(1)
    expect(await bringIn(answer.text)).toMatchObject({ total: 1_203, failed: 0 })
    expect(await app.database.query('select from contact where tenant_id = $1', [tenantId])).toHaveLength(1_203)
  }, 120_000)

  it('holds no cell that a spreadsheet would calculate, and phone numbers as they are', async () => {
    await bringIn('name,phone,note\n"=HYPERLINK(""http://evil"")",+212612345678,@SUM(A1)\n')
    const [, row] = (await file('?fields=note')).split('\r\n')
    expect(row).toMatch(/^"'=HYPERLINK\(""http:\/\/evil""\)",\+212612345678,,,,[^,]+,'@SUM\(A1\)$/)
  })

  it('begins with a mark for Excel when that is asked for', async () => {
    expect((await file('?bom=true')).startsWith('\ufeffname,')).toBe(true)
    expect((await file()).startsWith('name,')).toBe(true)
  })
})
