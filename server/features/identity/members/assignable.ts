import type { Tx } from '../../../platform/db/index.ts'
import { type Actor, emit, newEvent, pick } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { IDENTITY_EVENTS } from '../events.ts'
import {
  type Abilities,
  type AssignableRow,
  claimMemberRow,
  lockAbilities,
  selectAssignable,
  updateAbilities,
} from './assignable.sql.ts'
import { selectMember } from './member.sql.ts'
import type { Member } from './member.ts'

/** Those among these people who are given conversations. */
export const assignableMembers = async (tx: Tx, userIds: readonly Uuid[]): Promise<AssignableRow[]> =>
  userIds.length > 0 ? await tx.rows(selectAssignable(userIds)) : []

/**
 * Keeps everybody else from giving something to a person, and from removing them, until the transaction ends.
 *
 * @returns false when somebody is doing one of these now, or the person does not work here
 */
export const claimMember = async (tx: Tx, userId: Uuid): Promise<boolean> =>
  (await tx.maybe(claimMemberRow(userId))) !== undefined

/** Changes what somebody can take on, and writes `member.updated`. Throws NOT_FOUND. */
export async function changeAbilities(tx: Tx, userId: Uuid, patch: Partial<Abilities>, actor: Actor): Promise<Member> {
  const before = await tx.one(lockAbilities(userId))
  const after = { ...before, ...patch }
  const names = (Object.keys(after) as Array<keyof Abilities>).filter(
    name => JSON.stringify(after[name]) !== JSON.stringify(before[name]),
  )
  if (names.length > 0) {
    await tx.run(updateAbilities(userId, after))
    const data = { changed: pick(after, names), before: pick(before, names) }
    await emit(tx, [newEvent(IDENTITY_EVENTS['member.updated'], userId, actor, data)])
  }
  return (await tx.one(selectMember(userId))) as Member
}
