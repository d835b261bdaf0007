import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { type Actor, EVENT_QUEUE, emit } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { LONG_JOB_QUEUE } from '../../../platform/long-jobs/index.ts'
import { DEAD_LETTER_KINDS, type DeadLetterKind } from '../../../platform/pending/index.ts'
import { readRawEvents } from '../../channels/index.ts'
import { MESSAGING_ERRORS } from '../errors.ts'
import { MESSAGING_EVENTS } from '../events.ts'
import { factsOf } from '../inbound/delivery-facts.ts'
import { deadLetterMetrics } from '../metrics.ts'
import { forgetKeys, type Letter, selectByIds, selectLetter, selectOpen, takeUpWork } from './letter.sql.ts'
import { letterEvent, sourceOf } from './letter.ts'
import { redriveSend } from './redrive-send.ts'

/** The result of re-driving letters. */
export interface RedriveResult {
  redriven: number
  skipped: number
  refused: Array<{ id: Uuid; code: string; message: string }>
}

/**
 * Re-drives one letter; a letter that was re-driven before is left alone. Throws NOT_FOUND, DEAD_LETTER_DISMISSED, and
 * the reason why it cannot be re-driven.
 */
export async function redriveOne(context: Context, tenantId: Uuid, id: Uuid, actor: Actor): Promise<void> {
  const letter = await context.db.tenant(tenantId, tx => tx.one(selectLetter(id)))
  if (letter.dismissedAt) throw new AppError(MESSAGING_ERRORS.DEAD_LETTER_DISMISSED)
  const { refused } = await redriveLetters(context, tenantId, [letter], actor)
  const [first] = refused
  if (first) throw first.error
}

/** Re-drives letters by id. Doing it twice is the same as once; unknown ids are skipped. */
export async function redriveMany(
  context: Context,
  tenantId: Uuid,
  ids: readonly Uuid[],
  actor: Actor,
): Promise<RedriveResult> {
  const letters = await context.db.tenant(tenantId, tx => tx.rows(selectByIds(ids)))
  const { redriven, refused } = await redriveLetters(context, tenantId, letters, actor)
  return {
    redriven,
    skipped: new Set(ids).size - redriven - refused.length,
    refused: refused.map(({ id, error: { code, message } }) => ({ id, code, message })),
  }
}

/** Re-drives the next open letters, oldest first, at most `most`. `next` is where to continue, null at the end. */
export async function redriveNext(
  context: Context,
  tenantId: Uuid,
  of: { kind?: DeadLetterKind; beyond: Uuid | null; most: number },
  actor: Actor,
): Promise<RedriveResult & { next: Uuid | null }> {
  const source = of.kind && sourceOf(of.kind)
  const open = await context.db.tenant(tenantId, tx => tx.rows(selectOpen({ source, beyond: of.beyond }, of.most)))
  const ids = open.map(row => row.id)
  const next = ids.length === of.most ? ids.at(-1)! : null
  return { ...(await redriveMany(context, tenantId, ids, actor)), next }
}

interface Ends {
  redriven: number
  refused: Array<{ id: Uuid; error: AppError }>
}

/** Deliveries, files and events are re-driven together; each send alone, because each locks its conversation. */
async function redriveLetters(
  context: Context,
  tenantId: Uuid,
  letters: readonly Letter[],
  actor: Actor,
): Promise<Ends> {
  const open = letters.filter(letter => !letter.redrivenAt && !letter.dismissedAt)
  const work = open.filter(letter => letter.source !== 'send_pending')
  const ends: Ends = { redriven: 0, refused: [] }
  const taken = work.length > 0 ? await context.db.tenant(tenantId, tx => redriveWork(tx, work, actor)) : []
  const count = (kind: DeadLetterKind, many: number) => {
    ends.redriven += many
    deadLetterMetrics(context.metrics).redriven.inc({ kind }, many)
  }
  const ofKind = Map.groupBy(taken, letter => DEAD_LETTER_KINDS[letter.source])
  for (const [kind, group] of ofKind) count(kind, group.length)
  if (ofKind.has('raw_event')) context.queue.wake('intake')
  if (ofKind.has('long_job')) context.queue.wake(LONG_JOB_QUEUE)
  for (const letter of open.filter(one => one.source === 'send_pending')) {
    try {
      const done = await context.db.tenant(tenantId, tx => redriveSend(tx, letter.id, actor))
      count('send', done ? 1 : 0)
    } catch (error) {
      if (!(error instanceof AppError) || error.retryable) throw error
      ends.refused.push({ id: letter.id, error })
    }
  }
  return ends
}

async function redriveWork(
  tx: Tx,
  letters: readonly Letter[],
  actor: Actor,
): Promise<Array<Pick<Letter, 'id' | 'source'>>> {
  const taken = await tx.rows(
    takeUpWork(
      letters.map(letter => letter.id),
      actor,
    ),
  )
  const ids = new Set(taken.map(letter => letter.id))
  const parts = letters.filter(letter => ids.has(letter.id) && letter.code === 'UNREADABLE_PART')
  await letSpeakAgain(
    tx,
    parts.map(letter => letter.sourceId),
  )
  await emit(
    tx,
    taken.map(letter => letterEvent(MESSAGING_EVENTS['dead_letter.redriven'], letter, actor)),
  )
  tx.wake(EVENT_QUEUE)
  return taken
}

/** A part that still cannot be read must become a letter again, so the record that it was seen is removed. */
async function letSpeakAgain(tx: Tx, rawEventIds: readonly Uuid[]): Promise<void> {
  if (rawEventIds.length === 0) return
  const keys = (await readRawEvents(tx, rawEventIds)).flatMap(raw =>
    factsOf(raw).flatMap(fact =>
      fact.kind === 'notice' && fact.notice.problem !== undefined ? [{ channelId: raw.channelId, key: fact.key }] : [],
    ),
  )
  if (keys.length > 0) await tx.run(forgetKeys(keys))
}
