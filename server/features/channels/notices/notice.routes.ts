import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { decodeCursor, encodeCursor, listAnswer, okList, pageQuery } from '../../../platform/http/index.ts'
import { readsAsOther } from '../contract/notice.ts'
import { transportFor } from '../contract/provider-lookup.ts'
import type { Provider } from '../contract/transport.ts'
import { getChannel } from '../lifecycle/channel.ts'
import { channelParams } from '../schema.ts'
import { type NoticeAnswer, noticeAnswer } from './notice.schema.ts'
import { type NoticeRow, selectNotices } from './notice.sql.ts'

const PLACE = z.uuid()

/** `GET /api/v1/channels/:id/notices` */
export function noticeRoutes(app: HttpApp, context: Context): void {
  app.get(
    '/api/v1/channels/:id/notices',
    {
      config: { access: 'channels:read' },
      schema: {
        tags: ['Channels'],
        summary: 'What the provider told of a channel beside messages: restrictions, quality, templates; newest first',
        params: channelParams,
        querystring: pageQuery,
        response: { 200: listAnswer(noticeAnswer) },
      },
    },
    async ({ query: { limit, cursor }, params, principal }) => {
      const before = cursor === undefined ? null : decodeCursor(cursor, PLACE)
      const { provider, rows } = await context.db.tenant(principal.tenantId, async tx => ({
        provider: (await getChannel(tx, params.id)).provider,
        rows: await tx.rows(selectNotices(params.id, before, limit + 1)),
      }))
      const page = rows.slice(0, limit)
      const next = rows.length > limit ? encodeCursor(page.at(-1)!.id) : null
      return okList(
        page.map(row => viewNotice(provider, row)),
        limit,
        next,
      )
    },
  )
}

function viewNotice(provider: Provider, { id, data, createdAt }: NoticeRow): NoticeAnswer {
  const { field, value = null, problem = null } = data
  const read = transportFor(provider).readNotice ?? readsAsOther
  const { kind, subject = null, word = null, details = null } = read({ field, value })
  return { id, at: createdAt.toISOString(), kind, subject, word, details, field, problem, value }
}
