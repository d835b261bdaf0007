import type pg from 'pg'
import { orderByReference, type Row, readTables, type TableRows } from '../tables.ts'

/** The rows that one answered message leaves behind, and the words in them that are its own. */
export interface ReplyTemplate {
  tables: TableRows[]
  /** Ids of rows. */
  ids: string[]
  /** Message ids and addresses at the provider. */
  names: string[]
  phoneNumberId: string
  customer: string
}

/** Columns that hold ids of rows which a reply makes. */
const OWN = ['id', 'contact_id', 'conversation_id', 'message_id']

/** Rows that count what many replies did, or are there for a moment only. */
const SHARED = /^(usage|channel_hour)|_pending$|^pending_|^channel$|^tenant$/

/** Finds every row of the youngest conversation that was answered, wherever it lies: by its ids, whatever the schema. */
export async function readTemplate(owner: pg.Client): Promise<ReplyTemplate> {
  const { rows } = await owner.query<{
    tenantId: string
    id: string
    contact: string
    customer: string
    number: string
  }>(
    `select c.tenant_id as "tenantId", c.id, c.contact_id as contact, c.address as customer, k.external_id as number
     from conversation c join channel k on k.tenant_id = c.tenant_id and k.id = c.channel_id
     where c.last_direction = 'outbound' order by c.id desc limit 1`,
  )
  const { tenantId, id, contact, customer, number } = rows[0]!
  const infos = (await readTables(owner)).filter(({ name }) => !SHARED.test(name))
  const wanted = new Set([id, contact, customer])
  let tables: TableRows[] = []
  // Messages are found by their conversation; keys, attempts and events by their message.
  for (let round = 0; round < 3; round++) {
    tables = []
    for (const info of infos) {
      const found = await readMentioning(owner, info.name, tenantId, [...wanted])
      if (found.length > 0) tables.push({ ...info, rows: found })
    }
    for (const { rows: own } of tables) for (const row of own) for (const word of ownWords(row)) wanted.add(word)
  }
  const all = [...wanted]
  return {
    tables: await orderByReference(owner, tables),
    ids: all.filter(word => /^[0-9a-f-]{36}$/.test(word)),
    names: all.filter(word => word.startsWith('wamid.')),
    phoneNumberId: number,
    customer,
  }
}

async function readMentioning(owner: pg.Client, table: string, tenantId: string, words: string[]): Promise<Row[]> {
  // A body of a delivery is bytes; what it says is looked for in its text.
  const { rows } = await owner.query<{ row: Row }>(
    `select row from (select to_jsonb(t) as row from ${table} t where tenant_id = $1) all_rows
     where row::text ~ $2
       or case when row->>'body' ~ '^\\\\x' then convert_from((row->>'body')::bytea, 'UTF8') ~ $2 end`,
    [tenantId, words.map(word => word.replaceAll('.', '\\.')).join('|')],
  )
  return rows.map(({ row }) => row)
}

function ownWords(row: Row): string[] {
  return [...OWN.map(column => row[column]), row.provider_message_id].filter(word => typeof word === 'string')
}
