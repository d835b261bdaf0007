import { setTimeout as wait } from 'node:timers/promises'
import { Agent } from 'undici'
import { startTwin, type Twin } from '../../simulator/twin.ts'
import { apiAt, registerBusiness } from '../lib/http.ts'
import { signature, textDelivery } from '../lib/meta.ts'
import type { Stage } from '../lib/stage.ts'
import { summarize } from '../lib/stats.ts'

const PER_SECOND = 100
const SECONDS = 20
/** Answers before anything is measured. */
const WARM_UP = 12 * PER_SECOND
const BUSINESSES = 60
const ANSWER_MS = 10
const SECRET = 'bench-app-secret'

interface Numbered {
  phoneNumberId: string
  wabaId: string
}

/**
 * The whole program: customers of sixty restaurants write, 100 a second, and their bots answer. Milliseconds from the call of the
 * webhook to the arrival of the answer at the twin.
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
    // The first answers pay for plans on every connection, for caches and for compiled code; a server runs for weeks.
    await offer(server.url, numbers, WARM_UP, 0)
    await answered(twin, WARM_UP)
    const sentAt = await offer(server.url, numbers, SECONDS * PER_SECOND, WARM_UP)
    await answered(twin, SECONDS * PER_SECOND + WARM_UP)
    const { p50, p95, p99 } = summarize(delays(twin, sentAt))
    return { replyP50: p50, replyP95: p95, replyP99: p99, repliesPerSecond: PER_SECOND, replies: SECONDS * PER_SECOND }
  } finally {
    await twin.close()
  }
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

/** One greeting every 10 ms, each from somebody new; gives when each was called, by customer. */
async function offer(url: string, numbers: Numbered[], count: number, from: number): Promise<Map<string, number>> {
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
