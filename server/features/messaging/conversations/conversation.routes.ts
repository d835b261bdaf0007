import type { Context, HttpApp } from '../../../platform/context.ts'
import type { Db, Tx } from '../../../platform/db/index.ts'
import {
  answer,
  decodeCursor,
  encodeCursor,
  listAnswer,
  ok,
  okList,
  type Principal,
  select,
} from '../../../platform/http/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { bulkAnswer, jobAnswer } from '../../../platform/long-jobs/index.ts'
import { listChannels, rehearsalProviders } from '../../channels/index.ts'
import { conversationBulk } from './bulk.ts'
import {
  bulkBody,
  type ConversationQuery,
  conversationIdParam,
  conversationPatch,
  conversationPlace,
  conversationQuery,
  conversationView,
} from './conversation.schema.ts'
import {
  getConversation,
  type ListQuery,
  listConversations,
  patchConversation,
  showConversation,
} from './conversation.ts'
import { filterFor } from './filter.ts'
import { markConversationRead } from './read-receipt.ts'
import { unreadConversation } from './reader.ts'
import { viewConversation } from './view.ts'

const tags = ['Conversations']
const KNOWN = Object.keys(conversationView.shape)

export function conversationRoutes(app: HttpApp, context: Context): void {
  listRoute(app, context)
  oneRoutes(app, context)
  readRoutes(app, context)
  bulkRoute(app, context)
}

function listRoute(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/conversations',
    {
      config: { access: 'conversations:read' },
      schema: {
        tags,
        summary: 'Conversations: newest message first, who waits for an answer first, or as they were opened',
        querystring: conversationQuery,
        response: { 200: listAnswer(conversationView.partial()) },
      },
    },
    async ({ principal, query }) => {
      const { shown, next } = await db.tenant(principal.tenantId, async tx =>
        listConversations(tx, { ...listQuery(query, principal), ...(await reachOf(tx, principal)) }),
      )
      const cursor = next && encodeCursor({ sort: query.sort, ...next })
      return okList(select(query.fields, shown.map(viewConversation), KNOWN), query.limit, cursor)
    },
  )
}

function oneRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/conversations/:id',
    {
      config: { access: 'conversations:read' },
      schema: {
        tags,
        summary: 'One conversation',
        params: conversationIdParam,
        response: { 200: answer(conversationView) },
      },
    },
    async ({ principal, params }) => ok(await view(db, principal, params.id)),
  )

  app.patch(
    '/api/v1/conversations/:id',
    {
      config: { access: 'conversations:write' },
      schema: {
        tags,
        summary: 'Change status, owner, team, priority, snooze, or stop and start the bot',
        params: conversationIdParam,
        body: conversationPatch,
        response: { 200: answer(conversationView) },
      },
    },
    async ({ principal, params, body }) => {
      const { tenantId, kind, id } = principal
      await db.tenant(tenantId, tx => patchConversation(tx, params.id, body, { kind, id }))
      return ok(await view(db, principal, params.id))
    },
  )
}

function readRoutes(app: HttpApp, context: Context): void {
  app.post(
    '/api/v1/conversations/:id/read',
    {
      config: { access: 'conversations:write' },
      schema: {
        tags,
        summary: 'Mark as read for whoever calls, and where possible at the customer',
        params: conversationIdParam,
        response: { 200: answer(conversationView) },
      },
    },
    async ({ principal, params }) => {
      const { tenantId, kind, id } = principal
      await markConversationRead(context, tenantId, params.id, { kind, id })
      return ok(await view(context.db, principal, params.id))
    },
  )

  app.post(
    '/api/v1/conversations/:id/unread',
    {
      config: { access: 'conversations:write' },
      schema: {
        tags,
        summary: 'Mark as unread for whoever calls, until it is read again or answered',
        params: conversationIdParam,
        response: { 200: answer(conversationView) },
      },
    },
    async ({ principal, params }) => {
      const { tenantId, kind, id } = principal
      await context.db.tenant(tenantId, tx => unreadConversation(tx, params.id, { kind, id }))
      return ok(await view(context.db, principal, params.id))
    },
  )
}

function bulkRoute(app: HttpApp, context: Context): void {
  app.post(
    '/api/v1/conversations/bulk',
    {
      config: { access: 'conversations:write' },
      schema: {
        tags,
        summary: 'Change many conversations; each succeeds or fails alone. More than 1,000 become a job (202)',
        body: bulkBody,
        response: { 200: answer(bulkAnswer), 202: answer(jobAnswer) },
      },
    },
    async ({ principal, body }, reply) => {
      const { ids, filter, async, ...change } = body
      const done = await conversationBulk(context).run(context, principal, { ids, filter, async, change })
      return 'now' in done ? ok(done.now) : reply.code(202).send(ok(done.job))
    },
  )
}

const view = (db: Db, principal: Principal, id: Uuid) =>
  db.tenant(principal.tenantId, async tx =>
    viewConversation(await showConversation(tx, principal, await getConversation(tx, id))),
  )

/** A test key sees conversations on channels of the simulator alone. */
async function reachOf(tx: Tx, { simulatorOnly }: Principal): Promise<Pick<ListQuery, 'channelIds'>> {
  if (!simulatorOnly) return {}
  return { channelIds: (await listChannels(tx, { providers: rehearsalProviders() })).map(({ id }) => id) }
}

/** A cursor continues with the sort order it was made for. */
function listQuery(query: ConversationQuery, principal: Principal): ListQuery {
  const { cursor, fields: _fields, limit, sort: wanted, ...asked } = query
  const place = cursor === undefined ? null : decodeCursor(cursor, conversationPlace)
  const sort = place?.sort ?? wanted
  return { ...filterFor(asked, sort, principal), sort, place, limit }
}
