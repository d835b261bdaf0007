import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context, HttpApp } from '../../platform/context.ts'
import { AppError, notFound } from '../../platform/errors/index.ts'
import { answer, networkOfPeer, ok } from '../../platform/http/index.ts'
import { readId } from '../../platform/ids/index.ts'
import { clientOf } from './client.ts'
import { createDevices } from './device.ts'
import { ERRORS } from './errors.ts'
import { type IdentityContext, identityOf } from './identity.ts'
import { describeSelf } from './members/member.ts'
import { changePassword } from './password.ts'
import { emailOf, reauthenticate } from './reauthentication.ts'
import { register } from './registration.ts'
import {
  loginBody,
  meView,
  pairView,
  passwordBody,
  type RegisterInput,
  reauthenticateBody,
  reauthenticatedView,
  refreshBody,
  registerBody,
  signedInView,
  signedOutView,
  switchBody,
} from './schema.ts'
import { asksForCookie, clearSessionCookie, keepTokensInCookies, refreshTokenOf } from './sessions/browser-session.ts'
import { sessionOf } from './sessions/session.ts'
import { refresh, signIn, signOut, switchTenant } from './sign-in.ts'
import { codeTries, countTry, loginTries, mustHaveLeft, TRIES, type Try } from './throttle.ts'

const tags = ['Identity']

export function authRoutes(app: HttpApp, context: Context): void {
  keepTokensInCookies(app, context)
  publicRoutes(app, context)
  loginRoute(app, context)
  sessionRoutes(app, context)
  passwordRoutes(app, context)
}

function publicRoutes(app: HttpApp, context: Context): void {
  const identity = identityOf(context)
  const { limits } = context
  const devices = createDevices(context.config)
  const config = { access: 'public' } as const

  app.post(
    '/api/v1/auth/register',
    {
      config,
      schema: {
        tags,
        summary: 'Make a business and its first administrator',
        description:
          'An address that has an account already is answered with 409 EMAIL_TAKEN. So this route tells who has an account, until addresses are confirmed by mail; a network gets that answer 20 times in an hour at most.',
        body: registerBody,
        response: { 201: answer(signedInView) },
      },
    },
    async (request, reply) => {
      await countTry(limits, reply, [TRIES.registerByAddress, networkOfPeer(request)])
      const registered = await registerFrom(identity, request, reply)
      devices.remember(reply, request.body.email)
      return reply.code(201).send(ok(registered))
    },
  )

  app.post(
    '/api/v1/auth/refresh',
    {
      config,
      schema: {
        tags,
        summary: 'Exchange a refresh token for a new pair',
        description:
          'Programs send refreshToken. A browser sends the header X-Session: cookie here and where it signs in: then the refresh token comes and goes as an HttpOnly, SameSite=Strict cookie, and the member is empty.',
        body: refreshBody,
        response: { 200: answer(pairView) },
      },
    },
    async (request, reply) => {
      const refreshToken = refreshTokenOf(context.config, request, request.body.refreshToken)
      await countTry(limits, reply, [TRIES.refreshByToken, refreshToken])
      return ok(await refresh(identity, refreshToken, clientOf(request)))
    },
  )
}

function loginRoute(app: HttpApp, context: Context): void {
  const identity = identityOf(context)
  const { limits } = context
  const devices = createDevices(context.config)
  app.post(
    '/api/v1/auth/login',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Sign in',
        description:
          'An account with two-factor sign-in is answered with 401 SECOND_FACTOR_REQUIRED and a challenge for the second step; a program may send the code at once as totp.',
        body: loginBody,
        response: { 200: answer(signedInView) },
      },
    },
    async (request, reply) => {
      const { email, totp } = request.body
      const device = devices.deviceOf(request, email)
      await countTry(limits, reply, ...loginTries(email, networkOfPeer(request), device))
      if (totp !== undefined) await countTry(limits, reply, ...codeTries(email, networkOfPeer(request), device))
      const signedIn = await signIn(identity, request.body, clientOf(request), { knownDevice: device !== undefined })
      if (device === undefined) devices.remember(reply, email)
      return ok(signedIn)
    },
  )
}

/** Registers, unless the network has been told too often that somebody has an account. */
async function registerFrom(
  identity: IdentityContext,
  request: FastifyRequest<{ Body: RegisterInput }>,
  reply: FastifyReply,
) {
  const { limits } = identity.context
  const taken: Try = [TRIES.takenByAddress, networkOfPeer(request)]
  await mustHaveLeft(limits, reply, taken)
  try {
    return await register(identity, request.body, clientOf(request))
  } catch (error) {
    if (error instanceof AppError && error.code === ERRORS.EMAIL_TAKEN.code) await countTry(limits, reply, taken)
    throw error
  }
}

function sessionRoutes(app: HttpApp, context: Context): void {
  const identity = identityOf(context)
  // A stored answer must not bring back a session that has ended since.
  const config = { access: 'signed_in', idempotent: false, withoutSecondFactor: true } as const

  app.post(
    '/api/v1/auth/logout',
    { config, schema: { tags, summary: 'End this session', response: { 200: answer(signedOutView) } } },
    async (request, reply) => {
      await signOut(identity, sessionOf(request.principal), clientOf(request))
      if (asksForCookie(request)) clearSessionCookie(context.config, reply)
      return ok({ signedOut: true as const })
    },
  )

  app.get(
    '/api/v1/auth/me',
    { config, schema: { tags, summary: 'Who you are and what you may do', response: { 200: answer(meView) } } },
    async request => ok(await describeSelf(context, sessionOf(request.principal))),
  )

  app.post(
    '/api/v1/auth/switch-tenant',
    {
      config,
      schema: {
        tags,
        summary: 'Work for another of your businesses',
        body: switchBody,
        response: { 200: answer(signedInView) },
      },
    },
    async request => {
      const tenantId = readId('tenant', request.body.tenantId)
      if (!tenantId) throw notFound()
      return ok(await switchTenant(identity, sessionOf(request.principal), tenantId))
    },
  )
}

/** What takes the password of a person who is signed in. */
function passwordRoutes(app: HttpApp, context: Context): void {
  const identity = identityOf(context)
  const devices = createDevices(context.config)
  const config = { access: 'signed_in', idempotent: false } as const

  app.post(
    '/api/v1/auth/password/change',
    {
      config,
      schema: {
        tags,
        summary: 'Change your password; all your sessions end, the answer is a new one',
        body: passwordBody,
        response: { 200: answer(pairView) },
      },
    },
    async (request, reply) => {
      const principal = sessionOf(request.principal)
      await countTry(context.limits, reply, [TRIES.passwordByAccount, principal.id])
      return ok(await changePassword(identity, principal, request.body, clientOf(request)))
    },
  )

  app.post(
    '/api/v1/auth/reauthenticate',
    {
      config: { ...config, withoutSecondFactor: true },
      schema: {
        tags,
        summary: 'Confirm that it is you, to change keys, credentials or members',
        description: 'It counts for this session alone. Tries are counted together with those to sign in.',
        body: reauthenticateBody,
        response: { 200: answer(reauthenticatedView) },
      },
    },
    async (request, reply) => {
      const principal = sessionOf(request.principal)
      const email = await emailOf(identity, principal.id)
      const device = devices.deviceOf(request, email)
      await countTry(context.limits, reply, ...loginTries(email, networkOfPeer(request), device))
      return ok({ recentForSeconds: await reauthenticate(identity, principal, request.body, clientOf(request)) })
    },
  )
}
