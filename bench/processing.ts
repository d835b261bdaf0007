import { createProgram } from '../server/app.ts'
import { drainIntake } from '../server/features/messaging/index.ts'
import { openContext } from '../server/main.ts'
import { loadConfig } from '../server/platform/config/index.ts'
import { newId } from '../server/platform/ids/index.ts'
import { textDelivery } from './lib/meta.ts'
import { report } from './lib/report.ts'
import { type Stage, stage } from './lib/stage.ts'
import { median } from './lib/stats.ts'
import { dueAgain, readWritten, writeFloor } from './processing/floor.ts'

const TENANTS = 10
const EACH = 2_000
const CUSTOMERS = 100
const BATCH = 500
const ROUNDS = 5
const TOTAL = TENANTS * EACH

const at = await stage('bench-processing')
const context = openContext(
  loadConfig({ DATABASE_URL: at.appUrl, DATA_DIR: at.folder, LOG_LEVEL: 'error', PORT: '0' }, []),
)
try {
  createProgram(context)
  await seed(at)
  await dueAgain(at.owner)
  await drainIntake(context)
  const batches = await readWritten(at.owner, BATCH)
  const rates = { batched: [] as number[], floor: [] as number[], single: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    rates.batched.push(await measured(() => drainIntake(context)))
    rates.floor.push(await measured(() => writeFloor(at.owner, batches)))
    rates.single.push(await measured(() => drainIntake(context, 1)))
  }
  const [batched, floor, single] = [median(rates.batched), median(rates.floor), median(rates.single)]
  report(
    'processing',
    {
      messagesPerSecond: batched,
      floorPerSecond: floor,
      onePerTransactionPerSecond: single,
      ratioToFloor: batched / floor,
      ratioToOnePerTransaction: batched / single,
      messages: TOTAL,
      tenants: TENANTS,
      batch: BATCH,
    },
    [
      'from raw_event to contact, conversation, message, key, event and work row, in one process',
      'floor: the same rows by bare multi-row statements as the owner of the tables, past row-level security, one connection',
      'one per transaction: the same program with batches of one',
    ],
  )
} finally {
  await context.queue.close()
  await context.db.close()
  await at.close()
}

/**
 * Messages a second that `work` processes, on deliveries that are all due; it must store all messages and leave no
 * work.
 */
async function measured(work: () => Promise<void>): Promise<number> {
  await dueAgain(at.owner)
  const startedAt = performance.now()
  await work()
  const seconds = (performance.now() - startedAt) / 1000
  const { rows } = await at.owner.query<{ messages: number; left: number }>(
    'select (select count(*)::int from message) as messages, (select count(*)::int from raw_event_pending) as left',
  )
  const { messages, left } = rows[0]!
  if (messages !== TOTAL || left !== 0) throw new Error(`${messages} messages of ${TOTAL}, ${left} deliveries left`)
  return TOTAL / seconds
}

async function seed(on: Stage): Promise<void> {
  for (let no = 0; no < TENANTS; no++) {
    const [tenantId, channelId] = [newId(), newId()]
    const number = { phoneNumberId: `9900000000001${no}`, wabaId: `8800000000001${no}` }
    await on.owner.query(`insert into tenant (id, name, business_type) values ($1, 'Bench', 'support')`, [tenantId])
    await on.owner.query(
      `insert into channel (tenant_id, id, provider, name, external_id, external_account_id, status)
       values ($1, $2, 'cloud_api', 'Bench', $3, $4, 'connected')`,
      [tenantId, channelId, number.phoneNumberId, number.wabaId],
    )
    const deliveries = Array.from({ length: EACH }, (_, turn) => {
      const from = `1555${String(3_000_000 + (turn % CUSTOMERS))}`
      return textDelivery({
        ...number,
        from,
        id: `wamid.bench-${no}-${turn}`,
        text: 'Is the mixed grill for four on tonight?',
      })
    })
    await on.owner.query(
      `insert into raw_event (id, tenant_id, channel_id, provider, disposition, headers, body)
       select id, $1, $2, 'cloud_api', 'accepted', '{}', body from unnest($3::uuid[], $4::bytea[]) as d(id, body)`,
      [tenantId, channelId, deliveries.map(() => newId()), deliveries],
    )
  }
}
