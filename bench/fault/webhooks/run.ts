import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { comesTrue } from '../../../server/test/until.ts'
import { type Receiver, startReceiver } from '../../../server/test/webhooks/receiver.ts'
import { bareId } from '../../lib/http.ts'
import { openStage, type Size } from '../stage.ts'
import { type Business, openBusiness } from './business.ts'
import { type EndpointVerdict, judgeEndpoint, passes } from './ledger.ts'
import { flaky, gone, type Manner, seeded, steady, wild } from './receivers.ts'

export interface WebhookFaultOptions {
  size: Size
  seconds: number
  kills: number
  seed: number
  log: (line: string) => void
}

export interface WebhookFaultReport {
  passed: boolean
  endpoints: EndpointVerdict[]
  /** Calls to the receiver that said it was gone, after it had said so and the calls under way had ended. */
  callsAfterGone: number
  drainSeconds: number
}

const BRANCHES = 8
const DRAIN_MS = 240_000
const MANNERS: Array<{ name: string; manner: Manner; ordered: boolean }> = [
  { name: 'steady, in order', manner: steady, ordered: true },
  { name: 'flaky, in order', manner: flaky, ordered: true },
  { name: 'wild', manner: wild, ordered: false },
]

interface Endpoint {
  name: string
  id: string
  ordered: boolean
  receiver: Receiver
  taken: string[]
}

/** Changes things while processes are killed and receivers misbehave, and compares what was committed with what was delivered. */
export async function runWebhookFaults(options: WebhookFaultOptions): Promise<WebhookFaultReport> {
  const { log, seed } = options
  const folder = await mkdtemp(join(tmpdir(), 'tawsil-webhook-fault-'))
  log(`size ${options.size}, seed ${seed}: starting (logs in ${folder})`)
  const stage = await openStage(options.size, folder, { META_GRAPH_URL: 'http://127.0.0.1:9', LOG_LEVEL: 'warn' })
  const receivers: Receiver[] = []
  try {
    for (const program of stage.programs) program.start()
    await Promise.all(stage.programs.map(program => program.ready()))
    const owner = new pg.Client({ connectionString: await stage.ownerUrl() })
    await owner.connect()
    const business = await openBusiness(stage.apiPorts[0]!, owner)
    const random = seeded(seed)
    const endpoints: Endpoint[] = []
    for (const { name, manner, ordered } of [...MANNERS, { name: 'gone', manner: gone, ordered: false }])
      endpoints.push(await addEndpoint(business, receivers, { name, manner, ordered, random }))
    const branches = await addBranches(business)
    const clock = hurry(owner)
    const until = Date.now() + options.seconds * 1000
    const work = branches.map(id => change(business, id, until))
    for (let no = 0; no < options.kills; no++) {
      await wait((options.seconds * 1000) / (options.kills + 1))
      const program = stage.programs[no % stage.programs.length]!
      log(`kill -9 ${program.name}`)
      await program.killAndRestart()
    }
    await Promise.all(work)
    await Promise.all(stage.programs.map(program => program.ready()))
    const report = await finish(owner, business, endpoints, log)
    clock.stop()
    await clock.stopped
    await owner.end()
    return report
  } finally {
    await stage.close()
    await Promise.all(receivers.map(receiver => receiver.close()))
    await rm(folder, { recursive: true, force: true })
  }
}

async function addEndpoint(
  business: Business,
  receivers: Receiver[],
  { name, manner, ordered, random }: { name: string; manner: Manner; ordered: boolean; random: () => number },
): Promise<Endpoint> {
  const receiver = await startReceiver()
  receivers.push(receiver)
  const taken: string[] = []
  receiver.behave(manner(random, id => taken.push(id)))
  const body = { url: receiver.url, types: ['branch.updated'], ordered }
  const { id } = await business.post<{ id: string }>('/webhook-endpoints', body)
  return { name, id: bareId(id), ordered, receiver, taken }
}

async function addBranches(business: Business): Promise<string[]> {
  const ids: string[] = []
  for (let no = 0; no < BRANCHES; no++)
    ids.push((await business.post<{ id: string }>('/catalog/branches', { name: `Branch ${no}` })).id)
  return ids
}

/** Changes one branch again and again, one change after the other. */
async function change(business: Business, id: string, until: number): Promise<void> {
  for (let no = 0; Date.now() < until; no++) {
    const done = await business.patch(`/catalog/branches/${id}`, { address: `Address ${no}` })
    await wait(done ? 30 : 300)
  }
}

/** Retries wait for hours: here time passes faster. */
function hurry(owner: pg.Client): { stop(): void; stopped: Promise<void> } {
  let going = true
  const run = async () => {
    while (going) {
      await owner.query('update webhook_delivery set next_try_at = now() where next_try_at > now()')
      await owner.query('update webhook_endpoint set backoff_until = null where backoff_until is not null')
      await wait(400)
    }
  }
  const stop = () => {
    going = false
  }
  return { stop, stopped: run() }
}

async function finish(
  owner: pg.Client,
  { tenantId }: Business,
  endpoints: readonly Endpoint[],
  log: (line: string) => void,
): Promise<WebhookFaultReport> {
  const began = Date.now()
  const last = endpoints.at(-1)!
  const callsWhenGone = last.receiver.calls.length
  const empty = async () => {
    const { rows } = await owner.query<{ left: number }>(
      `select (select count(*) from webhook_delivery)::int + (
        select count(*) from event e, event_cursor c
        where c.listener = 'webhooks' and e.type = 'branch.updated' and (e.txid, e.position) > (c.txid, c.position))::int as left`,
    )
    return rows[0]!.left === 0
  }
  if (!(await comesTrue(empty, { timeout: DRAIN_MS, interval: 500 }))) log('not drained in time')
  const { rows } = await owner.query<{ id: string; about: string }>(
    `select 'evt_' || replace(id::text, '-', '') as id, aggregate_id as about from event
     where tenant_id = $1 and type = 'branch.updated' order by txid, position`,
    [tenantId],
  )
  const committed = new Map<string, string[]>()
  for (const { id, about } of rows) committed.set(about, [...(committed.get(about) ?? []), id])
  const judged = endpoints
    .slice(0, -1)
    .map(({ name, taken, ordered }) => judgeEndpoint({ name, committed, taken, ordered }))
  const callsAfterGone = last.receiver.calls.length - callsWhenGone
  return {
    passed: judged.every(passes) && callsAfterGone === 0,
    endpoints: judged,
    callsAfterGone,
    drainSeconds: (Date.now() - began) / 1000,
  }
}
