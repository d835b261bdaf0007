import type { Context, HttpApp } from '../../../platform/context.ts'
import { AppError, COMMON_ERRORS } from '../../../platform/errors/index.ts'
import {
  answer,
  decodeCursor,
  encodeCursor,
  links,
  listAnswer,
  ok,
  okList,
  shown,
} from '../../../platform/http/index.ts'
import { classifyFailure } from '../../../platform/pending/failure.ts'
import { getContact, getMerge, listMerges, type MergeRow } from '../../contacts/index.ts'
import { mergePeople, undoConversationMerge } from './merge.ts'
import { contactParam, type MergeView, mergeBody, mergeParam, mergePlace, mergeQuery, mergeView } from './schema.ts'

const tags = ['Contacts']

/**
 * `/api/v1/contacts/:id/merge…`. The routes are here and not in contacts, because conversations move with their
 * contacts.
 */
export function mergeRoutes(app: HttpApp, context: Context): void {
  readRoute(app, context)
  changeRoutes(app, context)
}

function readRoute(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/contacts/:id/merges',
    {
      config: { access: 'contacts:read' },
      schema: {
        tags,
        summary: 'Contacts that turned out to be this person, the newest first',
        params: contactParam,
        querystring: mergeQuery,
        response: { 200: listAnswer(mergeView) },
      },
    },
    async ({ principal, params, query: { cursor, limit } }) => {
      const beyond = cursor ? decodeCursor(cursor, mergePlace).beyond : null
      const { merges, more } = await db.tenant(principal.tenantId, async tx => {
        await getContact(tx, params.id)
        return await listMerges(tx, params.id, { beyond, limit })
      })
      return okList(merges.map(viewMerge), limit, more ? encodeCursor({ beyond: merges.at(-1)!.id }) : null)
    },
  )
}

function changeRoutes(app: HttpApp, { db }: Context): void {
  app.post(
    '/api/v1/contacts/:id/merge',
    {
      config: { access: 'contacts:write' },
      schema: {
        tags,
        summary: 'Make two contacts one; it can be undone',
        params: contactParam,
        body: mergeBody,
        response: { 200: answer(mergeView), 201: answer(mergeView) },
      },
    },
    async ({ principal: { tenantId, kind, id }, params, body }, reply) => {
      const two = { keptId: params.id, mergedId: body.contactId }
      const { merge, again } = await settled(() =>
        db.tenant(tenantId, async tx => {
          const done = await mergePeople(tx, two, { kind, id })
          return { merge: await getMerge(tx, done.merge.id), again: done.again }
        }),
      )
      return reply.code(again ? 200 : 201).send(ok(viewMerge(merge)))
    },
  )

  app.post(
    '/api/v1/contacts/merges/:mergeId/undo',
    {
      config: { access: 'contacts:write' },
      schema: {
        tags,
        summary: 'Take two contacts apart again; what came since stays with the kept one',
        params: mergeParam,
        response: { 200: answer(mergeView) },
      },
    },
    async ({ principal: { tenantId, kind, id }, params }) => {
      const merge = await settled(() =>
        db.tenant(tenantId, async tx => {
          await undoConversationMerge(tx, params.mergeId, { kind, id })
          return await getMerge(tx, params.mergeId)
        }),
      )
      return ok(viewMerge(merge))
    },
  )
}

const TRIES = 5

/**
 * Repeats work that collided with another transaction, as the storing of messages does: the person who asked should not
 * have to.
 */
async function settled<T>(work: () => Promise<T>, tries = TRIES): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (classifyFailure(error) !== 'again') throw error
    if (tries <= 1) throw new AppError(COMMON_ERRORS.CONFLICT, { cause: error })
    return await settled(work, tries - 1)
  }
}

function viewMerge(merge: MergeRow): MergeView {
  const { actorKind, actorId, moved } = merge
  const by = actorId && actorKind === 'user' ? { kind: actorKind, id: shown('user', actorId) } : { kind: actorKind }
  const keptId = shown('contact', merge.keptId)
  const conversations = (moved.conversations ?? []) as ReadonlyArray<{ id: string }>
  return {
    id: shown('merge', merge.id),
    keptId,
    mergedId: shown('contact', merge.mergedId),
    reason: merge.reason,
    by,
    identities: moved.identities.map(({ kind, value }) => ({ kind, value })),
    conversationIds: conversations.map(({ id }) => shown('conversation', id)),
    createdAt: merge.createdAt.toISOString(),
    undoneAt: merge.undoneAt?.toISOString() ?? null,
    _links: links({ kept: ['contacts', keptId] }),
  }
}
