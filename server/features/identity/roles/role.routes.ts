import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import {
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
import { PERMISSIONS, permissionsOf, ROLES } from '../members/permissions.ts'
import { permissionView, roleBody, roleIdParam, rolePatch, roleView } from './role.schema.ts'
import type { OwnRole } from './role.sql.ts'
import { addRole, changeRole, getRole, pageOfRoles, removeRole } from './role.ts'

const tags = ['Identity']
const read = { access: 'users:read' } as const
const write = { access: 'users:write', recentAuthentication: true } as const
const namePlace = z.object({ name: z.string() })

const show = ({ id, name, permissions, memberCount, createdAt }: OwnRole) => ({
  ...{ id: shown('role', id), name, permissions, memberCount },
  createdAt: createdAt.toISOString(),
  _links: links({ self: ['roles', shown('role', id)] }),
})

/** `/roles`: roles that a business makes of permissions, beside those that are there from the start. */
export function roleRoutes(app: HttpApp, context: Context): void {
  readRoutes(app, context)
  permissionsRoute(app)
  writeRoutes(app, context)
  removeRoute(app, context)
}

function readRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/roles',
    {
      config: read,
      schema: {
        tags,
        summary: 'Roles that your business has made, by name',
        querystring: pageQuery,
        response: { 200: listAnswer(roleView) },
      },
    },
    async ({ principal, query }) => {
      const after = query.cursor ? decodeCursor(query.cursor, namePlace).name : null
      const found = await db.tenant(principal.tenantId, tx => pageOfRoles(tx, after, query.limit))
      return answerPage(found, query, show, ({ name }) => ({ name }))
    },
  )

  app.get(
    '/api/v1/roles/:id',
    { config: read, schema: { tags, summary: 'One role', params: roleIdParam, response: { 200: answer(roleView) } } },
    async ({ principal, params }) => ok(show(await db.tenant(principal.tenantId, tx => getRole(tx, params.id)))),
  )
}

function permissionsRoute(app: HttpApp): void {
  const table = PERMISSIONS.map(name => ({ name, roles: ROLES.filter(role => permissionsOf(role).has(name)) }))
  app.get(
    '/api/v1/permissions',
    {
      config: read,
      schema: {
        tags,
        summary: 'Of what roles are made, and which of the roles that are there from the start may what',
        response: { 200: answer(z.array(permissionView)) },
      },
    },
    async () => ok(table),
  )
}

function writeRoutes(app: HttpApp, context: Context): void {
  const { db } = context
  const { sessions } = identityOf(context)
  app.post(
    '/api/v1/roles',
    {
      config: write,
      schema: { tags, summary: 'Make a role of permissions', body: roleBody, response: { 201: answer(roleView) } },
    },
    async ({ principal, body }, reply) =>
      reply.code(201).send(ok(show(await db.tenant(principal.tenantId, tx => addRole(tx, body, principal))))),
  )

  app.patch(
    '/api/v1/roles/:id',
    {
      config: write,
      schema: {
        tags,
        summary: 'Rename a role, or change what it may do',
        description: 'It counts for everybody who has it, from their next request on.',
        params: roleIdParam,
        body: rolePatch,
        response: { 200: answer(roleView) },
      },
    },
    async ({ principal, params, body }) => {
      const role = await db.tenant(principal.tenantId, tx => changeRole(tx, params.id, body, principal))
      await sessions.end({ tenantId: principal.tenantId })
      return ok(show(role))
    },
  )
}

function removeRoute(app: HttpApp, { db }: Context): void {
  app.delete(
    '/api/v1/roles/:id',
    {
      config: write,
      schema: { tags, summary: 'Remove a role that nobody has', params: roleIdParam, response: { 204: noAnswer } },
    },
    async ({ principal, params }, reply) => {
      await db.tenant(principal.tenantId, tx => removeRole(tx, params.id, principal))
      return reply.code(204).send(null)
    },
  )
}
