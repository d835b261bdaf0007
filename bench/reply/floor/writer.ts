import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { Agent } from 'undici'
import { newId } from '../../../server/platform/ids/index.ts'
import { type Row, replaceWords, type TableRows } from '../tables.ts'
import { type Batch, split } from './commits.ts'
import type { ReplyTemplate } from './template.ts'

/** What the floor is told at its start. */
export interface FloorOrder {
  database: pg.ClientConfig
  twinUrl: string
  template: ReplyTemplate
  batch: Batch
  seconds: number
  connections: number
}

/** The floor, a process of its own: it writes the rows of answered messages and calls the provider, and nothing else. */
process.once('message', async (order: FloorOrder) => {
  const agent = new Agent({ connections: 64 })
  const startedAt = performance.now()
  let replies = 0
  const run = async (worker: number) => {
    const client = new pg.Client(order.database)
    await client.connect()
    for (let no = 0; performance.now() - startedAt < order.seconds * 1000; no++) {
      await writeBatch(order, client, agent, worker * 1_000_000 + no * order.batch.replies)
      replies += order.batch.replies
    }
    await client.end()
  }
  await Promise.all(Array.from({ length: order.connections }, (_, worker) => run(worker)))
  process.send!({ replies, seconds: (performance.now() - startedAt) / 1000 })
  // The parent reads this process's CPU time, and then lets it go.
  process.once('disconnect', () => process.exit(0))
  await wait(2 ** 30)
})
process.send!('ready')

/** All rows but the last part, the calls, the last part: the outcome can be known only after the call. */
async function writeBatch(order: FloorOrder, client: pg.Client, agent: Agent, first: number): Promise<void> {
  const copies = Array.from({ length: order.batch.replies }, (_, at) => freshWords(order.template, first + at))
  const tables = order.template.tables.map(table => copyRows(table, copies))
  const parts = split(tables, order.batch.commits)
  const last = parts.length > 1 ? parts.pop()! : []
  for (const part of parts) await commit(client, part)
  await Promise.all(copies.map(words => call(order, agent, words)))
  if (last.length > 0) await commit(client, last)
}

function freshWords({ ids, names, customer }: ReplyTemplate, no: number): Map<string, string> {
  const words = new Map(ids.map(id => [id, newId() as string]))
  for (const [at, name] of names.entries()) words.set(name, `wamid.floor-${process.pid}-${no}-${at}`)
  return words.set(customer, `1${String(no).padStart(10, '0')}`)
}

function copyRows(table: TableRows, copies: Map<string, string>[]): TableRows {
  const text = JSON.stringify(table.rows)
  return { ...table, rows: copies.flatMap(words => JSON.parse(replaceWords(text, words)) as Row[]) }
}

async function commit(client: pg.Client, tables: TableRows[]): Promise<void> {
  await client.query('begin')
  for (const table of tables) await client.query(insertOf(table))
  await client.query('commit')
}

/** One prepared statement for all rows of a table. */
function insertOf({ name, columns, rows }: TableRows): { name: string; text: string; values: unknown[] } {
  let no = 0
  const tuples = rows.map(() => `(${columns.map(() => `$${++no}`).join(', ')})`).join(', ')
  return {
    name: `${name}-${rows.length}`,
    text: `insert into ${name} (${columns.map(column => `"${column.name}"`).join(', ')}) values ${tuples}`,
    values: rows.flatMap(row => columns.map(column => toParameter(row[column.name], column.type))),
  }
}

const toParameter = (value: unknown, type: string): unknown =>
  value !== null && /^jsonb?$/.test(type) ? JSON.stringify(value) : value

async function call({ twinUrl, template }: FloorOrder, agent: Agent, words: Map<string, string>): Promise<void> {
  const { statusCode, body } = await agent.request({
    origin: twinUrl,
    path: `/v24.0/${template.phoneNumberId}/messages`,
    method: 'POST',
    headers: { authorization: 'Bearer bench', 'content-type': 'application/json' },
    body: JSON.stringify({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: words.get(template.customer),
      biz_opaque_callback_data: newId(),
      type: 'text',
      text: { body: 'Welcome. What would you like to order?' },
    }),
  })
  await body.dump()
  if (statusCode !== 200) throw new Error(`the twin answered ${statusCode}`)
}
