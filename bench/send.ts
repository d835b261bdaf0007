import { Agent } from 'undici'
import { createProgram } from '../server/app.ts'
import { CONNECTIONS } from '../server/features/channels/transports/call.ts'
import { drainSends } from '../server/features/messaging/index.ts'
import { openContext } from '../server/main.ts'
import { loadConfig } from '../server/platform/config/index.ts'
import { report } from './lib/report.ts'
import { stage } from './lib/stage.ts'
import { median } from './lib/stats.ts'
import { forkTwin } from './send/fork-twin.ts'
import { measureReplies } from './send/reply.ts'
import { QUEUE } from './send/seed.sql.ts'
import { seedNumbers } from './send/seed.ts'

const TENANTS = 20
const CHANNELS = 200
/** Conversations of each channel; each sends once a round. */
const THREADS = 100
const TOTAL = CHANNELS * THREADS
const ANSWER_MS = 10
const ROUNDS = 5

const at = await stage('bench-send')
const twin = await forkTwin(ANSWER_MS)
const config = loadConfig(
  { DATABASE_URL: at.appUrl, DATA_DIR: at.folder, LOG_LEVEL: 'error', PORT: '0', META_GRAPH_URL: twin.url },
  [],
)
const context = openContext(config)
let closed = false
try {
  createProgram(context)
  const numbers = await seedNumbers(at, context, { tenants: TENANTS, channels: CHANNELS, threads: THREADS })
  await rounds(1)
  const { ours, bare } = await rounds(ROUNDS)
  await closeOnce()
  const replies = await measureReplies(at)
  report(
    'send',
    {
      messagesPerSecond: median(ours),
      barePerSecond: median(bare),
      ratioToBare: median(ours) / median(bare),
      channels: CHANNELS,
      messages: TOTAL,
      concurrency: CONNECTIONS,
      answerMs: ANSWER_MS,
      ...replies,
    },
    [
      'ours: from rows that are queued to the outcome of each recorded, every step committed, in one process',
      `bare: the same requests by a loop of undici.request, ${CONNECTIONS} at once, nothing stored; both to the twin in a process of its own`,
      'reply: from the first byte of a signed webhook to the arrival of the bot’s answer at the twin, whole program, 100 messages a second',
    ],
  )

  async function rounds(count: number): Promise<{ ours: number[]; bare: number[] }> {
    const [ours, bare]: [number[], number[]] = [[], []]
    for (let round = 0; round < count; round++) {
      ours.push(await sendAll())
      bare.push(await sendBare(numbers))
    }
    return { ours, bare }
  }
} finally {
  await closeOnce()
  twin.stop()
  await at.close()
}

/** Before the whole program is measured, because its worker must have no competition. */
async function closeOnce(): Promise<void> {
  if (closed) return
  closed = true
  await context.queue.close()
  await context.db.close()
}

/** Messages a second, until every outcome is recorded; throws when one was not accepted or the twin saw another number. */
async function sendAll(): Promise<number> {
  await at.owner.query(QUEUE, [null])
  const before = await twin.accepted()
  const startedAt = performance.now()
  await drainSends(context)
  const seconds = (performance.now() - startedAt) / 1000
  const { rows } = await at.owner.query<{ accepted: number; left: number }>(
    `select (select count(*)::int from send_attempt where state = 'accepted') as accepted,
      (select count(*)::int from send_pending) as left`,
  )
  console.error('ours', TOTAL / seconds)
  const seen = (await twin.accepted()) - before
  await at.owner.query('truncate message, send_attempt, message_key, event, event_pending cascade')
  const { accepted, left } = rows[0]!
  if (accepted !== TOTAL || left !== 0 || seen !== TOTAL) {
    throw new Error(`${accepted} accepted of ${TOTAL}, ${left} left, ${seen} seen by the twin`)
  }
  return TOTAL / seconds
}

/** What a program that stores nothing does: the same requests, as many at once, each answer read. */
async function sendBare(numbers: readonly string[]): Promise<number> {
  const agent = new Agent({ connections: CONNECTIONS, pipelining: 1 })
  let next = 0
  const startedAt = performance.now()
  const run = async () => {
    for (let no = next++; no < TOTAL; no = next++) {
      const phoneNumberId = numbers[no % numbers.length]!
      const { statusCode, body } = await agent.request({
        origin: twin.url,
        path: `/v24.0/${phoneNumberId}/messages`,
        method: 'POST',
        headers: { authorization: `Bearer token-${phoneNumberId}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          messaging_product: 'whatsapp',
          recipient_type: 'individual',
          to: `1555${String(1_000_000 + no)}`,
          biz_opaque_callback_data: `bare-${startedAt}-${no}`,
          type: 'text',
          text: { body: 'Your table is ready.' },
        }),
      })
      await body.json()
      if (statusCode !== 200) throw new Error(`the twin answered ${statusCode}`)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, run))
  const seconds = (performance.now() - startedAt) / 1000
  await agent.close()
  console.error('bare', TOTAL / seconds)
  return TOTAL / seconds
}
