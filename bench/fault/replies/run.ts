import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../../../server/test/until.ts'
import { startTwin, type Twin } from '../../../simulator/twin.ts'
import { summarize } from '../../lib/stats.ts'
import { asOwner, drain } from '../sends/drain.ts'
import { inspectSends, pendingWork } from '../sends/inspect.ts'
import { messageOf } from '../sends/ledger.ts'
import { openStage, type Size, type Stage } from '../stage.ts'
import { balance } from './balance.ts'
import { Crowd } from './crowd.ts'
import { type FaultPlan, injectFaults, MISBEHAVIOUR } from './faults.ts'
import { inspectReplies } from './inspect.ts'
import { judgeReplies, type ReplyLedger, type ReplyVerdict } from './ledger.ts'
import { openShops, type Shop } from './shops.ts'

export interface ReplyFaultOptions extends FaultPlan {
  size: Size
  /** Messages of customers. */
  perSecond: number
  shops: number
  seed: number
  log?: (line: string) => void
}

export interface ReplyFaultReport extends ReplyVerdict {
  size: Size
  perSecond: number
  shops: number
  kills: number
  flushes: number
  seed: number
  /** How often a process ended by itself, because it could not reach the database while it started. */
  failedStarts: number
  /** From a customer's words to the first answer at the provider. */
  answerP50Ms: number
  answerP95Ms: number
  /** Seconds from the last message written until nothing was left to do. */
  drainSeconds: number
}

const SECRET = 'fault-run-secret'
/** Customers who have written before anything breaks. */
const KNOWN = 30
const REPEAT_EVERY = 50
const PROGRESS_MS = 5_000
/** Most messages are answered as they are filed. To be taken away, the work of answering must lie somewhere. */
const LONG_WAIT_SECONDS = 5
/** How long the last deliveries and statuses may take. */
const IDLE_MS = 300_000

/** Lets customers talk with the bots of several businesses while everything breaks; then asks whether anybody noticed. */
export async function runReplyFaults(options: ReplyFaultOptions): Promise<ReplyFaultReport> {
  const log = options.log ?? (() => undefined)
  const groupSeconds = options.sabotage === 'lose' ? LONG_WAIT_SECONDS : undefined
  const folder = await mkdtemp(join(tmpdir(), 'tawsil-replies-'))
  log(`size ${options.size}: starting (logs in ${folder})`)
  const twin = await openTwin(options.seed)
  const stage = await openStage(options.size, folder, {
    META_APP_SECRET: SECRET,
    META_GRAPH_URL: twin.url,
    RATE_LIMIT_MAX_REQUESTS: '1000000',
    DEFAULT_PLAN: 'enterprise',
    LOG_LEVEL: 'warn',
  })
  const front = await balance(stage.apiPorts)
  let passed = false
  try {
    for (const program of stage.programs) program.start()
    await Promise.all(stage.programs.map(program => program.ready()))
    twin.adjust({ webhookUrl: `http://127.0.0.1:${front.port}/webhooks/meta`, appSecret: SECRET })
    const shops = await openShops(front.port, SECRET, options.shops, groupSeconds)
    const crowd = await talk(stage, twin, shops, options, log)
    log(`the customers are done: ${crowd.progress}`)
    const doneAt = performance.now()
    await twin.idle(IDLE_MS)
    await drain(await stage.ownerUrl())
    const drainSeconds = (performance.now() - doneAt) / 1000
    const verdict = judgeReplies(await readLedger(await stage.ownerUrl(), twin, shops, crowd))
    const { size, perSecond, kills, flushes, seed } = options
    const { p50, p95 } = summarize(crowd.answerMs)
    passed = verdict.passed
    const failedStarts = stage.programs.reduce((sum, { failures }) => sum + failures, 0)
    const run = { size, perSecond, shops: shops.length, kills, flushes, seed, failedStarts }
    return { ...run, ...verdict, answerP50Ms: p50, answerP95Ms: p95, drainSeconds }
  } finally {
    await stage.close()
    await front.close()
    await twin.close()
    // The logs show why a run failed, so they are kept.
    if (passed || options.sabotage) await rm(folder, { recursive: true, force: true })
    else log(`kept: ${folder}`)
  }
}

const openTwin = (seed: number): Promise<Twin> =>
  startTwin({
    port: 0,
    seed,
    journalMax: 0,
    webhookConcurrency: 64,
    statuses: { sentMs: 20, deliveredMs: 60, readMs: 120 },
    // Like Meta's, they do not end while the run lasts: what was not acknowledged comes again.
    retryDelaysMs: [0, 500, 1000, 2000, 4000, ...Array.from({ length: 100 }, () => 8000)],
  })

/** From the first greeting until the last order is placed. */
async function talk(
  stage: Stage,
  twin: Twin,
  shops: readonly Shop[],
  options: ReplyFaultOptions,
  log: (line: string) => void,
): Promise<Crowd> {
  const { perSecond, seed } = options
  const numbers = shops.map(shop => shop.number)
  const { dishes } = shops[0]!
  const crowd = new Crowd(twin, { numbers, dishes, perSecond, seed, repeatEvery: REPEAT_EVERY })
  crowd.meet(KNOWN)
  const ownerUrl = await stage.ownerUrl()
  await until(() => twin.summary().sends.accepted >= KNOWN, { timeout: 300_000, what: 'the first answers' })
  await asOwner(ownerUrl, async client => {
    await until(async () => (await pendingWork(client)) === 0, { timeout: 300_000, what: 'a quiet start' })
    // A slow send rate is not what is measured here.
    await client.query(
      `update channel set pace = '{"perSecond": 80, "burst": 80, "pair": {"everySeconds": 0.05, "burst": 50}}'`,
    )
  })
  twin.configure({ seed, ...MISBEHAVIOUR })
  const state = { open: true }
  const faults = injectFaults(stage, twin, options, log).finally(() => {
    state.open = false
  })
  const reporting = setInterval(() => log(crowd.progress), PROGRESS_MS)
  try {
    await Promise.all([crowd.write(() => state.open), faults])
    await crowd.finish()
  } finally {
    clearInterval(reporting)
  }
  return crowd
}

async function readLedger(ownerUrl: string, twin: Twin, shops: readonly Shop[], crowd: Crowd): Promise<ReplyLedger> {
  const acknowledged = new Set<string>()
  for (const [id, outcomes] of crowd.written) {
    if ((await Promise.all(outcomes)).some(outcome => outcome.delivered)) acknowledged.add(id)
  }
  const apis = shops.map(shop => shop.api)
  const { refusedAttempts: _, ...sends } = await inspectSends(ownerUrl, apis)
  const { accepted, ambiguous } = twin.sets()
  const calledAttempts = new Set(twin.journal({ kind: 'send' }).flatMap(call => call.attemptId ?? []))
  const found = await inspectReplies(ownerUrl)
  const said = new Set(found.turns.flatMap(turn => turn.bubbles))
  const taken = new Set(Object.keys(accepted).map(messageOf))
  return {
    ...found,
    sends: {
      ...sends,
      intended: said,
      accepted: new Map(Object.entries(accepted)),
      ambiguous: new Set([...ambiguous.accepted, ...ambiguous.notAccepted]),
      refusedForGood: new Set(),
      endedAttempts: new Set(),
      calledAttempts,
      acknowledgedInbound: acknowledged,
    },
    written: new Set(crowd.written.keys()),
    confirmed: crowd.confirmed,
    // Each message that the provider took is read at last, and a report of that is repeated until it is acknowledged.
    statusesBehind: [...taken].filter(id => sends.statuses.get(id) !== 'read').length,
  }
}
