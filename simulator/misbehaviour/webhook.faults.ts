import type { Random } from '../random.ts'

/** How the webhooks of all providers misbehave. Probabilities are 0…1, drawn per webhook; the webhook itself always leaves. */
export interface WebhookFaults {
  /** The same bytes leave again at the same time, `copies` times. */
  duplicate?: number
  copies?: number
  /** Half of the body is also sent, with a correct signature. */
  poison?: number
  /** The same bytes are also sent with a wrong signature. */
  badSignature?: number
  /** Pause before the webhook leaves: a number, or a range to draw from. */
  delayMs?: number | [number, number]
}

/** What is needed of a webhook to spoil it. */
export interface Spoilable {
  headers: Record<string, string>
  body: Buffer
  /** Headers for another body; absent when its provider signs nothing. */
  sign?: ((body: Buffer) => Record<string, string>) | undefined
}

export interface Companions {
  copies: number
  /** Bytes and headers of the spoiled ones, with the name of what is wrong. */
  spoiled: { why: 'poison' | 'badSignature'; headers: Record<string, string>; body: Buffer }[]
  delayMs: number
}

const SIGNATURES = ['x-hub-signature-256', 'x-hub-signature', 'x-twilio-signature', 'x-webhook-hmac']
const ALONE: Companions = { copies: 0, spoiled: [], delayMs: 0 }

/** Decides what is sent together with one webhook. */
export function companionsOf(webhook: Spoilable, faults: WebhookFaults, random: Random): Companions {
  if (Object.keys(faults).length === 0) return ALONE
  const hit = (probability: number | undefined) => probability !== undefined && random() < probability
  const spoiled: Companions['spoiled'] = []
  if (hit(faults.poison)) spoiled.push({ why: 'poison', ...halved(webhook) })
  if (hit(faults.badSignature)) spoiled.push({ why: 'badSignature', ...forged(webhook) })
  return { copies: hit(faults.duplicate) ? (faults.copies ?? 1) : 0, spoiled, delayMs: pauseOf(faults.delayMs, random) }
}

function halved({ headers, body, sign }: Spoilable) {
  const half = body.subarray(0, body.length >> 1)
  return { body: half, headers: { ...headers, ...sign?.(half) } }
}

function forged({ headers, body }: Spoilable) {
  return { body, headers: spoilSignature(headers) }
}

/** The same headers with one character of every signature changed. */
export function spoilSignature(headers: Record<string, string>): Record<string, string> {
  const spoilt = Object.entries(headers).map(([name, value]) => {
    if (!SIGNATURES.includes(name)) return [name, value]
    const middle = value.length >> 1
    return [name, value.slice(0, middle) + (value[middle] === 'a' ? 'b' : 'a') + value.slice(middle + 1)]
  })
  return Object.fromEntries(spoilt)
}

function pauseOf(delay: WebhookFaults['delayMs'], random: Random): number {
  if (delay === undefined) return 0
  return typeof delay === 'number' ? delay : delay[0] + random() * (delay[1] - delay[0])
}
