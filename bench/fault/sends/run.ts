import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { until } from '../../../server/test/until.ts'
import { startTwin, type Twin } from '../../../simulator/twin.ts'
import type { Outcome } from '../../../simulator/webhooks.ts'
import { type RunApi, runApi } from './api.ts'
import { brokenBuild } from './broken.ts'
import { asOwner, drain } from './drain.ts'
import { bare, inspectSends, pendingWork } from './inspect.ts'
import { judgeSends, messageOf, type SendVerdict } from './ledger.ts'
import { type Provider, type Side, sides } from './providers.ts'
import { openSendStage, type SendStage } from './stage.ts'

export interface SendFaultOptions {
  provider: Provider
  messages: number
  customers: number
  /** SIGKILLs, in turn over all processes. */
  kills: number
  /** Times that the provider is unplugged, five seconds each. */
  outages: number
  /** Stops a worker for longer than its lease, once. */
  freeze: boolean
  seed: number
  /** Runs a build that repeats what it must not repeat. */
  broken?: boolean
  log?: (line: string) => void
}

export interface SendFaultReport extends SendVerdict {
  provider: Provider
  seed: number
  kills: number
  outages: number
  /** Seconds from the last message queued until nothing was left to do. */
  drainSeconds: number
}

const SECRET = 'fault-run-secret'
/** The rule of the twin that refuses for good. */
const FOR_GOOD = 'for-good'
const SEND_LEASE_MS = 55_000

/**
 * Sends while answers get lost, processes are killed and the provider is unreachable; then compares what everybody
 * knows.
 */
export async function runSendFaults(options: SendFaultOptions): Promise<SendFaultReport> {
  const log = options.log ?? (() => undefined)
  const folder = await mkdtemp(join(tmpdir(), 'tawsil-sends-'))
  const root = options.broken ? await brokenBuild() : undefined
  const twin = await openTwin(options.seed, options.broken === true)
  const stage = await openSendStage(folder, twin.url, SECRET, root)
  log(`${options.provider}: started (logs in ${folder})`)
  let passed = false
  try {
    const side = sides(twin.url, SECRET)[options.provider]
    const { api, session } = await connect(stage, twin, side, options.provider)
    const conversations = await meetCustomers(stage, twin, side, api, session, options)
    twin.configure({ seed: options.seed, ...script(side) })
    const inbound = new Map<string, Promise<Outcome>[]>()
    const faults = injectFaults(stage, twin, options, log, no => {
      const { id, outcomes } = side.write(twin, session, no % options.customers, `while it burns ${no}`)
      inbound.set(id, outcomes)
    })
    const intended = await queueAll(api, conversations, options)
    await faults
    const drainSeconds = await drain(stage.ownerUrl)
    const { refusedAttempts, ...found } = await inspectSends(stage.ownerUrl, [api])
    const { accepted, ambiguous } = twin.sets()
    const calls = twin.journal({ kind: 'send' })
    const ended = calls.filter(call => call.faults?.includes(FOR_GOOD)).flatMap(call => call.attemptId ?? [])
    const verdict = judgeSends({
      ...found,
      intended,
      accepted: new Map(Object.entries(accepted)),
      ambiguous: new Set([...ambiguous.accepted, ...ambiguous.notAccepted]),
      refusedForGood: new Set(ended.map(messageOf)),
      endedAttempts: new Set(ended.filter(attempt => refusedAttempts.has(attempt))),
      calledAttempts: new Set(calls.flatMap(call => call.attemptId ?? [])),
      acknowledgedInbound: await acknowledged(inbound),
    })
    const { provider, seed, kills, outages } = options
    passed = verdict.passed
    return { provider, seed, kills, outages, ...verdict, drainSeconds }
  } finally {
    await stage.close()
    await twin.close()
    // The logs and the database show why a run failed, so they are kept.
    if (passed || options.broken) await rm(folder, { recursive: true, force: true })
    else log(`kept: ${folder}`)
    if (root) await rm(root, { recursive: true, force: true })
  }
}

/**
 * Statuses come twice, late and in the wrong order.
 *
 * @param silent no statuses at all: they would prove lost answers to a broken build before it could repeat them
 */
function openTwin(seed: number, silent: boolean): Promise<Twin> {
  return startTwin({
    port: 0,
    seed,
    journalMax: 0,
    statuses: silent ? { sentMs: null, deliveredMs: null, readMs: null } : { sentMs: 20, deliveredMs: 60, readMs: 120 },
    retryDelaysMs: [0, 500, 1000, 2000, 4000, 8000, 8000, 8000],
  })
}

/** Every way in which an answer can be lost, and the refusals that lose none. */
function script({ match: provider, permanent, throttled }: Side) {
  const match = { op: 'send' as const, provider }
  return {
    rules: [
      { match, fault: 'reset_after' as const, probability: 0.03 },
      { match, fault: 'timeout_after' as const, probability: 0.01, ms: 20_000 },
      { match, fault: 'error' as const, status: 500, accepted: true, probability: 0.02 },
      { match, fault: 'error' as const, status: 200, malformed: 'no_id' as const, probability: 0.02 },
      { match, fault: 'error' as const, status: 200, malformed: 'truncated' as const, probability: 0.01 },
      { match, fault: 'reset_before' as const, probability: 0.02 },
      { match, fault: 'error' as const, ...throttled, probability: 0.02 },
      { id: FOR_GOOD, match, fault: 'error' as const, ...permanent, probability: 0.02 },
    ],
    statuses: { duplicate: 0.1, reorder: 0.2, delayMs: [0, 300] as [number, number] },
  }
}

async function connect(stage: SendStage, twin: Twin, side: Side, provider: Provider) {
  const guest = runApi(stage.port)
  const { accessToken } = await guest.post<{ accessToken: string }>('/api/v1/auth/register', {
    businessName: 'Fault run',
    businessType: 'support',
    name: 'Operator',
    email: 'operator@fault.example',
    password: 'fault-run-password',
  })
  const api = runApi(stage.port, accessToken)
  const channel = await api.post<{ id: string }>('/api/v1/channels', {
    provider,
    name: side.name,
    credentials: side.credentials,
  })
  const session = provider === 'waha' ? `tawsil-${channel.id.slice(channel.id.indexOf('_') + 1)}` : null
  twin.adjust({
    webhookUrl: `http://127.0.0.1:${stage.port}/webhooks/meta`,
    appSecret: SECRET,
    twilioWebhookUrl: `http://127.0.0.1:${stage.port}/webhooks/twilio`,
  })
  if (session) await until(() => twin.sessionStatus(session) === 'SCAN_QR_CODE', { timeout: 30_000, what: 'the code' })
  side.link(twin, session)
  await until(
    async () => (await api.get<{ status: string }>(`/api/v1/channels/${channel.id}`)).status === 'connected',
    {
      timeout: 30_000,
      interval: 200,
      what: 'the channel to be connected',
    },
  )
  // A slow send rate is not what is measured here.
  await asOwner(stage.ownerUrl, client =>
    client.query(
      `update channel set pace = '{"perSecond": 60, "burst": 60, "pair": {"everySeconds": 0.05, "burst": 50}}'`,
    ),
  )
  return { api, session }
}

/** Every customer writes once, so that each may be answered. */
async function meetCustomers(
  stage: SendStage,
  twin: Twin,
  side: Side,
  api: RunApi,
  session: string | null,
  { customers }: SendFaultOptions,
): Promise<string[]> {
  for (let no = 0; no < customers; no++) side.write(twin, session, no, 'hello')
  const known = () => api.get<Array<{ id: string }>>('/api/v1/conversations?limit=200')
  await until(async () => (await known()).length >= customers, {
    timeout: 60_000,
    interval: 200,
    what: 'conversations',
  })
  await until(async () => (await asOwner(stage.ownerUrl, pendingWork)) === 0, {
    timeout: 60_000,
    what: 'a quiet start',
  })
  return (await known()).map(conversation => conversation.id)
}

/** Queues every message under its own key, again and again until the API has accepted it. */
async function queueAll(api: RunApi, conversations: string[], { messages }: SendFaultOptions): Promise<Set<string>> {
  const ids = new Set<string>()
  let next = 0
  const run = async () => {
    for (let no = next++; no < messages; no = next++) {
      const path = `/api/v1/conversations/${conversations[no % conversations.length]}/messages`
      const body = { type: 'text', text: { body: `Message ${no}` } }
      const { id } = await api.post<{ id: string }>(path, body, `fault-run-${no}`)
      ids.add(bare(id))
      await wait(100)
    }
  }
  await Promise.all(Array.from({ length: 8 }, run))
  return ids
}

async function injectFaults(
  stage: SendStage,
  twin: Twin,
  { kills, outages, freeze, messages }: SendFaultOptions,
  log: (line: string) => void,
  write: (no: number) => void,
): Promise<void> {
  const programs = [...stage.workers, stage.api]
  const steps = kills + outages
  const pauseMs = Math.max(1_500, (messages * 16) / (steps + 1))
  for (let no = 0; no < steps; no++) {
    await wait(pauseMs)
    for (let copy = 0; copy < 5; copy++) write(no * 5 + copy)
    if (no % Math.ceil(steps / Math.max(outages, 1)) === 1 && outages > 0) {
      log('the provider is unplugged')
      await twin.leave()
      await wait(5_000)
      await twin.comeBack()
    } else {
      const program = programs[no % programs.length]!
      log(`kill -9 ${program.name}`)
      await program.killAndRestart()
    }
    if (no === Math.floor(steps / 2)) await stage.flush()
  }
  if (freeze) {
    log('a worker is held still beyond its lease')
    stage.workers[0]!.freeze()
    await wait(SEND_LEASE_MS + 5_000)
    stage.workers[0]!.thaw()
  }
  await stage.api.ready()
}

async function acknowledged(inbound: Map<string, Promise<Outcome>[]>): Promise<Set<string>> {
  const ids = new Set<string>()
  for (const [id, outcomes] of inbound) {
    if ((await Promise.all(outcomes)).some(outcome => outcome.delivered)) ids.add(id)
  }
  return ids
}
