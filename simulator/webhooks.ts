import { randomUUID } from 'node:crypto'
import { Agent, request } from 'undici'
import type { Activity } from './activity.ts'
import type { Entry } from './journal.ts'

/** One signed POST, ready to leave. The bytes are fixed here: retries repeat them exactly. */
export interface Outgoing {
  url: string
  headers: Record<string, string>
  body: Buffer
  /** For the journal: what the webhook carries, and for whom. */
  type: string
  phoneNumberId?: string
  payload?: unknown
}

/** How a webhook ended. */
export interface Outcome {
  webhookId: string
  attempts: number
  /** True when the receiver answered 200 (Meta counts nothing else). */
  delivered: boolean
  /** Last HTTP status, null when there was no answer. */
  status: number | null
  error?: string
}

/** Posts webhooks and repeats the ones that were not acknowledged. */
export interface Poster {
  post(outgoing: Outgoing): Promise<Outcome>
  /** Drops everything queued or waiting for a retry. */
  forget(): void
  close(): Promise<void>
}

/** Limits of a poster. */
export interface PosterOptions {
  /** Requests under way at once. */
  concurrency: number
  /** How long a receiver may take. */
  timeoutMs: number
  /** Pauses before each retry; its length bounds the retries. */
  retryDelaysMs: number[]
}

interface Job {
  id: string
  outgoing: Outgoing
  attempt: number
  epoch: number
  done(outcome: Outcome): void
}

interface Attempt {
  status: number | null
  error?: string
  ms: number
}

/** A poster that writes every attempt into the journal through `record`. */
export function createPoster(
  options: PosterOptions,
  activity: Activity,
  record: (entry: Omit<Entry, 'seq' | 'at'>) => void,
): Poster {
  const agent = new Agent({ connections: options.concurrency, pipelining: 1 })
  const retries = new Map<NodeJS.Timeout, Job>()
  let queue: Job[] = []
  let running = 0
  let epoch = 0

  const finish = (job: Job, attempt: Attempt, delivered: boolean) => {
    if (job.epoch === epoch) activity.end()
    job.done({
      webhookId: job.id,
      attempts: job.attempt,
      delivered,
      status: attempt.status,
      ...(attempt.error && { error: attempt.error }),
    })
  }
  const settle = (job: Job, attempt: Attempt) => {
    const delivered = attempt.status === 200
    const pause = options.retryDelaysMs[job.attempt - 1]
    const abandoned = !delivered && (pause === undefined || job.epoch !== epoch)
    record(describe(job, attempt, delivered, abandoned))
    if (delivered || abandoned) return finish(job, attempt, delivered)
    retry({ ...job, attempt: job.attempt + 1 }, pause)
  }
  const retry = (job: Job, ms = 0) => {
    const timer = setTimeout(() => {
      retries.delete(timer)
      enqueue(job)
    }, ms)
    retries.set(timer, job)
  }
  const pump = () => {
    while (running < options.concurrency && queue.length > 0) {
      const job = queue.shift()!
      running++
      void attempt(agent, job.outgoing, options.timeoutMs).then(result => {
        running--
        settle(job, result)
        pump()
      })
    }
  }
  const enqueue = (job: Job) => {
    queue.push(job)
    pump()
  }
  const forget = () => {
    epoch++
    const dropped = [...queue, ...retries.values()]
    for (const timer of retries.keys()) clearTimeout(timer)
    retries.clear()
    queue = []
    for (const job of dropped) finish(job, { status: null, error: 'dropped by a reset', ms: 0 }, false)
  }
  return {
    post: outgoing =>
      new Promise(done => {
        activity.begin()
        enqueue({ id: randomUUID(), outgoing, attempt: 1, epoch, done })
      }),
    forget,
    close: async () => {
      forget()
      await agent.destroy()
    },
  }
}

/** One POST. Never rejects: an unreachable receiver is an outcome, not an exception. */
async function attempt(agent: Agent, outgoing: Outgoing, timeoutMs: number): Promise<Attempt> {
  const started = performance.now()
  const elapsed = () => Math.round(performance.now() - started)
  try {
    const response = await request(outgoing.url, {
      method: 'POST',
      headers: outgoing.headers,
      body: outgoing.body,
      dispatcher: agent,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    })
    await response.body.dump()
    return { status: response.statusCode, ms: elapsed() }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return { status: null, error: code ?? message, ms: elapsed() }
  }
}

function describe(job: Job, attempt: Attempt, delivered: boolean, abandoned: boolean): Omit<Entry, 'seq' | 'at'> {
  const { outgoing } = job
  return {
    kind: 'webhook',
    type: outgoing.type,
    ...(outgoing.phoneNumberId && { phoneNumberId: outgoing.phoneNumberId }),
    accepted: delivered,
    status: attempt.status,
    ...(job.attempt === 1 && outgoing.payload !== undefined && { request: outgoing.payload }),
    note: {
      webhookId: job.id,
      attempt: job.attempt,
      url: outgoing.url,
      ms: attempt.ms,
      ...(attempt.error && { error: attempt.error }),
      ...(abandoned && { abandoned }),
    },
  }
}
