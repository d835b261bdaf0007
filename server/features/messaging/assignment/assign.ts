import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { skillsFor } from '../../channels/index.ts'
import { contactCards } from '../../contacts/index.ts'
import { claimMember } from '../../identity/index.ts'
import { getTenant, nextNumber } from '../../tenancy/index.ts'
import { type Conversation, lockConversation } from '../conversations/conversation.sql.ts'
import { patchConversation } from '../conversations/conversation.ts'
import { isClosed } from '../conversations/rules.ts'
import {
  deleteDue,
  isLaterDue,
  leaveQueue,
  noteTurn,
  type QueuedConversation,
  selectDue,
  selectDueTenants,
  selectQueue,
} from './assignment.sql.ts'
import { candidatesNow, workloadOf } from './candidates.ts'
import { type AssignmentRule, type Candidate, type Choice, decide } from './decide.ts'
import { ASSIGNMENT_QUEUE, lookSoon } from './follow.ts'
import { msUntilOpen } from './working-hours.ts'

const ROWS = 500
const PAGE = 100
/** So many pages of conversations that nobody here can take are looked through. */
const MOST_PAGES = 10
/** After so many the next business has its turn. */
const AT_ONCE = 50
/** Somebody else is changing the person that was chosen. */
const AGAIN_MS = 1_000

/** Gives what waits to who is free, in every business where something is due. */
export async function assignDue(context: Context): Promise<void> {
  const due = await context.db.system('somebody is looked for in every business', tx => tx.rows(selectDueTenants(ROWS)))
  let more = false
  for (const { tenantId } of due) {
    try {
      more = (await assignIn(context, tenantId)) || more
    } catch (err) {
      context.log.warn({ err, tenantId }, 'nobody could be assigned; it is tried again')
    }
  }
  if (more) context.queue.wake(ASSIGNMENT_QUEUE)
}

/** @returns whether there is more to do */
async function assignIn(context: Context, tenantId: Uuid): Promise<boolean> {
  for (let count = 0; count < AT_ONCE; count++) {
    const goesOn = await context.db.tenant(tenantId, tx => assignNext(context, tx))
    if (!goesOn) return false
  }
  return true
}

/**
 * Gives one conversation to one person. One transaction at a time does so in a business, so each sees what the one before it gave. A
 * reason to look is removed only by the look that found nothing more to do.
 *
 * @returns whether to go on
 */
async function assignNext(context: Context, tx: Tx): Promise<boolean> {
  // Its row is locked until the end of the transaction.
  const turn = await nextNumber(tx, 'assignment')
  const seen = await tx.rows(selectDue(ROWS))
  if (seen.length === 0) return false
  const choice = await choose(context, tx)
  const settled = choice ? await give(tx, choice, turn, context.clock.now()) : false
  if (settled) return true
  await tx.run(deleteDue(seen.map(({ id }) => id)))
  if (choice) await lookSoon(tx, AGAIN_MS)
  return seen.length === ROWS
}

async function choose({ presence, clock }: Context, tx: Tx): Promise<Choice | null> {
  const { settings, timezone, status } = await getTenant(tx)
  const { assignment } = settings
  if (assignment.mode === 'off' || status === 'suspended') return null
  const first = await tx.rows(selectQueue(PAGE, undefined))
  if (first.length === 0) return null
  const wait = msUntilOpen(assignment.workingHours, timezone, clock.now())
  if (wait === null) return null
  if (wait > 0) {
    if (!(await tx.one(isLaterDue())).later) await lookSoon(tx, wait)
    return null
  }
  const candidates = await candidatesNow({ presence }, tx, assignment)
  if (candidates.every(({ open, capacity }) => open >= capacity)) return null
  return await chooseAmong(tx, assignment.mode, first, candidates)
}

async function chooseAmong(
  tx: Tx,
  rule: AssignmentRule,
  first: readonly QueuedConversation[],
  candidates: readonly Candidate[],
): Promise<Choice | null> {
  let page = first
  for (let count = 1; ; count++) {
    const choice = decide(rule, await withNeeds(tx, page), candidates)
    if (choice || page.length < PAGE || count === MOST_PAGES) return choice
    page = await tx.rows(selectQueue(PAGE, page.at(-1)))
  }
}

async function withNeeds(tx: Tx, rows: readonly QueuedConversation[]) {
  const contacts = await contactCards(
    tx,
    rows.flatMap(({ contactId }) => contactId ?? []),
  )
  const skills = await skillsFor(tx, [...new Set(rows.map(({ channelId }) => channelId))])
  return rows.map(({ conversationId, contactId, channelId, teamId }) => ({
    conversationId,
    teamId,
    skills: skills.get(channelId) ?? [],
    language: (contactId && contacts.get(contactId)?.locale?.split('-')[0]) || null,
  }))
}

/** @returns false: somebody is changing the person at this moment, or has given them something meanwhile */
async function give(tx: Tx, { conversationId, userId, why }: Choice, turn: number, now: Date): Promise<boolean> {
  const conversation = await tx.one(lockConversation(conversationId))
  if (!waits(conversation, now)) {
    await tx.run(leaveQueue(conversationId))
    return true
  }
  if (!(await claimMember(tx, userId))) return false
  // Whoever gives the same person something by hand holds them, too: this is the last word.
  const { open } = (await workloadOf(tx, [userId])).get(userId)!
  if (open >= why.capacity) return false
  await patchConversation(tx, conversationId, { assigneeId: userId }, { kind: 'system' }, { ...why, open })
  await tx.run(noteTurn(userId, turn))
  return true
}

const waits = ({ assigneeId, status, mergedInto, waitingSince, snoozedUntil }: Conversation, now: Date): boolean =>
  assigneeId === null &&
  !isClosed(status) &&
  mergedInto === null &&
  waitingSince !== null &&
  (snoozedUntil === null || snoozedUntil <= now)
