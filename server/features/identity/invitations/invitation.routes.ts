import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import {
  answer,
  answerPage,
  decodeCursor,
  idParam,
  listAnswer,
  networkOfPeer,
  noAnswer,
  ok,
  pageQuery,
  shown,
} from '../../../platform/http/index.ts'
import { clientOf } from '../client.ts'
import { createDevices } from '../device.ts'
import { identityOf } from '../identity.ts'
import { ownRoleOf } from '../members/member.routes.ts'
import { givenRoleOf, signedInView } from '../schema.ts'
import { createAuthenticator } from '../sessions/authenticator.ts'
import { sessionOf } from '../sessions/session.ts'
import { countTry, loginTries, TRIES } from '../throttle.ts'
import { acceptInvitation, openInvitation } from './accept.ts'
import {
  acceptBody,
  invitationBody,
  invitationView,
  lookUpBody,
  lookUpView,
  resendBody,
  sentInvitationView,
} from './invitation.schema.ts'
import { type Delivery, type Invitation, invite, listInvitations, resend, revoke } from './invitation.ts'

const tags = ['Identity']
const params = z.object({ id: idParam('invitation') })
const place = z.object({ id: z.guid() })

export function invitationRoutes(app: HttpApp, context: Context): void {
  listRoute(app, context)
  writeRoutes(app, context)
  publicRoutes(app, context)
}

const show = ({ id, email, name, role, locale, ...row }: Invitation) => ({
  ...{ id: shown('invitation', id), email, name, role, ownRole: ownRoleOf(row), locale },
  invitedBy: { id: shown('user', row.invitedBy), name: row.inviterName },
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  expired: row.expired,
})

function listRoute(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/invitations',
    {
      config: { access: 'users:write' },
      schema: {
        tags,
        summary: 'Invitations that nobody has accepted yet',
        querystring: pageQuery,
        response: { 200: listAnswer(invitationView) },
      },
    },
    async ({ principal, query }) => {
      const { limit, cursor } = query
      const before = cursor ? decodeCursor(cursor, place).id : null
      const found = await db.tenant(principal.tenantId, tx => listInvitations(tx, limit + 1, before))
      return answerPage(found, { limit }, show, ({ id }) => ({ id }))
    },
  )
}

function writeRoutes(app: HttpApp, context: Context): void {
  const { db, limits } = context
  // A stored answer would hold a link.
  const config = { access: 'users:write', recentAuthentication: true, idempotent: false } as const
  const by = (request: FastifyRequest) => ({ principal: request.principal, client: clientOf(request) })
  const countMail = async (request: FastifyRequest, reply: FastifyReply, email: string, deliver: Delivery) => {
    await countTry(limits, reply, [TRIES.inviteByTenant, request.principal.tenantId])
    if (deliver === 'mail') await countTry(limits, reply, [TRIES.mailByRecipient, email])
  }

  app.post(
    '/api/v1/invitations',
    {
      config,
      schema: {
        tags,
        summary: 'Invite somebody to work for your business',
        description: 'The link counts for seven days, and once.',
        body: invitationBody,
        response: { 201: answer(sentInvitationView) },
      },
    },
    async (request, reply) => {
      const { body, principal } = request
      const wanted = { ...body, role: givenRoleOf(body)! }
      await countMail(request, reply, body.email, body.deliver)
      const sent = await db.tenant(principal.tenantId, tx => invite(context, tx, wanted, by(request)))
      return reply.code(201).send(ok({ ...show(sent.invitation), ...(sent.link && { link: sent.link }) }))
    },
  )

  app.post(
    '/api/v1/invitations/:id/resend',
    {
      config,
      schema: {
        tags,
        summary: 'Send an invitation again, or get a link to copy; the link of before is dead',
        params,
        body: resendBody,
        response: { 200: answer(sentInvitationView) },
      },
    },
    async (request, reply) => {
      const { body, params, principal } = request
      await countMail(request, reply, params.id, body.deliver)
      const sent = await db.tenant(principal.tenantId, tx => resend(context, tx, params.id, body.deliver, by(request)))
      return ok({ ...show(sent.invitation), ...(sent.link && { link: sent.link }) })
    },
  )

  revokeRoute(app, context)
}

function revokeRoute(app: HttpApp, { db }: Context): void {
  const config = { access: 'users:write', recentAuthentication: true, idempotent: false } as const
  app.delete(
    '/api/v1/invitations/:id',
    { config, schema: { tags, summary: 'Take an invitation back', params, response: { 204: noAnswer } } },
    async (request, reply) => {
      const { principal, params } = request
      await db.tenant(principal.tenantId, tx => revoke(tx, params.id, { principal, client: clientOf(request) }))
      return reply.code(204).send(null)
    },
  )
}

function publicRoutes(app: HttpApp, context: Context): void {
  const identity = identityOf(context)
  const { limits } = context
  const devices = createDevices(context.config)
  const { authenticate } = createAuthenticator(context)
  const config = { access: 'public' } as const

  app.post(
    '/api/v1/invitations/look-up',
    {
      config,
      schema: {
        tags,
        summary: 'What a link of an invitation opens',
        description: 'The token is in the body, because addresses are written into logs.',
        body: lookUpBody,
        response: { 200: answer(lookUpView) },
      },
    },
    async (request, reply) => {
      await countTry(limits, reply, [TRIES.linkByAddress, networkOfPeer(request)])
      const { invitation, tenant, inviterName, known } = await openInvitation(identity, request.body.token)
      const { email, name, role, expiresAt } = invitation as Invitation
      const about = { email, name, role, ownRole: ownRoleOf(invitation), expiresAt: expiresAt.toISOString() }
      return ok({ businessName: tenant.name, ...about, invitedBy: inviterName, hasAccount: known !== undefined })
    },
  )

  app.post(
    '/api/v1/invitations/accept',
    {
      config,
      schema: {
        tags,
        summary: 'Accept an invitation',
        description:
          'A new person sends name and password. Who has an account with the address sends its password, or is signed in with it (Authorization).',
        body: acceptBody,
        response: { 200: answer(signedInView) },
      },
    },
    async (request, reply) => {
      const { body, headers } = request
      await countTry(limits, reply, [TRIES.linkByAddress, networkOfPeer(request)])
      const signedIn = headers.authorization === undefined ? undefined : sessionOf(await authenticate(request))
      const { email } = (await openInvitation(identity, body.token)).invitation
      const device = devices.deviceOf(request, email)
      if (!signedIn) await countTry(limits, reply, ...loginTries(email, networkOfPeer(request), device))
      const accepted = await acceptInvitation(identity, body, clientOf(request), signedIn)
      if (device === undefined) devices.remember(reply, email)
      return ok(accepted)
    },
  )
}
