import type pg from 'pg'
import { sealCredentials } from '../../server/features/channels/lifecycle/credentials.ts'
import { createSecretBox } from '../../server/platform/crypto/index.ts'
import { newId, type Uuid } from '../../server/platform/ids/index.ts'
import { apiAt, registerBusiness } from '../lib/http.ts'
import { numberAt, SECRET } from './numbers.ts'

/** Of the measured servers; `ENCRYPTION_KEY` in their environment. */
export const ENCRYPTION_KEY = 'bench-reply-key-of-32-characters'

/** What a business has for a past that a copy does not share: who signed in, what happened, what was to be done. */
const PAST = /^(event|raw_event|security_event|refresh_token|idempotency|usage|feature_flag_log)|session|_pending|_key$/

type Row = Record<string, unknown>

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
  await copyBusiness(owner, tenantId as Uuid, { from: 1, to: count })
  await owner.query('vacuum analyze')
}

/** Copies for the numbers `from` (inclusive) to `to` (exclusive). */
async function copyBusiness(owner: pg.Client, tenantId: Uuid, { from, to }: { from: number; to: number }) {
  const tables = await readTables(owner, tenantId)
  const ids = [...new Set(tables.flatMap(({ rows }) => rows.map(row => row.id as string | undefined)))].filter(
    id => id !== undefined,
  )
  const template = numberAt(0)
  // One transaction: foreign keys are checked at once, triggers run as ever.
  await owner.query('begin')
  for (let start = from; start < to; start += 100) {
    const copies = Array.from({ length: Math.min(100, to - start) }, (_, at) => {
      const fresh = new Map(ids.map(id => [id, newId() as string]))
      const number = numberAt(start + at)
      fresh.set(template.phoneNumberId, number.phoneNumberId)
      fresh.set(template.wabaId, number.wabaId)
      return fresh
    })
    for (const table of tables) await insertCopies(owner, table, copies)
  }
  await owner.query('commit')
}

interface Table {
  name: string
  columns: string[]
  rows: Row[]
}

/** The rows of one business, in an order that foreign keys allow. */
async function readTables(owner: pg.Client, tenantId: Uuid): Promise<Table[]> {
  const { rows: names } = await owner.query<{ name: string; columns: string[] }>(TABLES)
  const tables: Table[] = []
  for (const { name, columns } of names) {
    if (PAST.test(name)) continue
    const key = name === 'tenant' ? 'id' : 'tenant_id'
    const { rows } = await owner.query<{ row: Row }>(`select to_jsonb(t) as row from ${name} t where ${key} = $1`, [
      tenantId,
    ])
    if (rows.length > 0) tables.push({ name, columns, rows: rows.map(({ row }) => row) })
  }
  return sortByReference(tables, await readReferences(owner))
}

/** Ordinary tables of businesses (not partitions, not partitioned ones) and the columns that can be written. */
const TABLES = `
  select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    and a.attgenerated = ''
  where c.relkind = 'r' and not c.relispartition and c.relnamespace = 'public'::regnamespace
    and (c.relname = 'tenant'
      or exists (select from pg_attribute k where k.attrelid = c.oid and k.attname = 'tenant_id' and not k.attisdropped))
  group by c.relname order by c.relname`

async function readReferences(owner: pg.Client): Promise<{ name: string; target: string }[]> {
  const { rows } = await owner.query<{ name: string; target: string }>(
    `select conrelid::regclass::text as name, confrelid::regclass::text as target from pg_constraint
     where contype = 'f' and conrelid <> confrelid`,
  )
  return rows
}

function sortByReference(tables: Table[], references: { name: string; target: string }[]): Table[] {
  const [sorted, left]: [Table[], Set<Table>] = [[], new Set(tables)]
  while (left.size > 0) {
    const waiting = new Set([...left].map(({ name }) => name))
    const free = [...left].find(({ name }) => !references.some(r => r.name === name && waiting.has(r.target)))
    if (!free) throw new Error(`tables refer to each other in a circle: ${[...waiting].join(', ')}`)
    sorted.push(free)
    left.delete(free)
  }
  return sorted
}

async function insertCopies(owner: pg.Client, { name, columns, rows }: Table, copies: Map<string, string>[]) {
  const text = JSON.stringify(rows)
  const fresh = copies.flatMap(ids => {
    const own = JSON.parse(text.replace(WORD, word => ids.get(word) ?? word)) as Row[]
    return name === 'channel' ? own.map(withCredentials) : own
  })
  const list = columns.map(column => `"${column}"`).join(', ')
  await owner.query(`insert into ${name} (${list}) select ${list} from jsonb_populate_recordset(null::${name}, $1)`, [
    JSON.stringify(fresh),
  ])
}

/** A UUID or a number at the provider. */
const WORD = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b\d{10}\b/g

/** Sealed anew, because credentials that are copied to another channel do not open. */
function withCredentials(row: Row): Row {
  const given = {
    phoneNumberId: row.external_id as string,
    wabaId: row.external_account_id as string,
    accessToken: 'bench',
    appSecret: SECRET,
  }
  const secrets = createSecretBox(Buffer.from(ENCRYPTION_KEY))
  const sealed = sealCredentials(secrets, row.tenant_id as Uuid, row.id as Uuid, given)
  return { ...row, credentials: `\\x${sealed.toString('hex')}` }
}
