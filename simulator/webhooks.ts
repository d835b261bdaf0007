import { randomUUID } from 'node:crypto'
import { Agent, request } from 'undici'
import { companionsOf, type WebhookFaults } from './misbehaviour/webhook.faults.ts'
import type { NamedProvider } from './provider.ts'
import type { Activity } from './record/activity.ts'
import type { Entry } from './record/journal.ts'

/** One signed POST, ready to leave. The bytes are fixed here: retries repeat them exactly. */
export interface Outgoing {
  url: string
  headers: Record<string, string>
  body: Buffer
  /** For the journal: what the webhook carries, and for whom. */
  type: string
  phoneNumberId?: string
  payload?: unknown
  /** Absent: Meta. */
  provider?: NamedProvider
  /** Pauses before the retries of this webhook. Default: Meta's. */
  retryDelaysMs?: readonly number[]
  /** Which failures are tried again. Default: all. */
  again?: (failure: { status: number | null; error?: string }) => boolean
  /** How long the receiver may take to answer. Default: as long as Meta waits. */
  timeoutMs?: number
  /** Signs other bytes in the same way; absent: nothing is signed. */
  sign?: (body: Buffer) => Record<string, string>
  /** What is wrong with it on purpose. */
  spoiled?: 'poison' | 'badSignature'
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
  /** Drops everything queued or waiting for a retry, of all providers or of one. */
  forget(provider?: NamedProvider): void
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
  /** Both can change while the twin runs. */
  faults: () => WebhookFaults
  random: () => number
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
  const office: Office = { options, activity, record, agent, queue: [], retries: new Map(), running: 0, epoch: 0 }
  return {
    post: outgoing => post(office, outgoing),
    forget: provider => forget(office, provider),
    close: async () => {
      forget(office)
      await agent.destroy()
    },
  }
}

/** The state of a poster. An epoch ends with `forget`: work of an older one no longer counts as pending. */
interface Office {
  options: PosterOptions
  activity: Activity
  record: (entry: Omit<Entry, 'seq' | 'at'>) => void
  agent: Agent
  queue: Job[]
  retries: Map<NodeJS.Timeout, Job>
  running: number
  epoch: number
}

/** Takes a webhook to be posted, with the copies and spoiled ones that the script adds. */
function post(office: Office, outgoing: Outgoing): Promise<Outcome> {
  const { copies, spoiled, delayMs } = companionsOf(outgoing, office.options.faults(), office.options.random)
  for (const { why, headers, body } of spoiled) {
    const { payload: _, sign: __, ...rest } = outgoing
    void take(office, { ...rest, headers, body, spoiled: why, retryDelaysMs: [] }, delayMs)
  }
  for (let copy = 0; copy < copies; copy++) void take(office, outgoing, delayMs)
  return take(office, outgoing, delayMs)
}

function take(office: Office, outgoing: Outgoing, delayMs: number): Promise<Outcome> {
  return new Promise(done => {
    office.activity.begin()
    const job: Job = { id: randomUUID(), outgoing, attempt: 1, epoch: office.epoch, done }
    if (delayMs > 0) later(office, job, delayMs)
    else enqueue(office, job)
  })
}

function later(office: Office, job: Job, ms: number): void {
  const timer = setTimeout(() => {
    office.retries.delete(timer)
    enqueue(office, job)
  }, ms)
  office.retries.set(timer, job)
}

function enqueue(office: Office, job: Job): void {
  office.queue.push(job)
  pump(office)
}

function pump(office: Office): void {
  const { options, agent } = office
  while (office.running < options.concurrency && office.queue.length > 0) {
    const job = office.queue.shift()!
    office.running++
    void attempt(agent, job.outgoing, job.outgoing.timeoutMs ?? options.timeoutMs).then(result => {
      office.running--
      settle(office, job, result)
      pump(office)
    })
  }
}

function settle(office: Office, job: Job, result: Attempt): void {
  const { retryDelaysMs = office.options.retryDelaysMs, again, provider } = job.outgoing
  // Meta counts nothing but 200.
  const delivered = provider ? result.status !== null && result.status < 300 : result.status === 200
  const over = again !== undefined && !again(result)
  const pause = over ? undefined : retryDelaysMs[job.attempt - 1]
  const abandoned = !delivered && (pause === undefined || job.epoch !== office.epoch)
  office.record(describe(job, result, delivered, abandoned))
  if (delivered || abandoned) {
    finish(office, job, result, delivered)
    return
  }
  later(office, { ...job, attempt: job.attempt + 1 }, pause ?? 0)
}

function finish(office: Office, job: Job, result: Attempt, delivered: boolean): void {
  if (job.epoch === office.epoch) office.activity.end()
  job.done({
    webhookId: job.id,
    attempts: job.attempt,
    delivered,
    status: result.status,
    ...(result.error && { error: result.error }),
  })
}

function forget(office: Office, provider?: NamedProvider): void {
  const gone = (job: Job) => provider === undefined || job.outgoing.provider === provider
  const dropped = office.queue.filter(gone)
  office.queue = office.queue.filter(job => !gone(job))
  for (const [timer, job] of office.retries) {
    if (!gone(job)) continue
    clearTimeout(timer)
    office.retries.delete(timer)
    dropped.push(job)
  }
  if (provider === undefined) office.epoch++
  for (const job of dropped) finish(office, job, { status: null, error: 'dropped by a reset', ms: 0 }, false)
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
    ...(outgoing.provider && { provider: outgoing.provider }),
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
      ...(outgoing.spoiled && { spoiled: outgoing.spoiled }),
    },
  }
}
