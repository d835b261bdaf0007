import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { actorOf, answer, noAnswer, ok } from '../../../platform/http/index.ts'
import { text } from '../../tenancy/index.ts'
import { clientOf } from '../client.ts'
import { identityOf } from '../identity.ts'
import { email } from '../schema.ts'
import { sessionOf } from '../sessions/session.ts'
import { resetFactors, setPolicy } from './policy.ts'

const tags = ['Identity']
const policy = z.strictObject({ required: z.boolean() })
const resetBody = z.strictObject({ email, reason: text(1000) })

/** Whether a business asks for second factors, and the way out for who has lost theirs. */
export function policyRoutes(app: HttpApp, context: Context): void {
  const identity = identityOf(context)
  app.put(
    '/api/v1/two-factor/policy',
    {
      config: { access: 'tenant:write', recentAuthentication: true },
      schema: {
        tags,
        summary: 'Ask everybody in your business for a second factor, or no longer',
        description:
          'Who has none can do nothing but set one up, from the next request on. You need one yourself to ask for it: 409 SECOND_FACTOR_NEEDED.',
        body: policy,
        response: { 200: answer(z.object({ required: z.boolean() })) },
      },
    },
    async ({ principal, body }) => {
      await context.db.tenant(principal.tenantId, tx =>
        setPolicy(tx, body.required, sessionOf(principal), actorOf(principal)),
      )
      await identity.sessions.end({ tenantId: principal.tenantId })
      return ok(body)
    },
  )

  app.post(
    '/api/v1/two-factor/reset',
    {
      config: { access: 'system_admin', recentAuthentication: true },
      schema: {
        tags: ['Operator'],
        summary: 'Take the second factors from a person who has lost them; they and their businesses read the reason',
        body: resetBody,
        response: { 204: noAnswer },
      },
    },
    async (request, reply) => {
      await resetFactors(identity, request.body, sessionOf(request.principal), clientOf(request))
      return reply.code(204).send(null)
    },
  )
}
