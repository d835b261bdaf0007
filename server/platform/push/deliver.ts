import { createHash } from 'node:crypto'
import webPush from 'web-push'
import type { Context } from '../context.ts'
import { AppError } from '../errors/index.ts'
import { type Outbound, systemOutbound } from '../outbound/index.ts'
import { dueWorkOf } from '../pending/index.ts'
import { insideOf, type Subscription, subscriptionOf } from './device.ts'
import { type PushKey, pushKeyOf } from './key.ts'
import {
  claimPushes,
  delayPush,
  deleteOldPushes,
  finishPush,
  forgetEndpoint,
  nextPushMs,
  noteSent,
  type PushClaim,
  type PushOutcome,
} from './push.sql.ts'
import { PUSH_QUEUE, type PushContent, sealedFor } from './queue.ts'

const AT_ONCE = 10
/** Longer than the longest try. A worker that dies leaves its messages to this. */
const LEASE_SECONDS = 60
const CALL_MS = 10_000
const FIRST_PAUSE_SECONDS = 10
const LONGEST_PAUSE_SECONDS = 1_800
const MOST_TRIES = 8
const KEPT_DAYS = 30
const HOUR_MS = 3_600_000
const REASON = 'messages to browsers belong to a person, not to a tenant'

/** Sends to browsers in this process: woken by every transaction that queued something, and when the next try is due. */
export function pushJobs(context: Context): void {
  const { db, queue } = context
  queue.handle(PUSH_QUEUE, () => deliverPushes(context))
  dueWorkOf(context).watch(PUSH_QUEUE, nextPushMs)
  queue.every('forget old push messages', HOUR_MS, async () => {
    await db.system(REASON, tx => tx.run(deleteOldPushes(KEPT_DAYS)))
  })
}

/** Sends until nothing is due. */
export async function deliverPushes(
  context: Context,
  outbound: Pick<Outbound, 'postOnce'> = systemOutbound,
): Promise<void> {
  for (;;) {
    const claims = await context.db.system(REASON, tx => tx.rows(claimPushes(AT_ONCE, LEASE_SECONDS)))
    if (claims.length === 0) return
    const key = await pushKeyOf(context)
    await Promise.all(claims.map(claim => deliver(context, outbound, key, claim)))
  }
}

/** `again`: worth another try, after so many seconds when the service says so. */
type Result = { end: PushOutcome | 'gone'; error?: string } | { again: string; seconds?: number }

async function deliver(
  context: Context,
  outbound: Pick<Outbound, 'postOnce'>,
  key: PushKey,
  claim: PushClaim,
): Promise<void> {
  const result: Result = claim.secondsLeft <= 0 ? { end: 'expired' } : await send(context, outbound, key, claim)
  if ('end' in result) return await finish(context, claim, result.end, result.error)
  context.log.warn({ pushId: claim.id, kind: claim.kind, code: result.again, tries: claim.attempts }, 'push not taken')
  if (claim.attempts >= MOST_TRIES) return await finish(context, claim, 'given_up', result.again)
  const pause = Math.min(FIRST_PAUSE_SECONDS * 2 ** (claim.attempts - 1), LONGEST_PAUSE_SECONDS)
  const seconds = Math.min(result.seconds ?? pause, LONGEST_PAUSE_SECONDS) * (1 + Math.random() / 4)
  await context.db.system(REASON, tx => tx.run(delayPush(claim, seconds, result.again)))
}

async function send(
  context: Context,
  outbound: Pick<Outbound, 'postOnce'>,
  key: PushKey,
  claim: PushClaim,
): Promise<Result> {
  try {
    const { url, headers, body } = await requestOf(context, key, claim)
    const limits = { timeoutMs: CALL_MS, keepBytes: 0, mostBytes: 65_536 }
    const policy = { trustedOrigins: insideOf(context, url) }
    const answer = await outbound.postOnce(url, { headers, body, ...limits }, policy)
    return read(answer.status, Number(answer.headers['retry-after']))
  } catch (error) {
    // What is no AppError is a fault of ours: its message may quote the address, so only its name goes on.
    if (!(error instanceof AppError)) return { again: error instanceof Error ? error.name : 'UNEXPECTED' }
    return error.retryable ? { again: error.code } : { end: 'refused', error: error.code }
  }
}

async function requestOf({ secrets, config }: Context, key: PushKey, claim: PushClaim) {
  const subscription = JSON.parse(
    await secrets.open(null, claim.subscription, subscriptionOf(claim.deviceId)),
  ) as Subscription
  const payload = await secrets.open(null, claim.content, sealedFor(claim.id))
  const { tag } = JSON.parse(payload) as PushContent
  const { publicUrl } = config
  // Whom a push service tells of trouble; it takes no address without encryption.
  const subject = publicUrl.startsWith('https:') ? publicUrl : `mailto:tawsil@${new URL(publicUrl).hostname}`
  const details = webPush.generateRequestDetails(subscription, payload, {
    vapidDetails: { subject, ...key },
    TTL: Math.floor(claim.secondsLeft),
    urgency: 'high',
    topic: topicOf(tag),
  })
  const { 'Content-Length': _, ...headers } = Object.fromEntries(
    Object.entries(details.headers).map(([name, value]) => [name, String(value)]),
  )
  return { url: details.endpoint, headers, body: details.body! }
}

/** The service keeps only the newest of each for a browser that is away. */
const topicOf = (tag: string): string => createHash('sha256').update(tag).digest('base64url').slice(0, 32)

function read(status: number, retryAfter: number): Result {
  if (status >= 200 && status < 300) return { end: 'sent' }
  if (status === 404 || status === 410) return { end: 'gone' }
  const error = `PUSH_${status}`
  if (status === 429 || status >= 500) return { again: error, ...(retryAfter > 0 && { seconds: retryAfter }) }
  return { end: 'refused', error }
}

/** A browser that is gone is forgotten, with everything that waits for it. */
async function finish({ db, metrics }: Context, claim: PushClaim, end: PushOutcome | 'gone', error?: string) {
  await db.system(REASON, async tx => {
    if (end === 'gone') await tx.run(forgetEndpoint(claim.endpointHash))
    else await tx.run(finishPush(claim, end, error ?? null))
    if (end === 'sent') await tx.run(noteSent(claim.deviceId))
  })
  const counter = metrics.counter('pushes_total', 'Messages to browsers by what became of them', ['kind', 'outcome'])
  counter.inc({ kind: claim.kind, outcome: end })
}
