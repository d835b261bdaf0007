import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Agent, request } from 'undici'
import { createProgram } from '../server/app.ts'
import { drainWebhooks } from '../server/features/integrations/index.ts'
import { openContext } from '../server/main.ts'
import { loadConfig } from '../server/platform/config/index.ts'
import type { Uuid } from '../server/platform/ids/index.ts'
import { report } from './lib/report.ts'
import { type Stage, stage } from './lib/stage.ts'
import { median } from './lib/stats.ts'
import { SEED_ENDPOINTS, SEED_EVENTS, SEED_TENANTS } from './webhooks/seed.sql.ts'

const TENANTS = 10
/** Of each tenant, each for one endpoint. */
const EVENTS = 1_000
const TOTAL = TENANTS * EVENTS
/** As many calls at once as ours makes to so many endpoints on one machine. */
const AT_ONCE = 48
const ROUNDS = 3

const at = await stage('bench-webhooks')
const receiver = fork(join(import.meta.dirname, 'webhooks', 'receiver.ts'))
const [{ port }] = (await once(receiver, 'message')) as [{ port: number }]
const url = `http://127.0.0.1:${port}/hook`
const config = loadConfig({ DATABASE_URL: at.appUrl, DATA_DIR: at.folder, LOG_LEVEL: 'error', PORT: '0' }, [])
const context = openContext(config)
try {
  createProgram(context)
  const { rows } = await at.owner.query<{ id: string }>(SEED_TENANTS, [TENANTS])
  const secret = (tenantId: string, endpointId: string) =>
    context.secrets.seal(
      tenantId as Uuid,
      `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
      `${tenantId}/webhook/${endpointId}`,
    )
  for (const { id } of rows) await at.owner.query(SEED_ENDPOINTS, [id, id, url, await secret(id, id)])
  await round(at)
  const [ours, bare]: [number[], number[]] = [[], []]
  for (let no = 0; no < ROUNDS; no++) {
    ours.push(await round(at))
    bare.push(await bareRound())
  }
  report(
    'webhooks',
    {
      deliveriesPerSecond: median(ours),
      barePerSecond: median(bare),
      ratioToBare: median(ours) / median(bare),
      endpoints: TENANTS,
      events: TOTAL,
    },
    [
      'ours: from events in the log to each attempt recorded, every step committed, in one process',
      `bare: as many POSTs of as many bytes by a loop of undici.request, ${AT_ONCE} at once, unsigned, nothing stored; both to a receiver in a process of its own`,
    ],
  )
} finally {
  await context.services.close()
  await context.queue.close()
  await context.db.close()
  receiver.disconnect()
  await at.close()
}

/** Deliveries a second, until every attempt is recorded. */
async function round({ owner }: Stage): Promise<number> {
  await owner.query(SEED_EVENTS, [EVENTS])
  const before = await attempts(owner)
  const began = performance.now()
  while ((await attempts(owner)) - before < TOTAL) await drainWebhooks(context)
  return TOTAL / ((performance.now() - began) / 1000)
}

async function attempts(owner: Stage['owner']): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    `select count(*)::int as count from webhook_attempt where outcome = 'delivered'`,
  )
  return rows[0]!.count
}

async function bareRound(): Promise<number> {
  const dispatcher = new Agent({ connections: AT_ONCE, pipelining: 1 })
  const body = JSON.stringify({ type: 'order.updated', timestamp: new Date().toISOString(), data: 'x'.repeat(600) })
  const headers = { 'content-type': 'application/json' }
  let left = TOTAL
  const began = performance.now()
  const work = async () => {
    while (left-- > 0) {
      const answer = await request(url, { dispatcher, method: 'POST', headers, body })
      await answer.body.text()
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  const perSecond = TOTAL / ((performance.now() - began) / 1000)
  await dispatcher.close()
  return perSecond
}
