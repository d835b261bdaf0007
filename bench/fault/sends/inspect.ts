import pg from 'pg'
import type { RunApi } from './api.ts'
import type { SendLedger } from './ledger.ts'

type Found = Pick<SendLedger, 'statuses' | 'everUnknown' | 'listed' | 'filedInbound' | 'pending'>

/**
 * Reads what happened to the messages: as the owner of the database, and through the API, as people see it.
 *
 * @param apis of every business that sends
 */
export async function inspectSends(
  ownerUrl: string,
  apis: readonly RunApi[],
): Promise<Found & { refusedAttempts: Set<string> }> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const rows = async <T extends object>(sql: string) => (await client.query<T>(sql)).rows
  try {
    const statuses = await rows<{ id: string; status: string }>(
      `select id::text, status from message where direction = 'outbound'`,
    )
    const unknown = await rows<{ id: string }>(
      `select distinct data ->> 'messageId' as id from event where type = 'message.status' and data ->> 'status' = 'unknown'`,
    )
    const refused = await rows<{ id: string }>(
      `select message_id || '.' || no as id from send_attempt where state = 'refused'`,
    )
    const filed = await rows<{ id: string; n: number }>(
      `select provider_message_id as id, count(*)::int as n from message where direction = 'inbound' group by 1`,
    )
    return {
      statuses: new Map(statuses.map(row => [row.id, row.status])),
      everUnknown: new Set(unknown.map(row => bare(row.id))),
      listed: new Set((await Promise.all(apis.map(listed))).flat()),
      refusedAttempts: new Set(refused.map(row => row.id)),
      filedInbound: new Map(filed.map(row => [row.id, row.n])),
      pending: await pendingWork(client),
    }
  } finally {
    await client.end()
  }
}

/**
 * Work that is due or under way, or waits for its time. Questions to providers do not count: people see those messages.
 */
export async function pendingWork(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select ((select count(*) from raw_event_pending) + (select count(*) from event_pending)
      + (select count(*) from send_pending))::int as n`,
  )
  return rows[0]!.n
}

async function listed(api: RunApi): Promise<string[]> {
  const page = await api.get<Array<{ id: string }>>('/api/v1/messages/uncertain?limit=200')
  return page.map(message => bare(message.id))
}

/** `msg_0198…` or a UUID → the UUID. */
export const bare = (shown: string): string =>
  shown
    .slice(shown.indexOf('_') + 1)
    .replaceAll('-', '')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** Sends of unknown outcome that the provider is still asked about. */
export async function questions(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ n: number }>('select count(*)::int as n from uncertain_pending')
  return rows[0]!.n
}
