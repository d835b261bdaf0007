import { setTimeout as wait } from 'node:timers/promises'
import { Agent } from 'undici'
import { startTwin } from '../../simulator/twin.ts'
import { signature, textDelivery } from '../lib/meta.ts'
import { numberAt, SECRET } from './numbers.ts'
import type { Offered, Order, Saturated } from './world.ts'

/** The process outside: the provider's twin, which answers after `argv[2]` milliseconds, and the customers. */
const twin = await startTwin({
  port: 0,
  webhookUrl: 'http://127.0.0.1:9/',
  statuses: { sentMs: null, deliveredMs: null, readMs: null },
  retryDelaysMs: [],
  journalMax: 20_000,
})
twin.configure({ rules: [{ match: { op: 'send' }, fault: 'latency', ms: Number(process.argv[2]), accepted: true }] })

const LAST_ANSWER_MS = 20_000
const AGAIN_MS = 1_000
const agent = new Agent({ connections: 64 })
/** When each customer wrote who has no answer yet. */
const asking = new Map<string, number>()
/** Called with the delay of each first answer. */
let onAnswer: (delay: number) => void = () => undefined
let aim = { port: 0, businesses: 1 }
let customers = 0
/** Deliveries that the program did not take. */
let refused = 0
let seen = 0
let sends = 0

setInterval(readJournal, 2).unref()

process.on('message', (order: Order) => void obey(order))
process.on('disconnect', () => void twin.close().then(() => process.exit(0)))
process.send!({ url: twin.url })

async function obey(order: Order): Promise<void> {
  if (order.do === 'aim') {
    aim = order
    return
  }
  try {
    const result = order.do === 'offer' ? await offer(order) : await saturate(order)
    process.send!({ result })
  } catch (error) {
    process.send!({ error: String(error) })
  }
}

/** One greeting after the other at even distances, each from a new customer. */
async function offer({ perSecond, count }: { perSecond: number; count: number }): Promise<Offered> {
  const [delays, waiting]: [number[], number[]] = [[], []]
  const before = { sends, refused }
  onAnswer = delay => void delays.push(delay)
  const startedAt = performance.now()
  for (let no = 0; no < count; no++) {
    const due = startedAt + (no * 1000) / perSecond
    if (due > performance.now()) await wait(due - performance.now())
    write()
    if ((no + 1) % Math.round(perSecond) === 0) waiting.push(asking.size)
  }
  await everybodyAnswered()
  const unanswered = asking.size
  asking.clear()
  return { delays, unanswered, waiting, sends: sends - before.sends, refused: refused - before.refused }
}

async function saturate({ seconds, outstanding }: { seconds: number; outstanding: number }): Promise<Saturated> {
  const startedAt = performance.now()
  const before = { sends, refused }
  let [answered, lastAt] = [0, startedAt]
  onAnswer = () => {
    answered++
    lastAt = performance.now()
    if (lastAt - startedAt < seconds * 1000) write()
  }
  for (let no = 0; no < outstanding; no++) write()
  await wait(seconds * 1000)
  await everybodyAnswered()
  const unanswered = asking.size
  asking.clear()
  return {
    answered,
    unanswered,
    seconds: (lastAt - startedAt) / 1000,
    sends: sends - before.sends,
    refused: refused - before.refused,
  }
}

async function everybodyAnswered(): Promise<void> {
  const until = performance.now() + LAST_ANSWER_MS
  while (asking.size > 0 && performance.now() < until) await wait(10)
}

/** The next customer says hello to the next business. */
function write(): void {
  const no = customers++
  const who = `1556${1_000_000 + no}`
  const body = textDelivery({ ...numberAt(no % aim.businesses), from: who, id: `wamid.bench-${no}`, text: 'hello' })
  asking.set(who, Date.now())
  void deliver(body)
}

/** Delivers again what was not taken, as the provider does. */
async function deliver(body: Buffer): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature(SECRET, body) }
  const origin = `http://127.0.0.1:${aim.port}`
  while (asking.size > 0) {
    const taken = await agent.request({ origin, path: '/webhooks/meta', method: 'POST', headers, body }).then(
      async answer => {
        await answer.body.dump()
        return answer.statusCode === 200
      },
      () => false,
    )
    if (taken) return
    refused++
    await wait(AGAIN_MS)
  }
}

function readJournal(): void {
  for (const { seq, to, at } of twin.journal({ kind: 'send', after: seen })) {
    seen = seq
    sends++
    const wroteAt = asking.get(to ?? '')
    if (wroteAt === undefined) continue
    asking.delete(to!)
    onAnswer(new Date(at).getTime() - wroteAt)
  }
}
