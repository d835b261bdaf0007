import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createProgram } from '../server/app.ts'
import { makeKey, prefixOf } from '../server/features/identity/api-keys/key-text.ts'
import { TENANCY_EVENTS } from '../server/features/tenancy/events.ts'
import { openContext } from '../server/main.ts'
import { loadConfig } from '../server/platform/config/index.ts'
import { sha256 } from '../server/platform/crypto/index.ts'
import { emit, newEvent } from '../server/platform/events/index.ts'
import type { Uuid } from '../server/platform/ids/index.ts'
import { report } from './lib/report.ts'
import { stage } from './lib/stage.ts'
import { summarize } from './lib/stats.ts'
import type { Answered, Told } from './realtime/clients.ts'
import { SEED_KEY } from './realtime/seed.sql.ts'
import { cpuMs } from './reply/cpu.ts'
import { SEED_TENANTS } from './webhooks/seed.sql.ts'

const { values } = parseArgs({
  options: {
    businesses: { type: 'string', default: '200' },
    each: { type: 'string', default: '50' },
    rate: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '20' },
  },
})
const BUSINESSES = Number(values.businesses)
/** Sockets of one business: all of them hear each of its events. */
const EACH = Number(values.each)
/** Events a second, of all businesses together. */
const RATE = Number(values.rate)
const SECONDS = Number(values.seconds)
/** Sockets that are open before memory is read for the first time: what a process needs once is not what a socket costs. */
const FIRST = Math.ceil(BUSINESSES / 10)
const PROCESSES = 2

const at = await stage('bench-realtime')
const config = loadConfig({ DATABASE_URL: at.appUrl, DATA_DIR: at.folder, LOG_LEVEL: 'error', PORT: '0' }, [])
const context = openContext(config)
const clients = Array.from({ length: PROCESSES }, () => fork(join(import.meta.dirname, 'realtime', 'clients.ts')))
try {
  createProgram(context)
  const { rows } = await at.owner.query<{ id: Uuid }>(SEED_TENANTS, [BUSINESSES])
  await at.owner.query(`update tenant set plan = 'enterprise'`)
  const keys: string[] = []
  for (const { id } of rows) {
    const key = makeKey('live')
    await at.owner.query(SEED_KEY, [id, prefixOf(key), sha256(key)])
    keys.push(key)
  }
  const node = await at.serve(['--role=socket'])
  await connect(node.url, keys.slice(0, FIRST))
  const before = { kb: residentKb(node.pid), sockets: FIRST * EACH }
  await connect(node.url, keys.slice(FIRST))
  await wait(5_000)
  const after = { kb: residentKb(node.pid), sockets: BUSINESSES * EACH }
  const cpuBefore = cpuMs(node.pid, 'alone')
  const { sent, received, delays } = await tellThem(rows.map(({ id }) => id))
  const fanout = summarize(delays)
  report(
    'realtime',
    {
      sockets: after.sockets,
      kbPerSocket: (after.kb - before.kb) / (after.sockets - before.sockets),
      eventsPerSecond: RATE,
      roomOf: EACH,
      fanoutP50Ms: fanout.p50,
      fanoutP99Ms: fanout.p99,
      arrived: received / (sent * EACH),
      nodeCpuMsPerDelivery: (cpuMs(node.pid, 'alone') - cpuBefore) / received,
    },
    [
      `kbPerSocket: resident memory of the node between ${before.sockets} and ${after.sockets} sockets, each of them subscribed`,
      'fan-out: from the moment that an event is written, in a transaction of another process, to its arrival at each client',
      'arrived: 1 when every socket of the business got every event',
    ],
  )
} finally {
  for (const client of clients) client.disconnect()
  await context.services.close()
  await context.queue.close()
  await context.db.close()
  await at.close()
}

async function connect(url: string, keys: readonly string[]): Promise<void> {
  const share = Math.ceil(keys.length / PROCESSES)
  await askEach(no => ({ do: 'connect', url, keys: keys.slice(no * share, (no + 1) * share), each: EACH }))
}

/** Writes events of one business after the other, at an even rate, and gathers what arrived. */
async function tellThem(tenantIds: readonly Uuid[]) {
  for (const client of clients) client.send({ do: 'begin' } satisfies Told)
  const began = performance.now()
  const total = RATE * SECONDS
  const writes: Promise<unknown>[] = []
  for (let no = 0; no < total; no++) {
    const dueMs = (no * 1000) / RATE - (performance.now() - began)
    if (dueMs > 1) await wait(dueMs)
    writes.push(writeEvent(tenantIds[no % tenantIds.length]!, no))
  }
  await Promise.all(writes)
  await wait(3_000)
  const reports = (await askEach(() => ({ do: 'report' }))).filter(answer => answer.did === 'report')
  return {
    sent: total,
    received: reports.reduce((sum, one) => sum + one.received, 0),
    delays: reports.flatMap(one => one.delays),
  }
}

function writeEvent(tenantId: Uuid, no: number): Promise<unknown> {
  const data = { changed: { name: `Bench ${no}` }, before: { name: 'Bench' } }
  const event = newEvent(TENANCY_EVENTS['tenant.updated'], tenantId, { kind: 'system' }, data)
  return context.db.tenant(tenantId, tx => emit(tx, [event]))
}

function askEach(question: (no: number) => Told): Promise<Answered[]> {
  return Promise.all(
    clients.map(async (client, no) => {
      client.send(question(no))
      const [answer] = (await once(client, 'message')) as [Answered]
      return answer
    }),
  )
}

/** Resident memory, from the operating system. */
function residentKb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}
