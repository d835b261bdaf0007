import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import {
  actorOf,
  answer,
  answerPage,
  decodeCursor,
  idParam,
  listAnswer,
  noAnswer,
  ok,
  pageQuery,
  shown,
} from '../../../platform/http/index.ts'
import { avatarUrlOf } from '../avatars/address.ts'
import { clientOf } from '../client.ts'
import { identityOf } from '../identity.ts'
import { abilitiesPatch, givenRoleOf, memberPatch, memberView } from '../schema.ts'
import { changeAbilities } from './assignable.ts'
import { changeMember, removeMember } from './change-member.ts'
import { listMembers, type Member } from './member.ts'
import { visibilityOf } from './visibility.ts'

const place = z.object({ name: z.string(), userId: z.guid() })

const show = (member: Member) => ({
  id: shown('user', member.userId),
  name: member.name,
  email: member.email,
  role: member.role,
  ownRole: ownRoleOf(member),
  visibility: visibilityOf(member),
  takesConversations: member.takesConversations ?? member.role === 'agent',
  capacity: member.capacity,
  skills: member.skills,
  languages: member.languages,
  twoFactor: member.twoFactor,
  avatarUrl: avatarUrlOf(member.avatar),
  createdAt: member.createdAt.toISOString(),
})

/** An own role, in answers. */
export const ownRoleOf = ({ roleId, roleName }: Pick<Member, 'roleId' | 'roleName'>) =>
  roleId === null ? null : { id: shown('role', roleId), name: roleName ?? '' }

const changeOf = ({ visibility, ...given }: z.output<typeof memberPatch>) => {
  const role = givenRoleOf(given)
  return { ...(role && { role }), ...(visibility && { visibility }) }
}

const tags = ['Identity']
const params = z.object({ id: idParam('user') })

export function memberRoutes(app: HttpApp, context: Context): void {
  const { db } = context
  app.get(
    '/api/v1/users',
    {
      config: { access: 'users:read' },
      schema: {
        tags,
        summary: 'The people of your business',
        querystring: pageQuery,
        response: { 200: listAnswer(memberView) },
      },
    },
    async ({ principal, query }) => {
      const { limit, cursor } = query
      const after = cursor ? decodeCursor(cursor, place) : null
      const found = await db.tenant(principal.tenantId, tx => listMembers(tx, { limit: limit + 1, after }))
      return answerPage(found, { limit }, show, ({ name, userId }) => ({ name, userId }))
    },
  )
  changeRoutes(app, context)
  abilityRoutes(app, context)
}

function abilityRoutes(app: HttpApp, { db }: Context): void {
  app.patch(
    '/api/v1/users/:id/abilities',
    {
      config: { access: 'users:write' },
      schema: {
        tags,
        summary: 'Say what somebody can take on',
        description:
          'What automatic assignment goes by: whether they take part, how much they can have at one time, skills and languages.',
        params,
        body: abilitiesPatch,
        response: { 200: answer(memberView) },
      },
    },
    async ({ principal, params, body }) =>
      ok(show(await db.tenant(principal.tenantId, tx => changeAbilities(tx, params.id, body, actorOf(principal))))),
  )
}

function changeRoutes(app: HttpApp, context: Context): void {
  const { db } = context
  const { sessions } = identityOf(context)
  const config = { access: 'users:write', recentAuthentication: true } as const

  app.patch(
    '/api/v1/users/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Give somebody another role, or say which conversations they see',
        description:
          'It counts from their next request on. The only administrator cannot become something else, and an administrator sees all conversations.',
        params,
        body: memberPatch,
        response: { 200: answer(memberView) },
      },
    },
    async request => {
      const { principal, params, body } = request
      const member = await db.tenant(principal.tenantId, tx =>
        changeMember(tx, params.id, changeOf(body), { principal, client: clientOf(request) }),
      )
      await sessions.end({ userId: params.id })
      return ok(show(member))
    },
  )

  app.delete(
    '/api/v1/users/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Take somebody out of your business',
        description:
          'They are refused from their next request on, their live lines close, and their conversations go back to the queue. The only administrator cannot be removed.',
        params,
        response: { 204: noAnswer },
      },
    },
    async (request, reply) => {
      const { principal, params } = request
      await db.tenant(principal.tenantId, tx => removeMember(tx, params.id, { principal, client: clientOf(request) }))
      await sessions.end({ userId: params.id })
      return reply.code(204).send(null)
    },
  )
}
