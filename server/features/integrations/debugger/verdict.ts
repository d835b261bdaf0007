import { sameBytes } from '../../../platform/crypto/index.ts'
import type { AnswerHeaders } from '../../../platform/outbound/index.ts'
import { signatureOf } from '../deliveries/message.ts'

/** What a receiver would make of a call. `no_endpoint`: no endpoint has this address, so no secret is known. */
export type Verdict = 'valid' | 'invalid' | 'unsigned' | 'stale' | 'no_endpoint'

/** Older or newer calls are to be refused: somebody may have recorded them. */
const TOLERANCE_SECONDS = 300

/** Checks a signature as the specification tells receivers to. */
export function verdictOf(headers: AnswerHeaders, body: string, keys: readonly Buffer[], nowSeconds: number): Verdict {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map(name => headers[`webhook-${name}`])
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return 'unsigned'
  if (keys.length === 0) return 'no_endpoint'
  const seconds = Number(timestamp)
  if (!Number.isSafeInteger(seconds)) return 'invalid'
  const wanted = keys.map(key => Buffer.from(signatureOf([key], id, seconds, body)))
  const given = signatures.split(' ').map(one => Buffer.from(one))
  if (!wanted.some(one => given.some(other => sameBytes(one, other)))) return 'invalid'
  return Math.abs(nowSeconds - seconds) > TOLERANCE_SECONDS ? 'stale' : 'valid'
}
