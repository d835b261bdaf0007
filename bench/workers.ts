import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { openContext } from '../server/main.ts'
import { loadConfig } from '../server/platform/config/index.ts'
import { report } from './lib/report.ts'
import { stage } from './lib/stage.ts'
import { median } from './lib/stats.ts'
import { forkTwin } from './send/fork-twin.ts'
import { QUEUE } from './send/seed.sql.ts'
import { seedNumbers } from './send/seed.ts'
import { addBuckets, type Buckets, quantile } from './workers/quantile.ts'
import type { WorkerReport } from './workers/worker.ts'

const SIZE = { tenants: 20, channels: 200, threads: 40 }
const TOTAL = SIZE.channels * SIZE.threads
const ANSWER_MS = 100
const ROUNDS = 3
const COUNTS = [1, 2, 4] as const

interface Round {
  perSecond: number
  coresBusy: number
  wait: Buckets
}

const at = await stage('bench-workers')
const twin = await forkTwin(ANSWER_MS)
const settings = {
  DATABASE_URL: at.appUrl,
  DATA_DIR: at.folder,
  LOG_LEVEL: 'error',
  PORT: '0',
  META_GRAPH_URL: twin.url,
}
const workers: ChildProcess[] = []
try {
  await seed()
  for (let no = 0; no < Math.max(...COUNTS); no++) workers.push(await forkWorker())
  // Query plans on every connection, and compiled code.
  await measure(workers)
  const rounds = new Map<number, Round[]>(COUNTS.map(count => [count, []]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const count of COUNTS) rounds.get(count)!.push(await measure(workers.slice(0, count)))
  }
  print(rounds)
} finally {
  for (const worker of workers) worker.disconnect()
  twin.stop()
  await at.close()
}

async function seed(): Promise<void> {
  const context = openContext(loadConfig(settings, []))
  await seedNumbers(at, context, SIZE)
  await context.queue.close()
  await context.db.close()
}

async function forkWorker(): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'workers', 'worker.ts'), [JSON.stringify(settings)])
  await once(child, 'message')
  return child
}

/** All that is queued, sent by these workers together; throws when something is left, or when the twin saw another number. */
async function measure(working: readonly ChildProcess[]): Promise<Round> {
  await at.owner.query(QUEUE, [null])
  const before = await twin.accepted()
  const idleBefore = idleSeconds()
  const startedAt = performance.now()
  const reports = await Promise.all(working.map(drained))
  const seconds = (performance.now() - startedAt) / 1000
  const coresBusy = cpus().length - (idleSeconds() - idleBefore) / seconds
  const { rows } = await at.owner.query<{ left: number }>('select count(*)::int as left from send_pending')
  const seen = (await twin.accepted()) - before
  if (rows[0]!.left !== 0 || seen !== TOTAL) throw new Error(`${rows[0]!.left} left, ${seen} of ${TOTAL} at the twin`)
  await at.owner.query('truncate message, send_attempt, message_key, event, event_pending cascade')
  console.error(working.length, 'workers', TOTAL / seconds)
  return { perSecond: TOTAL / seconds, coresBusy, wait: addBuckets(reports.map(one => one.wait)) }
}

async function drained(worker: ChildProcess): Promise<WorkerReport> {
  const answer = once(worker, 'message') as Promise<[WorkerReport]>
  const died = once(worker, 'exit').then(() => Promise.reject(new Error('a worker ended before its work was done')))
  worker.send('send')
  return (await Promise.race([answer, died]))[0]
}

/** Of all cores of the machine since it was started. */
function idleSeconds(): number {
  return cpus().reduce((sum, { times }) => sum + times.idle / 1000, 0)
}

function print(rounds: ReadonlyMap<number, readonly Round[]>): void {
  const all = [...rounds.values()].flat()
  const speed = (count: number) => median(rounds.get(count)!.map(round => round.perSecond))
  const busy = (count: number) => median(rounds.get(count)!.map(round => round.coresBusy))
  report(
    'workers',
    {
      sendsPerSecond1: speed(1),
      sendsPerSecond2: speed(2),
      sendsPerSecond4: speed(4),
      growth1to2: speed(2) / speed(1),
      growth2to4: speed(4) / speed(2),
      claimWaitP99Ms: 1000 * quantile(addBuckets(all.map(round => round.wait)), 0.99),
      coresBusy1: busy(1),
      coresBusy2: busy(2),
      coresBusy4: busy(4),
      answerMs: ANSWER_MS,
      messages: TOTAL,
    },
    [
      'worker processes on one database, each from rows that are queued to the outcome of each recorded; the twin in a process of its own answers after 100 ms',
      'claimWait: how long a claim of sends took until its rows were there, waiting for others included; by the programs’ own histogram',
      'coresBusy: of all cores, by the operating system, with the database and the twin: growth ends where it comes near their number',
    ],
  )
}
