import type { Context, HttpApp } from '../../../platform/context.ts'
import { answer, networkOfPeer, ok } from '../../../platform/http/index.ts'
import { clientOf } from '../client.ts'
import { identityOf } from '../identity.ts'
import { emailOf } from '../reauthentication.ts'
import { sessionOf } from '../sessions/session.ts'
import { countTry, TRIES } from '../throttle.ts'
import { askedView, forgotBody, resetBody, resetView, sentView, verifiedView, verifyBody } from './account.schema.ts'
import { mailReset, resendVerification, resetPassword, verifyEmail } from './recovery.ts'

const tags = ['Identity']

/** Ways back to an account, and the proof of an address, by links in mails. */
export function recoveryRoutes(app: HttpApp, context: Context): void {
  passwordRoutes(app, context)
  verificationRoutes(app, context)
}

function passwordRoutes(app: HttpApp, context: Context): void {
  const identity = identityOf(context)
  const { limits } = context
  const config = { access: 'public' } as const

  app.post(
    '/api/v1/auth/password/forgot',
    {
      config,
      schema: {
        tags,
        summary: 'Ask for a link by which you set a new password',
        description: 'The answer is the same whether somebody has an account with the address or not.',
        body: forgotBody,
        response: { 202: answer(askedView) },
      },
    },
    async (request, reply) => {
      const { email } = request.body
      await countTry(limits, reply, [TRIES.linkByAddress, networkOfPeer(request)], [TRIES.mailByRecipient, email])
      void mailReset(identity, email)
      return reply.code(202).send(ok({ accepted: true as const }))
    },
  )

  app.post(
    '/api/v1/auth/password/reset',
    {
      config,
      schema: {
        tags,
        summary: 'Set a new password by the link; all your sessions end',
        body: resetBody,
        response: { 200: answer(resetView) },
      },
    },
    async (request, reply) => {
      await countTry(limits, reply, [TRIES.linkByAddress, networkOfPeer(request)])
      await resetPassword(identity, request.body, clientOf(request))
      return ok({ reset: true as const })
    },
  )
}

function verificationRoutes(app: HttpApp, context: Context): void {
  const identity = identityOf(context)
  const { limits } = context

  app.post(
    '/api/v1/auth/verify-email',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Prove your address by the link',
        body: verifyBody,
        response: { 200: answer(verifiedView) },
      },
    },
    async (request, reply) => {
      await countTry(limits, reply, [TRIES.linkByAddress, networkOfPeer(request)])
      await verifyEmail(identity, request.body.token, clientOf(request))
      return ok({ verified: true as const })
    },
  )

  app.post(
    '/api/v1/auth/verify-email/resend',
    {
      config: { access: 'signed_in', idempotent: false },
      schema: { tags, summary: 'Get that link again', response: { 200: answer(sentView) } },
    },
    async (request, reply) => {
      const { id } = sessionOf(request.principal)
      await countTry(limits, reply, [TRIES.mailByRecipient, await emailOf(identity, id)])
      return ok({ sent: await resendVerification(identity, id) })
    },
  )
}
