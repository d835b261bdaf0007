import type pg from 'pg'
import { sealCredentials } from '../../server/features/channels/lifecycle/credentials.ts'
import { newId, type Uuid } from '../../server/platform/ids/index.ts'
import { oneKeyBox } from '../../server/platform/secrets/index.ts'
import { apiAt, registerBusiness } from '../lib/http.ts'
import { numberAt, SECRET } from './numbers.ts'
import { settle } from './settle.ts'
import { orderByReference, type Row, readTables, replaceWords, type TableRows } from './tables.ts'

/** Of the measured servers; `ENCRYPTION_KEY` in their environment. */
export const ENCRYPTION_KEY = 'bench-reply-key-of-32-characters'

/** What a business has for a past that a copy does not share: who signed in, what happened, what was to be done. */
const PAST = /^(event|raw_event|security_event|refresh_token|idempotency|usage)|session|_pending|_key$/

const AT_ONCE = 100

/**
 * `count` restaurants with their menu, bot and a connected number. The first registers and connects through the API.
 * The others are copies of its rows under ids of their own, because every registration hashes a password and an
 * address may register only 300 an hour.
 */
export async function openBusinesses(url: string, owner: pg.Client, count: number): Promise<void> {
  const api = apiAt(url)
  const { token, tenantId } = await registerBusiness(api, 'Kitchen', 'restaurant')
  const credentials = { ...numberAt(0), accessToken: 'bench', appSecret: SECRET }
  await api.post('/api/v1/channels', { provider: 'cloud_api', name: 'Kitchen', credentials }, token)
  await api.close()
  await owner.query(`update tenant set plan = 'enterprise' where id = $1`, [tenantId])
  // Its menu and its phone are made by what follows the registration: half of it cannot be copied.
  await settle(owner)
  const tables = await readBusiness(owner, tenantId)
  await owner.query('begin')
  for (let from = 1; from < count; from += AT_ONCE) {
    await insertCopies(owner, tables, { from, to: Math.min(count, from + AT_ONCE) })
  }
  await owner.query('commit')
  await owner.query('vacuum analyze')
}

async function readBusiness(owner: pg.Client, tenantId: string): Promise<TableRows[]> {
  const tables: TableRows[] = []
  for (const table of await readTables(owner)) {
    if (PAST.test(table.name)) continue
    const key = table.name === 'tenant' ? 'id' : 'tenant_id'
    const { rows } = await owner.query<{ row: Row }>(
      `select to_jsonb(t) as row from ${table.name} t where ${key} = $1`,
      [tenantId],
    )
    if (rows.length > 0) tables.push({ ...table, rows: rows.map(({ row }) => row) })
  }
  return await orderByReference(owner, tables)
}

/** Copies for the numbers `from` (inclusive) to `to` (exclusive). */
async function insertCopies(owner: pg.Client, tables: TableRows[], { from, to }: { from: number; to: number }) {
  const ids = new Set(tables.flatMap(({ rows }) => rows.map(row => row.id)))
  const copies = Array.from({ length: to - from }, (_, at) => {
    const words = new Map([...ids].filter(id => typeof id === 'string').map(id => [id, newId() as string]))
    const [template, own] = [numberAt(0), numberAt(from + at)]
    return words.set(template.phoneNumberId, own.phoneNumberId).set(template.wabaId, own.wabaId)
  })
  for (const { name, columns, rows } of tables) {
    const text = JSON.stringify(rows)
    const copied = copies.flatMap(words => JSON.parse(replaceWords(text, words)) as Row[])
    const fresh = name === 'channel' ? await Promise.all(copied.map(withCredentials)) : copied
    const list = columns.map(column => `"${column.name}"`).join(', ')
    await owner.query(`insert into ${name} (${list}) select ${list} from jsonb_populate_recordset(null::${name}, $1)`, [
      JSON.stringify(fresh),
    ])
  }
}

/** Sealed anew, because credentials that are copied to another channel do not open. */
async function withCredentials(row: Row): Promise<Row> {
  const given = {
    phoneNumberId: row.external_id as string,
    wabaId: row.external_account_id as string,
    accessToken: 'bench',
    appSecret: SECRET,
  }
  const secrets = oneKeyBox(Buffer.from(ENCRYPTION_KEY))
  const sealed = await sealCredentials(secrets, row.tenant_id as Uuid, row.id as Uuid, given)
  return { ...row, credentials: `\\x${sealed.toString('hex')}` }
}
