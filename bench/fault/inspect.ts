import pg from 'pg'
import type { Ledger } from './ledger.ts'

type Found = Omit<Ledger, 'offered' | 'acknowledged'>

/** Reads what happened to the events, as the owner of the database, without row-level security. */
export async function inspect(ownerUrl: string): Promise<Found> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const column = async (sql: string) => (await client.query<{ id: string }>(sql)).rows.map(row => row.id)
  const number = async (sql: string) => Number((await client.query<{ n: string }>(sql)).rows[0]!.n)
  try {
    return {
      stored: new Set(await column(`select distinct ${BODY_ID} as id from raw_event where provider = 'cloud_api'`)),
      processed: new Map((await client.query<{ id: string; n: number }>(PROCESSED)).rows.map(row => [row.id, row.n])),
      deadLettered: new Set(await column(DEAD)),
      pending: await pendingRows(client),
      brokenSequences: await number(BROKEN_SEQUENCES),
      brokenEvents: await number(BROKEN_EVENTS),
    }
  } finally {
    await client.end()
  }
}

/** Rows of work that are left. */
export async function pendingRows(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    'select ((select count(*) from raw_event_pending) + (select count(*) from event_pending))::int as n',
  )
  return rows[0]!.n
}

const BODY_ID = `convert_from(body, 'utf8')::jsonb #>> '{entry,0,changes,0,value,messages,0,id}'`

const PROCESSED = `select provider_message_id as id, count(*)::int as n from message
  where direction = 'inbound' and provider_message_id like 'wamid.fault-%' group by 1`

const DEAD = `select ${BODY_ID} as id from dead_letter d join raw_event r on r.id = d.source_id
  where d.source = 'raw_event_pending'`

/** Counts conversations whose messages are not numbered 1…n. */
export const BROKEN_SEQUENCES = `select count(*) as n from conversation c where (
  select (count(*), count(distinct seq), coalesce(max(seq), 0)) is distinct from (c.last_seq, c.last_seq, c.last_seq)
  from message m where m.tenant_id = c.tenant_id and m.conversation_id = c.id)`

/** Counts messages of a run whose `message.received` is missing or was written twice. */
export const BROKEN_EVENTS = `select count(*) as n from (
  select m.id from message m left join event e on e.tenant_id = m.tenant_id and e.type = 'message.received'
    and e.aggregate_id = m.conversation_id and replace(e.data ->> 'messageId', '-', '') like '%' || replace(m.id::text, '-', '')
  where m.direction = 'inbound' and m.provider_message_id like 'wamid.fault-%'
  group by m.id having count(e.id) <> 1) broken`
