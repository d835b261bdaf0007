import type { IncomingHttpHeaders } from 'node:http'
import { type Agent, request } from 'undici'
import { failureOf } from './failure.ts'

export interface OutsidePost {
  headers: Readonly<Record<string, string>>
  body: string | Buffer
  /** From the call to the last byte of the answer that is read. */
  timeoutMs: number
  /** The beginning of the answer that is kept. */
  keepBytes: number
  /** More of an answer is not read; its connection is closed. */
  mostBytes: number
}

/** By their names in small letters. */
export type AnswerHeaders = IncomingHttpHeaders

export interface PostAnswer {
  status: number
  headers: AnswerHeaders
  /** The beginning of the body. */
  start: Buffer
}

/**
 * One call, never repeated, whose answer is the other server's word and nothing that is used: redirects are answers like others,
 * and of the body only the beginning is kept. Throws OUTSIDE_TIMEOUT, OUTSIDE_UNREACHABLE, and what the agent refuses.
 */
export async function postOnce(
  dispatcher: Agent,
  url: URL,
  { headers, body, timeoutMs, keepBytes, mostBytes }: OutsidePost,
): Promise<PostAnswer> {
  // Ended when the call is over: thousands of signals that go off five seconds later were a tenth of what webhooks cost.
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), timeoutMs)
  try {
    const times = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs }
    const answer = await request(url, { dispatcher, method: 'POST', headers, body, signal: deadline.signal, ...times })
    const kept: Buffer[] = []
    let read = 0
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      if (read < keepBytes) kept.push(chunk.subarray(0, keepBytes - read))
      read += chunk.length
      // Leaving the loop destroys the body, and with it the connection.
      if (read > mostBytes) break
    }
    return { status: answer.statusCode, headers: answer.headers, start: Buffer.concat(kept) }
  } catch (error) {
    throw failureOf(error, deadline.signal)
  } finally {
    clearTimeout(timer)
  }
}
