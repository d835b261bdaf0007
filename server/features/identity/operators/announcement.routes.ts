import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import {
  answer,
  answerPage,
  decodeCursor,
  idParam,
  listAnswer,
  noAnswer,
  ok,
  okList,
  pageQuery,
  shown,
} from '../../../platform/http/index.ts'
import { newId } from '../../../platform/ids/index.ts'
import { text } from '../../tenancy/index.ts'
import { type Announcement, deleteAnnouncement, insertAnnouncement, selectToCome } from './announcement.sql.ts'
import { announcementsOf } from './maintenance.ts'

const PLACE = z.uuid()
const moment = z.iso.datetime({ offset: true, error: 'must be a moment like 2030-01-31T12:00:00Z' })
const words = text(500)

const announcementBody = z
  .strictObject({
    texts: z.strictObject({ en: words, fr: words, ar: words }),
    startsAt: moment.optional().describe('Default: now.'),
    endsAt: moment,
    maintenance: z.boolean().default(false).describe('Meanwhile nothing can be changed.'),
  })
  .refine(({ startsAt, endsAt }) => Date.parse(endsAt) > (startsAt ? Date.parse(startsAt) : Date.now()), {
    path: ['endsAt'],
    message: 'must be later than the beginning, and in the future',
  })

const announcementView = z.object({
  id: z.string(),
  texts: z.object({ en: z.string(), fr: z.string(), ar: z.string() }),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  maintenance: z.boolean(),
})

/** `/api/v1/announcements`: what the operator tells everybody. */
export function announcementRoutes(app: HttpApp, context: Context): void {
  readRoutes(app, context)
  changeRoutes(app, context)
}

function readRoutes(app: HttpApp, context: Context): void {
  app.get(
    '/api/v1/announcements',
    {
      config: { access: 'signed_in' },
      schema: {
        tags: ['Operator'],
        summary: 'What the operator tells everybody now',
        response: { 200: listAnswer(announcementView) },
      },
    },
    async () => {
      const found = (await announcementsOf(context).inForce()).map(show)
      return okList(found, found.length, null)
    },
  )
  app.get(
    '/api/v1/platform/announcements',
    {
      config: { access: 'system_admin' },
      schema: {
        tags: ['Operator'],
        summary: 'Announcements that are in force or to come',
        querystring: pageQuery,
        response: { 200: listAnswer(announcementView) },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const after = cursor ? decodeCursor(cursor, PLACE) : null
      const rows = await context.db.system('announcements are for all businesses', tx =>
        tx.rows(selectToCome(after, limit + 1)),
      )
      return answerPage(rows, { limit }, show, ({ id }) => id)
    },
  )
}

function changeRoutes(app: HttpApp, context: Context): void {
  app.post(
    '/api/v1/platform/announcements',
    {
      config: { access: 'system_admin', recentAuthentication: true },
      schema: {
        tags: ['Operator'],
        summary: 'Tell everybody something, and stop changes meanwhile if need be',
        body: announcementBody,
        response: { 201: answer(announcementView) },
      },
    },
    async ({ principal, body }, reply) => {
      const { texts, maintenance, startsAt, endsAt } = body
      const row = { texts, maintenance, startsAt: new Date(startsAt ?? Date.now()), endsAt: new Date(endsAt) }
      const made = await context.db.system('announcements are for all businesses', tx =>
        tx.one(insertAnnouncement({ id: newId(), ...row }, principal.id)),
      )
      announcementsOf(context).forget()
      return reply.code(201).send(ok(show(made)))
    },
  )
  app.delete(
    '/api/v1/platform/announcements/:id',
    {
      config: { access: 'system_admin', recentAuthentication: true },
      schema: {
        tags: ['Operator'],
        summary: 'Take an announcement back; maintenance ends with it',
        params: z.object({ id: idParam('announcement') }),
        response: { 204: noAnswer },
      },
    },
    async ({ params }, reply) => {
      await context.db.system('announcements are for all businesses', tx => tx.run(deleteAnnouncement(params.id)))
      announcementsOf(context).forget()
      return reply.code(204).send(null)
    },
  )
}

const show = ({ id, texts, startsAt, endsAt, maintenance }: Announcement) => ({
  id: shown('announcement', id),
  texts,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  maintenance,
})
