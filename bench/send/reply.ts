import { setTimeout as wait } from 'node:timers/promises'
import { Agent } from 'undici'
import { until } from '../../server/test/until.ts'
import { startTwin, type Twin } from '../../simulator/twin.ts'
import { apiAt, registerBusiness } from '../lib/http.ts'
import { signature, textDelivery } from '../lib/meta.ts'
import type { Stage } from '../lib/stage.ts'
import { summarize } from '../lib/stats.ts'
import { QUEUE, SEED_THREADS } from './seed.sql.ts'

const PER_SECOND = 100
const SECONDS = 20
const REPLIES = SECONDS * PER_SECOND
/** Answers before anything is measured. */
const WARM_UP = 12 * PER_SECOND
/** So many that none comes near the sixty answers a minute that a bot may give. */
const BUSINESSES = 120
const ANSWER_MS = 10
const SECRET = 'bench-app-secret'

/** Messages that wait for the number of another business, which may send 80 a second. */
const BACKLOG = 50_000
/** Answers while the database still works on that backlog: it is one insert, and statistics follow within seconds. */
const FIRST = 6 * PER_SECOND

/** Customers who write, by number. */
interface Range {
  from: number
  count: number
}

interface Numbered {
  phoneNumberId: string
  wabaId: string
}

/**
 * The whole program: customers of 120 restaurants write, 100 a second, and their bots answer. Measures the milliseconds
 * from the call of the webhook to the arrival of the answer at the twin; first alone, then beside the backlog of
 * another business.
 */
export async function measureReplies(at: Stage): Promise<Record<string, number>> {
  const twin = await startTwin({
    port: 0,
    webhookUrl: 'http://127.0.0.1:9/',
    statuses: { sentMs: null, deliveredMs: null, readMs: null },
    retryDelaysMs: [],
    journalMax: 0,
  })
  twin.configure({ rules: [{ match: { op: 'send' }, fault: 'latency', ms: ANSWER_MS, accepted: true }] })
  const server = await at.serve(['--role=all'], {
    META_GRAPH_URL: twin.url,
    META_APP_SECRET: SECRET,
    RATE_LIMIT_MAX_REQUESTS: '1000000',
  })
  try {
    const numbers = await connectRestaurants(server.url)
    // The first answers also pay for query plans on every connection, for caches and for compiled code; a real server
    // runs for weeks.
    await offer(server.url, numbers, { from: 0, count: WARM_UP })
    await answered(twin, WARM_UP)
    const alone = summarize(await measure(server.url, twin, numbers, { from: WARM_UP, count: REPLIES }))
    await queueBacklog(at, server.url)
    const first = summarize(await measure(server.url, twin, numbers, { from: WARM_UP + REPLIES, count: FIRST }))
    const beside = summarize(
      await measure(server.url, twin, numbers, { from: WARM_UP + REPLIES + FIRST, count: REPLIES }),
    )
    return {
      replyP50: alone.p50,
      replyP95: alone.p95,
      replyP99: alone.p99,
      backlog: BACKLOG,
      replyP95AsItArrives: first.p95,
      replyP50BesideBacklog: beside.p50,
      replyP95BesideBacklog: beside.p95,
      repliesPerSecond: PER_SECOND,
      replies: REPLIES,
    }
  } finally {
    await twin.close()
  }
}

async function measure(url: string, twin: Twin, numbers: Numbered[], who: Range): Promise<number[]> {
  const sentAt = await offer(url, numbers, who)
  const heard = () => new Set(twin.journal({ kind: 'send' }).map(entry => entry.to))
  await until(
    () => {
      const to = heard()
      return [...sentAt.keys()].every(who => to.has(who))
    },
    { timeout: 30_000, interval: 500, what: 'an answer for each customer' },
  )
  return delays(twin, sentAt)
}

/** A business that announces something to everybody at once. */
async function queueBacklog({ owner }: Stage, url: string): Promise<void> {
  const api = apiAt(url)
  const { token } = await registerBusiness(api, 'Loud', 'support')
  const number = { phoneNumberId: '770000009', wabaId: '660000009', accessToken: 'bench', appSecret: SECRET }
  await api.post('/api/v1/channels', { provider: 'cloud_api', name: 'Loud', credentials: number }, token)
  await api.close()
  const { rows } = await owner.query<{ id: string; tenant_id: string }>(
    'select id, tenant_id from channel where external_id = $1',
    [number.phoneNumberId],
  )
  const { id, tenant_id: tenantId } = rows[0]!
  await owner.query(SEED_THREADS, [tenantId, id, BACKLOG, 2_000_000])
  await owner.query(QUEUE, [id])
}

async function connectRestaurants(url: string): Promise<Numbered[]> {
  const api = apiAt(url)
  const numbers: Numbered[] = []
  for (let no = 0; no < BUSINESSES; no++) {
    const { token } = await registerBusiness(api, `Kitchen ${no}`, 'restaurant')
    const number = { phoneNumberId: `77000000${100 + no}`, wabaId: `66000000${100 + no}` }
    await api.post(
      '/api/v1/channels',
      { provider: 'cloud_api', name: 'Kitchen', credentials: { ...number, accessToken: 'bench', appSecret: SECRET } },
      token,
    )
    numbers.push(number)
  }
  await api.close()
  return numbers
}

const customer = (no: number) => `1556${String(1_000_000 + no)}`

/** One greeting every 10 ms, each from a new customer; returns when each was sent, by customer. */
async function offer(url: string, numbers: Numbered[], { from, count }: Range): Promise<Map<string, number>> {
  const agent = new Agent({ connections: 50 })
  const sentAt = new Map<string, number>()
  const calls: Promise<unknown>[] = []
  const startedAt = Date.now()
  for (let no = 0; no < count; no++) {
    const due = startedAt + (no * 1000) / PER_SECOND
    if (due > Date.now()) await wait(due - Date.now())
    const who = customer(from + no)
    const number = numbers[no % numbers.length]!
    const body = textDelivery({ ...number, from: who, id: `wamid.bench-reply-${from + no}`, text: 'hello' })
    sentAt.set(who, Date.now())
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature(SECRET, body) }
    calls.push(
      agent
        .request({ origin: url, path: '/webhooks/meta', method: 'POST', headers, body })
        .then(answer => answer.body.text()),
    )
  }
  await Promise.all(calls)
  await agent.close()
  return sentAt
}

async function answered(twin: Twin, count: number): Promise<void> {
  const until = Date.now() + 30_000
  while (twin.summary().sends.accepted < count) {
    if (Date.now() > until) throw new Error(`${twin.summary().sends.accepted} answers of ${count} after 30 s`)
    await wait(20)
  }
}

/** The first answer that reached the twin for each customer. */
function delays(twin: Twin, sentAt: Map<string, number>): number[] {
  const first = new Map<string, number>()
  for (const { to, at } of twin.journal({ kind: 'send' })) {
    if (to !== undefined && !first.has(to)) first.set(to, new Date(at).getTime())
  }
  return [...sentAt].map(([who, at]) => {
    const arrived = first.get(who)
    if (arrived === undefined) throw new Error('a customer got no answer')
    return arrived - at
  })
}
