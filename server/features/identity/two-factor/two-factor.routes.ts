import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { answer, networkOfPeer, noAnswer, ok } from '../../../platform/http/index.ts'
import { clientOf } from '../client.ts'
import { createDevices } from '../device.ts'
import { identityOf } from '../identity.ts'
import { emailOf } from '../reauthentication.ts'
import { signedInView } from '../schema.ts'
import { type SessionPrincipal, sessionOf } from '../sessions/session.ts'
import { codeTries, countTry, TRIES } from '../throttle.ts'
import { beginApp, confirmApp, factorsOf, removeApp, replaceRecoveryCodes } from './enrolment.ts'
import { finishSignIn, whomItAsks } from './second-step.ts'
import {
  appKeyView,
  codeBody,
  recoveryCodesView,
  removeAppBody,
  secondStepBody,
  twoFactorView,
} from './two-factor.schema.ts'

const tags = ['Identity']

export function twoFactorRoutes(app: HttpApp, context: Context): void {
  signInRoutes(app, context)
  appRoutes(app, context)
  proofRoutes(app, context)
}

function signInRoutes(app: HttpApp, context: Context): void {
  const identity = identityOf(context)
  const { limits } = context
  const devices = createDevices(context.config)
  app.post(
    '/api/v1/auth/login/second-factor',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Second step of a sign-in: the code',
        description:
          'After 401 SECOND_FACTOR_REQUIRED, with its challenge: five minutes, five codes, one session. A code counts once.',
        body: secondStepBody,
        response: { 200: answer(signedInView) },
      },
    },
    async (request, reply) => {
      await countTry(limits, reply, [TRIES.linkByAddress, networkOfPeer(request)])
      const email = await whomItAsks(identity, request.body.challenge)
      const device = devices.deviceOf(request, email)
      await countTry(limits, reply, ...codeTries(email, networkOfPeer(request), device))
      const knownDevice = device !== undefined
      const signedIn = await finishSignIn(identity, request.body, clientOf(request), { knownDevice })
      if (!knownDevice) devices.remember(reply, email)
      return ok(signedIn)
    },
  )
}

/** A stored answer must not show again what is shown once. */
const OWN = { access: 'signed_in', idempotent: false } as const
/** What sets a second factor up is open to who lacks it. */
const SET_UP = { ...OWN, withoutSecondFactor: true } as const

function appRoutes(app: HttpApp, context: Context): void {
  const identity = identityOf(context)
  const countCode = codeCounter(context)
  app.get(
    '/api/v1/two-factor',
    { config: SET_UP, schema: { tags, summary: 'Your second factors', response: { 200: answer(twoFactorView) } } },
    async ({ principal }) => ok(await factorsOf(identity, sessionOf(principal).id)),
  )

  app.post(
    '/api/v1/two-factor/totp',
    {
      config: { ...SET_UP, recentAuthentication: true },
      schema: {
        tags,
        summary: 'Begin to set up an authenticator app',
        description: 'Nothing changes before a code of the app was given. Beginning again makes another key.',
        response: { 200: answer(appKeyView) },
      },
    },
    async ({ principal }) => ok(await beginApp(identity, sessionOf(principal).id)),
  )

  app.post(
    '/api/v1/two-factor/totp/confirm',
    {
      config: { ...SET_UP, recentAuthentication: true },
      schema: {
        tags,
        summary: 'Turn two-factor sign-in on by a code of the app; your other sessions end',
        body: codeBody,
        response: { 200: answer(recoveryCodesView) },
      },
    },
    async (request, reply) => {
      const principal = sessionOf(request.principal)
      await countCode(request, reply, principal)
      const recoveryCodes = await confirmApp(identity, principal, request.body.code, clientOf(request))
      return ok({ recoveryCodes })
    },
  )
}

function proofRoutes(app: HttpApp, context: Context): void {
  const identity = identityOf(context)
  const countCode = codeCounter(context)
  app.post(
    '/api/v1/two-factor/totp/remove',
    {
      config: OWN,
      schema: {
        tags,
        summary: 'Turn two-factor sign-in off, by password and code',
        body: removeAppBody,
        response: { 204: noAnswer },
      },
    },
    async (request, reply) => {
      const principal = sessionOf(request.principal)
      await countTry(context.limits, reply, [TRIES.passwordByAccount, principal.id])
      await countCode(request, reply, principal)
      await removeApp(identity, principal, request.body, clientOf(request))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api/v1/two-factor/recovery-codes',
    {
      config: { ...OWN, recentAuthentication: true },
      schema: {
        tags,
        summary: 'Get new recovery codes, by a code; the ones of before open nothing any more',
        body: codeBody,
        response: { 200: answer(recoveryCodesView) },
      },
    },
    async (request, reply) => {
      const principal = sessionOf(request.principal)
      await countCode(request, reply, principal)
      const recoveryCodes = await replaceRecoveryCodes(identity, principal, request.body.code, clientOf(request))
      return ok({ recoveryCodes })
    },
  )
}

/** Codes of who is signed in count together with those of who signs in. */
function codeCounter(context: Context) {
  const identity = identityOf(context)
  const devices = createDevices(context.config)
  return async (request: FastifyRequest, reply: FastifyReply, { id }: SessionPrincipal): Promise<void> => {
    const email = await emailOf(identity, id)
    await countTry(context.limits, reply, ...codeTries(email, networkOfPeer(request), devices.deviceOf(request, email)))
  }
}
