import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Context, HttpApp } from '../../../../../platform/context.ts'
import { actorOf, answer, ok } from '../../../../../platform/http/index.ts'
import { showChannel } from '../../../lifecycle/channel.routes.ts'
import { runSoon } from '../../../lifecycle/channel-jobs.ts'
import { channelAnswer, channelParams } from '../../../schema.ts'
import {
  type BusinessProfile,
  deregisterNumber,
  openManaged,
  readProfile,
  registerNumber,
  signUp,
  subscribeApp,
  writeProfile,
} from './management.ts'

const WRITE = { access: 'channels:write' } as const
/** They set the number's PIN, take it away, or lead its messages elsewhere. */
const SENSITIVE = { ...WRITE, recentAuthentication: true } as const
const TAGS = ['Channels']
const pin = z.string().regex(/^\d{6}$/, 'must be the six digits of two-step verification')
const done = z.object({ done: z.literal(true) })
const text = (most: number) => z.string().trim().max(most)

const subscribeBody = z.strictObject({
  callbackUrl: z
    .url({ protocol: /^https$/, error: 'must be an https address' })
    .max(200)
    .optional()
    .describe('Where deliveries of this account go instead of the app’s own address.'),
  verifyToken: text(200).min(1).optional(),
})

const profileBody = z.strictObject({
  about: text(139).optional(),
  address: text(256).optional(),
  description: text(512).optional(),
  email: z.email().max(128).optional(),
  websites: z
    .array(z.url({ protocol: /^https?$/ }).max(256))
    .max(2)
    .optional(),
  vertical: text(40).optional(),
})
const profileAnswer = profileBody.extend({
  email: z.string().optional(),
  websites: z.array(z.string()).optional(),
  profile_picture_url: z.string().optional(),
})

const signupBody = z.strictObject({
  code: text(2000).min(1).describe('From Meta’s sign-up window; good for 30 seconds.'),
  wabaId: text(100).min(1),
  phoneNumberId: text(100).min(1),
  name: text(100).min(1).default('WhatsApp'),
  pin: pin.optional(),
})
const signupAnswer = z.object({
  channel: channelAnswer,
  steps: z.array(
    z.object({ step: z.enum(['subscribe', 'register']), done: z.boolean(), reason: z.string().nullable() }),
  ),
})

type OneChannel = { principal: FastifyRequest['principal']; params: { id: string } }

/**
 * Routes that only numbers of Meta's Cloud API have: registration, the subscription of their account, and a profile.
 */
export function managementRoutes(app: HttpApp, context: Context): void {
  const managed = ({ principal, params }: OneChannel) => openManaged(context, principal.tenantId, params.id)
  app.post(
    '/api/v1/channels/:id/register',
    {
      config: SENSITIVE,
      schema: {
        tags: TAGS,
        summary: 'Register the number at Meta',
        params: channelParams,
        body: z.strictObject({ pin }),
        response: { 200: answer(done) },
      },
    },
    async request => {
      const number = await managed(request)
      await registerNumber(number, request.body.pin)
      runSoon(context, 'check', number.channel)
      return ok({ done: true as const })
    },
  )
  app.post(
    '/api/v1/channels/:id/deregister',
    {
      config: SENSITIVE,
      schema: {
        tags: TAGS,
        summary: 'Take the number off the Cloud API',
        params: channelParams,
        response: { 200: answer(done) },
      },
    },
    async request => {
      const number = await managed(request)
      await deregisterNumber(number)
      runSoon(context, 'check', number.channel)
      return ok({ done: true as const })
    },
  )
  app.post(
    '/api/v1/channels/:id/subscribe',
    {
      config: SENSITIVE,
      schema: {
        tags: TAGS,
        summary: 'Have the account’s deliveries sent here',
        params: channelParams,
        body: subscribeBody,
        response: { 200: answer(done) },
      },
    },
    async request => {
      await subscribeApp(await managed(request), request.body)
      return ok({ done: true as const })
    },
  )
  profileRoutes(app, managed)
  signupRoute(app, context)
}

function profileRoutes(app: HttpApp, managed: (request: OneChannel) => ReturnType<typeof openManaged>): void {
  app.get(
    '/api/v1/channels/:id/business-profile',
    {
      config: { access: 'channels:read' },
      schema: {
        tags: TAGS,
        summary: 'What customers see of the business in WhatsApp',
        params: channelParams,
        response: { 200: answer(profileAnswer) },
      },
    },
    async request => ok(await readProfile(await managed(request))),
  )
  app.patch(
    '/api/v1/channels/:id/business-profile',
    {
      config: WRITE,
      schema: {
        tags: TAGS,
        summary: 'Change what customers see of the business',
        params: channelParams,
        body: profileBody,
        response: { 200: answer(profileAnswer) },
      },
    },
    async request => {
      const number = await managed(request)
      await writeProfile(number, request.body as BusinessProfile)
      return ok(await readProfile(number))
    },
  )
}

function signupRoute(app: HttpApp, context: Context): void {
  app.post(
    '/api/v1/channels/embedded-signup',
    {
      config: SENSITIVE,
      schema: {
        tags: TAGS,
        summary: 'Connect a number that signed up in Meta’s window',
        body: signupBody,
        response: { 201: answer(signupAnswer) },
      },
    },
    async (request, reply) => {
      const { channel, steps } = await signUp(
        context,
        request.principal.tenantId,
        request.body,
        actorOf(request.principal),
      )
      runSoon(context, 'check', channel)
      return reply.code(201).send(ok({ channel: showChannel(context, channel), steps }))
    },
  )
}
