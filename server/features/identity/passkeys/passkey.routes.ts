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
import { signedInView } from '../schema.ts'
import { sessionOf } from '../sessions/session.ts'
import { countTry, TRIES } from '../throttle.ts'
import {
  newPasskeyView,
  optionsView,
  passkeyBody,
  passkeyPatch,
  passkeySignInBody,
  passkeyView,
} from './passkey.schema.ts'
import type { PasskeyRow } from './passkey.sql.ts'
import { addPasskey, beginPasskey, listPasskeys, removePasskey, rename } from './passkey.ts'
import { askForPasskey, signInByPasskey } from './passkey-sign-in.ts'

const tags = ['Identity']
const place = z.object({ id: z.guid() })
const params = z.object({ id: idParam('passkey') })
/** A stored answer must not show again what is shown once. */
const OWN = { access: 'signed_in', idempotent: false } as const

export function passkeyRoutes(app: HttpApp, context: Context): void {
  signInRoutes(app, context)
  makeRoutes(app, context)
  ownRoutes(app, context)
}

function signInRoutes(app: HttpApp, context: Context): void {
  const identity = identityOf(context)
  const { limits } = context
  const devices = createDevices(context.config)
  const config = { access: 'public' } as const
  app.post(
    '/api/v1/auth/login/passkey/options',
    {
      config,
      schema: {
        tags,
        summary: 'Begin to sign in by a passkey',
        response: { 200: answer(optionsView) },
      },
    },
    async (request, reply) => {
      await countTry(limits, reply, [TRIES.linkByAddress, networkOfPeer(request)])
      return ok({ options: { ...(await askForPasskey(identity)) } })
    },
  )

  app.post(
    '/api/v1/auth/login/passkey',
    {
      config,
      schema: {
        tags,
        summary: 'Sign in by a passkey, without a password',
        description: 'It counts as both factors: the device has asked its person for a fingerprint, a face or a PIN.',
        body: passkeySignInBody,
        response: { 200: answer(signedInView) },
      },
    },
    async (request, reply) => {
      await countTry(limits, reply, [TRIES.loginByAddress, networkOfPeer(request)])
      const knownDevice = (email: string) => devices.deviceOf(request, email) !== undefined
      const { email, signedIn } = await signInByPasskey(identity, request.body.response, clientOf(request), knownDevice)
      if (!knownDevice(email)) devices.remember(reply, email)
      return ok(signedIn)
    },
  )
}

function makeRoutes(app: HttpApp, context: Context): void {
  const identity = identityOf(context)
  // What sets a second factor up is open to who lacks it.
  const config = { ...OWN, recentAuthentication: true, withoutSecondFactor: true } as const
  app.post(
    '/api/v1/passkeys/options',
    {
      config,
      schema: { tags, summary: 'Begin to make a passkey', response: { 200: answer(optionsView) } },
    },
    async ({ principal }) => ok({ options: { ...(await beginPasskey(identity, sessionOf(principal).id)) } }),
  )

  app.post(
    '/api/v1/passkeys',
    {
      config,
      schema: {
        tags,
        summary: 'Keep the passkey that the browser has made',
        description:
          'With the first second factor of an account its password alone opens nothing any more, its other sessions end, and it gets recovery codes.',
        body: passkeyBody,
        response: { 201: answer(newPasskeyView) },
      },
    },
    async (request, reply) => {
      const { passkey, recoveryCodes } = await addPasskey(
        identity,
        sessionOf(request.principal),
        request.body,
        clientOf(request),
      )
      return reply.code(201).send(ok({ passkey: show(passkey), recoveryCodes }))
    },
  )
}

function ownRoutes(app: HttpApp, context: Context): void {
  const identity = identityOf(context)
  app.get(
    '/api/v1/passkeys',
    {
      config: { ...OWN, withoutSecondFactor: true },
      schema: { tags, summary: 'Your passkeys', querystring: pageQuery, response: { 200: listAnswer(passkeyView) } },
    },
    async ({ principal, query }) => {
      const before = query.cursor ? decodeCursor(query.cursor, place).id : null
      const rows = await listPasskeys(identity, sessionOf(principal).id, query.limit + 1, before)
      return answerPage(rows, { limit: query.limit }, show, ({ id }) => ({ id }))
    },
  )

  app.patch(
    '/api/v1/passkeys/:id',
    {
      config: OWN,
      schema: {
        tags,
        summary: 'Call a passkey something else',
        params,
        body: passkeyPatch,
        response: { 200: answer(passkeyView) },
      },
    },
    async ({ principal, params, body }) =>
      ok(show(await rename(identity, sessionOf(principal).id, params.id, body.name))),
  )

  app.delete(
    '/api/v1/passkeys/:id',
    {
      config: { ...OWN, recentAuthentication: true },
      schema: {
        tags,
        summary: 'Remove a passkey: it opens nothing any more',
        params,
        response: { 204: noAnswer },
      },
    },
    async (request, reply) => {
      await removePasskey(identity, sessionOf(request.principal), request.params.id, clientOf(request))
      return reply.code(204).send(null)
    },
  )
}

const show = ({ id, name, synced, createdAt, lastUsedAt }: PasskeyRow) => ({
  id: shown('passkey', id),
  name,
  synced,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
})
