import { request } from 'undici'
import { KeyServiceError } from '../port.ts'

const WITHIN_MS = 3_000
/** Answers are short. */
const MOST_BYTES = 65_536

export interface KeyServiceAnswer {
  status: number
  json: Record<string, unknown>
}

/** One call of a key service. Throws KeyServiceError `away` when there is no answer in time, or none that can be read. */
export async function callKeyService(
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<KeyServiceAnswer> {
  try {
    const signal = AbortSignal.timeout(WITHIN_MS)
    const answer = await request(url, { method: 'POST', headers, body, signal })
    const chunks: Buffer[] = []
    let bytes = 0
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > MOST_BYTES) throw new Error('the answer is too long')
      chunks.push(chunk)
    }
    return { status: answer.statusCode, json: objectIn(Buffer.concat(chunks).toString('utf8')) }
  } catch (cause) {
    const { origin } = new URL(url)
    throw new KeyServiceError('away', `the key service at ${origin} did not answer`, { cause })
  }
}

/** What a proxy in between writes is no JSON. The status says enough then. */
function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** The bytes of a field in base64. Throws KeyServiceError `away` when they are not there: it was not the key service that answered. */
export function bytesOf(value: unknown): Buffer {
  if (typeof value === 'string' && value !== '') return Buffer.from(value, 'base64')
  throw new KeyServiceError('away', 'the key service answered something else than it was asked for')
}
