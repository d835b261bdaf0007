import type pg from 'pg'

/** Tables that processing fills, parents first. */
const FILLED = [
  'contact',
  'contact_identity',
  'conversation',
  'message_key',
  'message',
  'event',
  'event_pending',
] as const

/** The rows of one batch, as the database gives them, by table. */
type Rows = Record<(typeof FILLED)[number], object[]>

export interface FloorBatch {
  tenantId: string
  rows: Rows
  /** The rows of work that the batch completes. */
  pending: string[]
}

const EMPTIED = [...FILLED, 'raw_event_pending', 'pending_lane', 'parked_status', 'message_status']

/** Deletes everything that was processed; the deliveries are due again. */
export async function dueAgain(owner: pg.Client): Promise<void> {
  await owner.query(`truncate ${EMPTIED.join(', ')} cascade`)
  await owner.query(
    'insert into raw_event_pending (tenant_id, id, lane) select tenant_id, id, channel_id from raw_event order by id',
  )
  await owner.query('analyze raw_event_pending')
}

/** Reads what processing wrote, cut into its batches: the floor writes the same again. */
export async function readWritten(owner: pg.Client, batch: number): Promise<FloorBatch[]> {
  const { rows: tenants } = await owner.query<{ id: string }>('select distinct tenant_id as id from raw_event')
  const batches: FloorBatch[] = []
  for (const { id } of tenants) batches.push(...(await readTenant(owner, id, batch)))
  return batches
}

async function readTenant(owner: pg.Client, tenantId: string, batch: number): Promise<FloorBatch[]> {
  const all = {} as Rows
  for (const table of FILLED) {
    const order = table === 'message' ? 'order by id' : table === 'event' ? 'order by position' : ''
    const { rows } = await owner.query(
      `select to_jsonb(t) as row from (select * from ${table} where tenant_id = $1 ${order}) t`,
      [tenantId],
    )
    all[table] = rows.map(({ row }: { row: object }) => row)
  }
  const { rows: raws } = await owner.query<{ id: string }>(
    'select id from raw_event where tenant_id = $1 order by id',
    [tenantId],
  )
  return Array.from({ length: Math.ceil(raws.length / batch) }, (_, no) => ({
    tenantId,
    pending: raws.slice(no * batch, (no + 1) * batch).map(raw => raw.id),
    rows: Object.fromEntries(FILLED.map(table => [table, share(all[table], no, raws.length, batch)])) as Rows,
  }))
}

/** The rows of a table that belong to one batch; people and conversations come with the first. */
function share(rows: object[], no: number, total: number, batch: number): object[] {
  if (rows.length < total) return no === 0 ? rows : []
  const each = Math.ceil((rows.length * batch) / total)
  return rows.slice(no * each, (no + 1) * each)
}

/**
 * Writes the same rows with plain multi-row statements, as the owner, without policies: one transaction for each batch.
 */
export async function writeFloor(owner: pg.Client, batches: readonly FloorBatch[]): Promise<void> {
  const columns = await givenColumns(owner)
  for (const { tenantId, rows, pending } of batches) {
    await owner.query('begin')
    await owner.query('select id, body from raw_event where id = any($1::uuid[])', [pending])
    for (const table of FILLED) {
      if (rows[table].length === 0) continue
      await owner.query(
        `insert into ${table} (${columns.get(table)}) select ${columns.get(table)} from jsonb_populate_recordset(null::${table}, $1)`,
        [JSON.stringify(rows[table])],
      )
    }
    await owner.query(
      `update conversation c set last_seq = c.last_seq + n, unread_count = c.unread_count + n, last_message_at = now(), preview = 'x'
       from (select conversation_id, count(*)::int as n from jsonb_to_recordset($2) as m(conversation_id uuid) group by 1) m
       where c.tenant_id = $1 and c.id = m.conversation_id`,
      [tenantId, JSON.stringify(rows.message)],
    )
    await owner.query('delete from raw_event_pending where tenant_id = $1 and id = any($2::uuid[])', [
      tenantId,
      pending,
    ])
    await owner.query('commit')
  }
}

/** The columns of each table that are not generated from others. */
async function givenColumns(owner: pg.Client): Promise<Map<string, string>> {
  const { rows } = await owner.query<{ name: string; columns: string }>(
    `select attrelid::regclass::text as name, string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
     where attrelid = any($1::regclass[]) and attnum > 0 and not attisdropped and attgenerated = '' group by attrelid`,
    [FILLED],
  )
  return new Map(rows.map(({ name, columns }) => [name, columns]))
}
