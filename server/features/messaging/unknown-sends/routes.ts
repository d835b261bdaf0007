import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { answer, answerPage, decodeCursor, listAnswer, ok, pageQuery } from '../../../platform/http/index.ts'
import { type MediaLinks, mediaLinks } from '../media/index.ts'
import { messageIdParam } from '../message.schema.ts'
import { showMessages } from '../message.ts'
import { viewMessage } from '../message-view.ts'
import { messageView } from '../messages/message-view.schema.ts'
import { settleMessage } from './settle.ts'
import { selectUncertainMessages } from './unknown-send.sql.ts'

const tags = ['Messages']
const place = z.strictObject({ before: z.uuid() })

const settleBody = z.strictObject({
  as: z
    .enum(['arrived', 'not_arrived'])
    .describe('arrived: it counts as sent. not_arrived: it counts as failed, and can be sent again as a new message.'),
})

/** The list of sends of unknown outcome, and what people decide about them. */
export function uncertainRoutes(app: HttpApp, context: Context): void {
  const links: MediaLinks = mediaLinks(context)
  listRoute(app, context, links)
  settleRoute(app, context, links)
}

function listRoute(app: HttpApp, { db }: Context, links: MediaLinks): void {
  app.get(
    '/api/v1/messages/uncertain',
    {
      config: { access: 'conversations:read' },
      schema: {
        tags,
        summary: 'Messages of which nobody knows whether they arrived, newest first',
        querystring: pageQuery,
        response: { 200: listAnswer(messageView) },
      },
    },
    async ({ principal, query }) => {
      const before = query.cursor === undefined ? null : decodeCursor(query.cursor, place).before
      const shown = await db.tenant(principal.tenantId, async tx => {
        const rows = await tx.rows(selectUncertainMessages(before, query.limit + 1, principal))
        const byChannel = Map.groupBy(rows, row => row.channelId)
        const all = await Promise.all([...byChannel].map(([channelId, own]) => showMessages(tx, channelId, own)))
        return all.flat().sort((a, b) => (a.message.id < b.message.id ? 1 : -1))
      })
      return answerPage(
        shown,
        query,
        one => viewMessage(one, links),
        one => ({ before: one.message.id }),
      )
    },
  )
}

function settleRoute(app: HttpApp, { db }: Context, links: MediaLinks): void {
  app.post(
    '/api/v1/messages/:id/settle',
    {
      config: { access: 'conversations:write' },
      schema: {
        tags,
        summary: 'Say whether a message of unknown outcome arrived',
        params: messageIdParam,
        body: settleBody,
        response: { 200: answer(messageView) },
      },
    },
    async ({ principal, params, body }) => {
      const { tenantId, kind, id } = principal
      const shown = await db.tenant(tenantId, async tx => {
        const message = await settleMessage(tx, params.id, body.as, { kind, id })
        return (await showMessages(tx, message.channelId, [message]))[0]!
      })
      return ok(viewMessage(shown, links))
    },
  )
}
