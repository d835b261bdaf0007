import { z } from 'zod'
import type { Context } from '../context.ts'
import type { Tx } from '../db/index.ts'
import { AppError, notFound } from '../errors/index.ts'
import type { Actor } from '../events/index.ts'
import { actorOf, type Permission, type Principal } from '../http/index.ts'
import { type IdKind, readId, showId, type Uuid } from '../ids/index.ts'
import { defineLongJob, type JobInHand, type LongJobKind } from './kind.ts'
import { startLongJob } from './long-job.ts'
import type { JobAnswer } from './schema.ts'
import { showJob } from './view.ts'

/** More rows than this are a job's work. */
const MOST_AT_ONCE = 1_000
/** So many fit into a request's body. */
const MOST_IDS = 10_000

/** Which rows: those named, or those that a filter finds. */
const selection = <Filter extends z.ZodType>(filter: Filter) => ({
  // Ids are not checked here: each row succeeds or fails alone, even when its id is malformed.
  ids: z.array(z.string().max(64)).min(1).max(MOST_IDS).optional(),
  filter: filter.optional().describe('The same filters as the list'),
  async: z
    .boolean()
    .optional()
    .describe(`true: always a job, answered with 202; so is whatever has more than ${MOST_AT_ONCE} rows`),
})

/** Adds what says which rows are meant to the body of a bulk route. */
export const bulkOf = <Shape extends z.ZodRawShape, Filter extends z.ZodType>(shape: Shape, filter: Filter) =>
  z.strictObject({ ...shape, ...selection(filter) }).refine(nameOneWay, NAME_ONE_WAY)

const NAME_ONE_WAY = { path: ['ids'], message: 'must be given, or else filter; not both' }
const nameOneWay = (body: object): boolean => {
  const { ids, filter } = body as { ids?: unknown; filter?: unknown }
  return (ids === undefined) !== (filter === undefined)
}

export interface BulkBody<Filter, Change> {
  ids?: readonly string[]
  filter?: Filter
  async?: boolean
  change: Change
}

export const bulkAnswer = z.object({
  updated: z.number(),
  failed: z.number(),
  results: z.array(
    z.object({
      id: z.string(),
      ok: z.boolean(),
      error: z.object({ code: z.string(), message: z.string() }).optional(),
    }),
  ),
})
type BulkAnswer = z.infer<typeof bulkAnswer>
type RowAnswer = BulkAnswer['results'][number]

/** One change that can be made to many things of a kind. */
interface BulkDefinition<Filter, Change> {
  /** `conversations.bulk` */
  kind: string
  ids: IdKind
  access: Permission
  filter: z.ZodType<Filter>
  change: z.ZodType<Change>
  /** Ids of the list with this filter, in an order in which no row moves; `place` is where to go on, null at the end. */
  find(tx: Tx, filter: Filter, actor: Actor, place: unknown, most: number): Promise<{ ids: Uuid[]; place: unknown }>
  /** The operation on one thing. */
  apply(tx: Tx, id: Uuid, change: Change, actor: Actor): Promise<unknown>
  /** Of a job: who started it, with the rights that they have by now. */
  present?(tx: Tx, actor: Actor): Promise<Actor>
}

export interface Bulk<Filter, Change> {
  job: LongJobKind
  /** Makes the change at once and tells of each row, or starts a job when there are many. */
  run(
    context: Context,
    principal: Principal,
    body: BulkBody<Filter, Change>,
  ): Promise<{ now: BulkAnswer } | { job: JobAnswer }>
}

/** The same change to many things, by ids or by a filter; each succeeds or fails alone. */
export function createBulk<Filter, Change>(definition: BulkDefinition<Filter, Change>): Bulk<Filter, Change> {
  const { kind, access } = definition
  const { present = async (_tx: Tx, actor: Actor) => actor } = definition
  const input = z.object({ filter: definition.filter.optional(), change: definition.change })
  type Input = z.output<typeof input>
  const job = defineLongJob<Input>({
    name: kind,
    access,
    input: input as z.ZodType<Input>,
    gather: async (tx, { input: { filter }, actor }, place, most) => {
      const found = await definition.find(tx, filter as Filter, await present(tx, actor), place, most)
      return { rows: found.ids.map(id => ({ target: showId(definition.ids, id) })), place: found.place }
    },
    run: async (tx, { input, actor }: JobInHand<Input>, { target = '' }) => {
      await applyOne(definition, tx, target, input.change as Change, await present(tx, actor))
      return undefined
    },
  })
  return { job, run: (context, principal, body) => runBulk(definition, context, principal, body) }
}

async function runBulk<Filter, Change>(
  definition: BulkDefinition<Filter, Change>,
  context: Context,
  principal: Principal,
  body: BulkBody<Filter, Change>,
) {
  const { tenantId } = principal
  const actor = actorOf(principal)
  const named = body.ids && [...new Set(body.ids)]
  const ids = body.async ? undefined : (named ?? (await findFew(definition, context, principal, body.filter as Filter)))
  if (ids && ids.length <= MOST_AT_ONCE)
    return { now: await runNow(definition, context, tenantId, ids, body.change, actor) }
  const { filter, change } = body
  const rows = named?.map(target => ({ target }))
  const wanted = { kind: definition.kind, input: { filter, change }, actor, ...(rows && { rows }) }
  return { job: showJob(await context.db.tenant(tenantId, tx => startLongJob(tx, wanted))) }
}

/** What the filter finds, when that is not too much to be done at once. */
async function findFew<Filter, Change>(
  { find, ids }: BulkDefinition<Filter, Change>,
  { db }: Context,
  principal: Principal,
  filter: Filter,
): Promise<string[]> {
  const found = await db.tenant(principal.tenantId, tx => find(tx, filter, actorOf(principal), null, MOST_AT_ONCE + 1))
  return found.ids.map(id => showId(ids, id))
}

async function runNow<Filter, Change>(
  definition: BulkDefinition<Filter, Change>,
  { db }: Context,
  tenantId: Uuid,
  targets: readonly string[],
  change: Change,
  actor: Actor,
): Promise<BulkAnswer> {
  const results: RowAnswer[] = []
  for (const id of targets) {
    try {
      await db.tenant(tenantId, tx => applyOne(definition, tx, id, change, actor))
      results.push({ id, ok: true })
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error
      results.push({ id, ok: false, error: { code: error.code, message: error.message } })
    }
  }
  const updated = results.filter(result => result.ok).length
  return { updated, failed: results.length - updated, results }
}

async function applyOne<Filter, Change>(
  { ids, apply }: BulkDefinition<Filter, Change>,
  tx: Tx,
  target: string,
  change: Change,
  actor: Actor,
): Promise<void> {
  const id = readId(ids, target)
  if (!id) throw notFound()
  await apply(tx, id, change, actor)
}
