import type { FastifyRequest } from 'fastify'
import type { Context, HttpApp } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/index.ts'
import { actorOf, answer, decodeCursor, encodeCursor, listAnswer, ok, okList } from '../../platform/http/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { compose, readRecipient } from './compose.ts'
import { conversationIdParam } from './conversations/conversation.schema.ts'
import { openConversation } from './conversations/conversation.ts'
import { type MediaLinks, mediaLinks, vetLinks } from './media/index.ts'
import {
  type MessageBody,
  messageBody,
  messageIdParam,
  messagePlace,
  messageQuery,
  sendBody,
} from './message.schema.ts'
import { getMessage, listMessages, retryMessage, type ShownMessage, showMessages } from './message.ts'
import { viewMessage } from './message-view.ts'
import type { Message, MessageRange } from './messages/message.sql.ts'
import { messageView } from './messages/message-view.schema.ts'
import { queueMessage } from './outbound/queue-message.ts'
import { mustSee } from './visibility/must-see.ts'

const tags = ['Messages']

export function messageRoutes(app: HttpApp, context: Context): void {
  const links = mediaLinks(context)
  pageRoute(app, context, links)
  threadRoute(app, context, links)
  numberRoute(app, context, links)
  retryRoute(app, context, links)
}

function pageRoute(app: HttpApp, { db }: Context, links: MediaLinks): void {
  app.get(
    '/api/v1/conversations/:id/messages',
    {
      config: { access: 'conversations:read', cache: 'messages' },
      schema: {
        tags,
        summary: 'Messages of a conversation: the newest page first',
        params: conversationIdParam,
        querystring: messageQuery,
        response: { 200: listAnswer(messageView) },
      },
    },
    async ({ principal, params, query }) => {
      const range = rangeOf(query)
      const page = await db.tenant(principal.tenantId, tx => listMessages(tx, params.id, range, query.limit))
      const messages = page.messages.map(message => viewMessage(message, links))
      return okList(messages, query.limit, page.more ? nextPlace(page.messages, range) : null)
    },
  )
}

function threadRoute(app: HttpApp, { db }: Context, links: MediaLinks): void {
  app.post(
    '/api/v1/conversations/:id/messages',
    {
      config: { access: 'conversations:write' },
      schema: {
        tags,
        summary: 'Send a message; with Idempotency-Key it is sent once however often it is asked for',
        params: conversationIdParam,
        body: messageBody,
        response: { 202: answer(messageView) },
      },
    },
    async (request, reply) => {
      const { principal, params, body } = request
      await vetLinks(body)
      const message = await db.tenant(principal.tenantId, tx => send(tx, request, params.id, body))
      return reply.code(202).send(ok(viewMessage(message, links)))
    },
  )
}

function numberRoute(app: HttpApp, { db }: Context, links: MediaLinks): void {
  app.post(
    '/api/v1/messages/send',
    {
      config: { access: 'conversations:write' },
      schema: {
        tags,
        summary: 'Send a message to a phone number; finds or opens the conversation',
        body: sendBody,
        response: { 202: answer(messageView) },
      },
    },
    async (request, reply) => {
      const { channelId, to, ...body } = request.body
      const { tenantId } = request.principal
      await vetLinks(body)
      const message = await db.tenant(tenantId, async tx => {
        const phone = await readRecipient(tx, to)
        const conversationId = await openConversation(tx, { channelId, phone }, actorOf(request.principal))
        return send(tx, request, conversationId, body)
      })
      return reply.code(202).send(ok(viewMessage(message, links)))
    },
  )
}

function retryRoute(app: HttpApp, { db }: Context, links: MediaLinks): void {
  app.post(
    '/api/v1/messages/:id/retry',
    {
      config: { access: 'conversations:write' },
      schema: {
        tags,
        summary: 'Send a failed message, or one of unknown outcome, again as a new message',
        params: messageIdParam,
        response: { 202: answer(messageView) },
      },
    },
    async ({ principal, params }, reply) => {
      const { tenantId } = principal
      const message = await db.tenant(tenantId, async tx =>
        show(tx, await retryMessage(tx, params.id, actorOf(principal))),
      )
      return reply.code(202).send(ok(viewMessage(message, links)))
    },
  )
}

async function send(
  tx: Tx,
  { principal, headers }: Pick<FastifyRequest, 'principal' | 'headers'>,
  conversationId: Uuid,
  body: MessageBody,
): Promise<ShownMessage> {
  const key = headers['idempotency-key']
  if ('media' in body && body.media.id) await mustSee(tx, principal, 'media', body.media.id)
  const { id } = await queueMessage(tx, {
    conversationId,
    ...(await compose(tx, conversationId, body)),
    author: actorOf(principal),
    // A key belongs to one caller.
    ...(typeof key === 'string' && { clientKey: `api:${principal.id}:${key}` }),
  })
  return show(tx, await getMessage(tx, id))
}

const show = async (tx: Tx, message: Message): Promise<ShownMessage> =>
  (await showMessages(tx, message.channelId, [message]))[0]!

function rangeOf(query: { before?: number; after?: number; cursor?: string }): MessageRange {
  if (query.cursor !== undefined) return decodeCursor(query.cursor, messagePlace)
  return query.after === undefined ? { before: query.before ?? null } : { after: query.after }
}

function nextPlace(messages: readonly ShownMessage[], range: MessageRange): string {
  const { seq } = messages.at(-1)!.message
  return encodeCursor('after' in range ? { after: seq } : { before: seq })
}
