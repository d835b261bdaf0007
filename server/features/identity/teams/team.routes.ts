import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import {
  actorOf,
  answer,
  answerPage,
  decodeCursor,
  links,
  listAnswer,
  noAnswer,
  ok,
  pageQuery,
  shown,
} from '../../../platform/http/index.ts'
import { identityOf } from '../identity.ts'
import { teamBody, teamIdParam, teamMemberBody, teamMemberParams, teamMemberView, teamView } from './team.schema.ts'
import type { Team, TeamMemberRow } from './team.sql.ts'
import {
  addTeam,
  getTeam,
  joinTeam,
  leaveTeam,
  pageOfTeamMembers,
  pageOfTeams,
  removeTeam,
  renameTeam,
} from './team.ts'

const tags = ['Identity']
const read = { access: 'users:read' } as const
const write = { access: 'users:write' } as const
/** Who is in a team decides what they see. */
const decide = { access: 'users:write', recentAuthentication: true } as const
const namePlace = z.object({ name: z.string() })
const userPlace = z.object({ userId: z.guid() })

const show = ({ id, name, memberCount, createdAt }: Team) => ({
  id: shown('team', id),
  name,
  memberCount,
  createdAt: createdAt.toISOString(),
  _links: links({ self: ['teams', shown('team', id)], members: ['teams', shown('team', id), 'members'] }),
})
const showPerson = ({ userId, name, joinedAt }: TeamMemberRow) => ({
  id: shown('user', userId),
  name,
  joinedAt: joinedAt.toISOString(),
})

/** `/teams`: groups of people to whom conversations are routed. */
export function teamRoutes(app: HttpApp, context: Context): void {
  readRoutes(app, context)
  membersRoute(app, context)
  changeRoutes(app, context)
  peopleRoutes(app, context)
  removeRoute(app, context)
}

function readRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/teams',
    {
      config: read,
      schema: {
        tags,
        summary: 'Teams of your business, by name',
        querystring: pageQuery,
        response: { 200: listAnswer(teamView) },
      },
    },
    async ({ principal, query }) => {
      const after = query.cursor ? decodeCursor(query.cursor, namePlace).name : null
      const found = await db.tenant(principal.tenantId, tx => pageOfTeams(tx, after, query.limit))
      return answerPage(found, query, show, ({ name }) => ({ name }))
    },
  )

  app.get(
    '/api/v1/teams/:id',
    { config: read, schema: { tags, summary: 'One team', params: teamIdParam, response: { 200: answer(teamView) } } },
    async ({ principal, params }) => ok(show(await db.tenant(principal.tenantId, tx => getTeam(tx, params.id)))),
  )
}

function membersRoute(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/teams/:id/members',
    {
      config: read,
      schema: {
        tags,
        summary: 'The people of a team',
        params: teamIdParam,
        querystring: pageQuery,
        response: { 200: listAnswer(teamMemberView) },
      },
    },
    async ({ principal, params, query }) => {
      const after = query.cursor ? decodeCursor(query.cursor, userPlace).userId : null
      const found = await db.tenant(principal.tenantId, tx => pageOfTeamMembers(tx, params.id, after, query.limit))
      return answerPage(found, query, showPerson, ({ userId }) => ({ userId }))
    },
  )
}

function changeRoutes(app: HttpApp, { db }: Context): void {
  app.post(
    '/api/v1/teams',
    {
      config: write,
      schema: { tags, summary: 'Make a team', body: teamBody, response: { 201: answer(teamView) } },
    },
    async ({ principal, body }, reply) => {
      const team = await db.tenant(principal.tenantId, tx => addTeam(tx, body.name, actorOf(principal)))
      return reply.code(201).send(ok(show(team)))
    },
  )

  app.patch(
    '/api/v1/teams/:id',
    {
      config: write,
      schema: {
        tags,
        summary: 'Rename a team',
        params: teamIdParam,
        body: teamBody,
        response: { 200: answer(teamView) },
      },
    },
    async ({ principal, params, body }) =>
      ok(show(await db.tenant(principal.tenantId, tx => renameTeam(tx, params.id, body.name, actorOf(principal))))),
  )
}

function removeRoute(app: HttpApp, context: Context): void {
  const { sessions } = identityOf(context)
  app.delete(
    '/api/v1/teams/:id',
    {
      config: decide,
      schema: {
        tags,
        summary: 'Take a team away',
        description: 'Its people stay in the business, and its conversations belong to no team any more.',
        params: teamIdParam,
        response: { 204: noAnswer },
      },
    },
    async ({ principal, params }, reply) => {
      const left = await context.db.tenant(principal.tenantId, tx => removeTeam(tx, params.id, actorOf(principal)))
      for (const userId of left) await sessions.end({ userId })
      return reply.code(204).send(null)
    },
  )
}

function peopleRoutes(app: HttpApp, context: Context): void {
  const { db } = context
  const { sessions } = identityOf(context)
  app.post(
    '/api/v1/teams/:id/members',
    {
      config: decide,
      schema: {
        tags,
        summary: 'Put somebody into a team',
        description: 'Twice is once. It counts from their next request on.',
        params: teamIdParam,
        body: teamMemberBody,
        response: { 200: answer(teamView) },
      },
    },
    async ({ principal, params, body }) => {
      const { userId } = body
      const team = await db.tenant(principal.tenantId, tx => joinTeam(tx, params.id, userId, actorOf(principal)))
      await sessions.end({ userId })
      return ok(show(team))
    },
  )

  app.delete(
    '/api/v1/teams/:id/members/:userId',
    {
      config: decide,
      schema: { tags, summary: 'Take somebody out of a team', params: teamMemberParams, response: { 204: noAnswer } },
    },
    async ({ principal, params }, reply) => {
      const { id, userId } = params
      await db.tenant(principal.tenantId, tx => leaveTeam(tx, id, userId, actorOf(principal)))
      await sessions.end({ userId })
      return reply.code(204).send(null)
    },
  )
}
