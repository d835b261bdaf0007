import { setTimeout as wait } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { signature, textDelivery } from '../lib/meta.ts'

export interface OfferOptions {
  /** Ports of the API processes; each attempt takes the next. */
  ports: readonly number[]
  secret: string
  phoneNumberId: string
  wabaId: string
  perSecond: number
  seconds: number
  /** How long an event is sent again after a failure, as a provider would do. */
  giveUpAfterMs: number
}

export interface Offered {
  offered: Set<string>
  acknowledged: Set<string>
  /** Attempts that were not answered with 200. */
  failedAttempts: number
  answerMs: number[]
}

const CUSTOMERS = 200

/** Sends events at a steady rate, whatever the answers are; every 20th event is sent twice at once. */
export async function offer(options: OfferOptions): Promise<Offered> {
  const agent = new Agent({ connections: 128, headersTimeout: 10_000, bodyTimeout: 10_000 })
  const result: Offered = { offered: new Set(), acknowledged: new Set(), failedAttempts: 0, answerMs: [] }
  const total = options.perSecond * options.seconds
  const startedAt = performance.now()
  const running: Array<Promise<void>> = []
  for (let no = 0; no < total; no++) {
    const due = (no * 1000) / options.perSecond - (performance.now() - startedAt)
    if (due > 1) await wait(due)
    const id = `wamid.fault-${no}`
    result.offered.add(id)
    running.push(deliver(options, agent, result, no, id))
    if (no % 20 === 0) running.push(deliver(options, agent, result, no + 1, id))
  }
  await Promise.all(running)
  await agent.close()
  return result
}

async function deliver(options: OfferOptions, agent: Agent, result: Offered, turn: number, id: string): Promise<void> {
  const from = `1555${String(1_000_000 + (Number(id.slice('wamid.fault-'.length)) % CUSTOMERS))}`
  const { phoneNumberId, wabaId } = options
  const body = textDelivery({ phoneNumberId, wabaId, from, id, text: `event ${id}` })
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature(options.secret, body) }
  const giveUpAt = performance.now() + options.giveUpAfterMs
  for (let attempt = 0; performance.now() < giveUpAt; attempt++) {
    const port = options.ports[(turn + attempt) % options.ports.length]
    const sentAt = performance.now()
    const status = await post(`http://127.0.0.1:${port}/webhooks/meta`, {
      dispatcher: agent,
      method: 'POST',
      headers,
      body,
    })
    if (status === 200) {
      result.answerMs.push(performance.now() - sentAt)
      result.acknowledged.add(id)
      return
    }
    result.failedAttempts++
    await wait(Math.min(2_000, 50 * 2 ** attempt) * (0.5 + Math.random()))
  }
}

/** The status, or 0 when there was no answer: the caller treats both alike. */
async function post(url: string, options: Parameters<typeof request>[1]): Promise<number> {
  try {
    const answer = await request(url, options)
    await answer.body.dump()
    return answer.statusCode
  } catch {
    return 0
  }
}
