import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { classifyFailure, failureOf } from '../../../platform/pending/failure.ts'
import { type Claim, claim, complete, drainInRounds, postpone } from '../../../platform/pending/index.ts'
import { type LookUp, type OutboundMessage, openChannel, transportFor } from '../../channels/index.ts'
import { mergedSince } from '../../contacts/index.ts'
import { applyDelivery } from '../inbound/apply-delivery.ts'
import { lockConversations } from '../inbound/open-conversations.sql.ts'
import { callbackData } from '../messages/callback-data.ts'
import { sendMetrics } from '../metrics.ts'
import { SEND_QUEUE } from '../queues.ts'
import { UNCERTAIN_TABLE } from './queue.ts'
import { requeue } from './requeue.ts'
import { selectUncertain, settleAttempt, type UncertainRow } from './unknown-send.sql.ts'

/** After this time the provider is not asked any more, and a person decides. */
const GIVE_UP_SECONDS = 15 * 60
const LOOK_UP_MS = 10_000
const LEASE_SECONDS = 30
const CLAIM = { perTenant: 20, limit: 50, leaseSeconds: LEASE_SECONDS, strict: false }

/** Asks providers about sends of unknown outcome until none is due. */
export async function askAboutUncertain(context: Context): Promise<void> {
  await drainInRounds(async () => {
    const claims = await context.db.system(
      'claims look at every tenant that has work',
      tx => claim(tx, UNCERTAIN_TABLE, CLAIM, context.metrics),
      { plans: 'once' },
    )
    await Promise.all(claims.map(row => askOne(context, row)))
    return claims.length > 0
  })
}

async function askOne(context: Context, row: Claim): Promise<void> {
  const no = Number(row.ref ?? 1)
  try {
    const asked = await context.db.tenant(row.tenantId, async tx => {
      const uncertain = await tx.maybe(selectUncertain(row.id, no))
      if (uncertain?.status === 'unknown' && uncertain.state === 'unknown')
        return { ...uncertain, mayHaveMoved: await mayHaveMoved(tx, uncertain) }
      // A report came, or a person decided.
      await complete(tx, UNCERTAIN_TABLE, [row])
      return undefined
    })
    if (!asked) return
    const found = await lookUp(context, row, no, asked)
    await context.db.tenant(row.tenantId, tx => settle(tx, row, no, asked, found))
    sendMetrics(context.metrics).lookUps.inc({ found: found.kind })
  } catch (error) {
    // The row is claimed again when its lease has run out.
    context.log.warn({ err: error, messageId: row.id }, 'a send of unknown outcome was not asked about')
  }
}

type Asked = UncertainRow & { mayHaveMoved: boolean }

/** Whether the conversation's address may have changed since the call. In groups it never changes. */
async function mayHaveMoved(tx: Tx, { contactId, heardSince, startedAt }: UncertainRow): Promise<boolean> {
  return contactId !== null && (heardSince || (await mergedSince(tx, contactId, startedAt)))
}

/** The provider's reports settle it, or else a person. */
const CANNOT_BE_ASKED: LookUp = { kind: 'unsure', reason: 'this provider cannot be asked' }

async function lookUp(context: Context, row: Claim, no: number, asked: Asked): Promise<LookUp> {
  const opened = await open(context, row, asked)
  if ('kind' in opened) return opened
  const transport = transportFor(opened.channel.provider)
  if (!transport.lookUp) return CANNOT_BE_ASKED
  const to = { kind: asked.addressKind as OutboundMessage['to']['kind'], value: asked.address }
  const { type, mayHaveMoved, startedAt, age, hasFile } = asked
  const lost = {
    callbackData: callbackData({ messageId: row.id, attemptNo: no }),
    type,
    to,
    mayHaveMoved,
    startedAt,
    age,
    hasFile,
  }
  try {
    return await transport.lookUp(context, opened.channel, opened.credentials, lost, AbortSignal.timeout(LOOK_UP_MS))
  } catch (error) {
    return { kind: 'unsure', reason: error instanceof Error ? error.name : 'unknown' }
  }
}

/**
 * A channel that was removed, or whose credentials cannot be opened any more, tells nothing; even then the provider is
 * not asked for ever.
 */
async function open(context: Context, { tenantId }: Claim, { channelId }: UncertainRow) {
  try {
    return await context.db.tenant(tenantId, tx => openChannel(context, tx, channelId))
  } catch (error) {
    if (classifyFailure(error) !== 'rows') throw error
    const { code } = failureOf(error)
    return code === 'CHANNEL_REMOVED' ? CANNOT_BE_ASKED : ({ kind: 'unsure', reason: code } as const)
  }
}

async function settle(tx: Tx, row: Claim, no: number, asked: UncertainRow, found: LookUp): Promise<void> {
  if (found.kind === 'unsure') {
    if (found === CANNOT_BE_ASKED || asked.age > GIVE_UP_SECONDS) return await complete(tx, UNCERTAIN_TABLE, [row])
    // 5 s, 10 s, 20 s … until a quarter of an hour has passed.
    return await postpone(tx, UNCERTAIN_TABLE, [{ claim: row, delaySeconds: Math.min(5 * 2 ** row.attempts, 300) }])
  }
  await complete(tx, UNCERTAIN_TABLE, [row])
  const { channelId } = asked
  if (found.kind === 'found') {
    // The provider's answer counts like a report that it would have sent.
    const status = {
      providerMessageId: found.providerMessageId,
      status: found.status ?? 'sent',
      at: new Date(),
      callbackData: callbackData({ messageId: row.id, attemptNo: no }),
    }
    await applyDelivery(tx, [{ kind: 'status', channelId, rawEventId: row.id, status }])
    return
  }
  // It is proven that the message was not sent: so its outcome is no longer unknown, and it may be sent.
  await tx.run(lockConversations([asked.conversationId]))
  const proof = 'the provider does not have it'
  if ((await tx.run(settleAttempt(row.id, no, { state: 'refused', providerMessageId: null, proof }))) === 0) return
  await emit(tx, await requeue(tx, [{ messageId: row.id, no }]))
  tx.wake(SEND_QUEUE)
}
