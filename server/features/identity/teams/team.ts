import type { Tx } from '../../../platform/db/index.ts'
import { AppError, notFound } from '../../../platform/errors/index.ts'
import { type Actor, emit, newEvent } from '../../../platform/events/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { ERRORS } from '../errors.ts'
import { IDENTITY_EVENTS } from '../events.ts'
import { holdMember } from '../members/member.sql.ts'
import {
  countTeams,
  deleteTeamMember,
  emptyTeam,
  holdTeam,
  insertTeam,
  insertTeamMember,
  lockTeam,
  markTeamRemoved,
  selectTeam,
  selectTeamMembers,
  selectTeamNames,
  selectTeams,
  type Team,
  type TeamMemberRow,
  updateTeamName,
} from './team.sql.ts'

/** More than a business needs; a member's teams are read with every sign of who they are. */
const MOST_TEAMS = 200

/** Whether a team is there; if so, nobody removes it before this transaction has ended. */
export async function holdsTeam(tx: Tx, id: Uuid): Promise<boolean> {
  return (await tx.maybe(holdTeam(id))) !== undefined
}

/** The names of teams by id, also of those that are no more. */
export async function teamNames(tx: Tx, ids: readonly Uuid[]): Promise<Map<Uuid, string>> {
  if (ids.length === 0) return new Map()
  return new Map((await tx.rows(selectTeamNames([...new Set(ids)]))).map(row => [row.id, row.name]))
}

/** One page by name, with one row more than `limit` when there is another page. */
export const pageOfTeams = (tx: Tx, after: string | null, limit: number): Promise<Team[]> =>
  tx.rows(selectTeams(limit + 1, after))

/** @throws NOT_FOUND */
export const getTeam = (tx: Tx, id: Uuid): Promise<Team> => tx.one(selectTeam(id))

/** @throws TEAM_NAME_TAKEN, TEAMS_FULL */
export async function addTeam(tx: Tx, name: string, actor: Actor): Promise<Team> {
  if ((await tx.one(countTeams())).count >= MOST_TEAMS) throw new AppError(ERRORS.TEAMS_FULL)
  const id = newId()
  if (!(await tx.maybe(insertTeam(tx.tenantId, { id, name })))) throw new AppError(ERRORS.TEAM_NAME_TAKEN)
  await emit(tx, [newEvent(IDENTITY_EVENTS['team.created'], id, actor, { name })])
  return await getTeam(tx, id)
}

/** @throws NOT_FOUND, TEAM_NAME_TAKEN */
export async function renameTeam(tx: Tx, id: Uuid, name: string, actor: Actor): Promise<Team> {
  const before = await tx.one(lockTeam(id))
  if (before.name === name) return await getTeam(tx, id)
  await tx.run(updateTeamName(id, name)).catch(refuseNamesake)
  await emit(tx, [newEvent(IDENTITY_EVENTS['team.renamed'], id, actor, { name, before: before.name })])
  return await getTeam(tx, id)
}

/** The unique index decides, so of two at once one is refused. */
function refuseNamesake(error: unknown): never {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code === '23505' && constraint === 'team_name') throw new AppError(ERRORS.TEAM_NAME_TAKEN, { cause: error })
  throw error
}

/**
 * Takes a team away: nobody is in it any more, and features on the right take their things out of it. Throws NOT_FOUND.
 *
 * @returns who was in it; the caller ends what is known of their rights
 */
export async function removeTeam(tx: Tx, id: Uuid, actor: Actor): Promise<Uuid[]> {
  const { name } = await tx.one(lockTeam(id))
  const left = await tx.rows(emptyTeam(id))
  await tx.run(markTeamRemoved(id))
  await emit(tx, [newEvent(IDENTITY_EVENTS['team.removed'], id, actor, { name })])
  return left.map(({ userId }) => userId)
}

/** The people of a team; one row more than `limit` when there is another page. Throws NOT_FOUND. */
export async function pageOfTeamMembers(tx: Tx, id: Uuid, after: Uuid | null, limit: number): Promise<TeamMemberRow[]> {
  await getTeam(tx, id)
  return await tx.rows(selectTeamMembers(id, limit + 1, after))
}

/** Puts somebody into a team; twice is once. Throws NOT_FOUND. The caller ends what is known of their rights. */
export async function joinTeam(tx: Tx, id: Uuid, userId: Uuid, actor: Actor): Promise<Team> {
  if (!(await holdsTeam(tx, id)) || !(await tx.maybe(holdMember(userId)))) throw notFound()
  const joined = await tx.run(insertTeamMember(tx.tenantId, id, userId))
  if (joined > 0) await emit(tx, [newEvent(IDENTITY_EVENTS['team.joined'], id, actor, { userId })])
  return await getTeam(tx, id)
}

/** Takes somebody out of a team. Throws NOT_FOUND. The caller ends what is known of their rights. */
export async function leaveTeam(tx: Tx, id: Uuid, userId: Uuid, actor: Actor): Promise<void> {
  if (!(await holdsTeam(tx, id)) || (await tx.run(deleteTeamMember(id, userId))) === 0) throw notFound()
  await emit(tx, [newEvent(IDENTITY_EVENTS['team.left'], id, actor, { userId })])
}
