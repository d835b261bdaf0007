import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import {
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
import { addDevice, listDevices, type PushDevice, pushKeyOf, removeDevice } from '../../../platform/push/index.ts'
import { sessionOf } from '../sessions/session.ts'

const tags = ['Identity']
const place = z.object({ id: z.guid() })
const DEVICE_LENGTH = 300

/** Base64url of so many bytes. */
const bytes = (count: number) =>
  z
    .string()
    .max(200)
    .refine(
      text => /^[\w-]+=*$/.test(text) && Buffer.from(text, 'base64url').length === count,
      `must be ${count} bytes`,
    )

const subscriptionBody = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(1000),
  keys: z.object({ p256dh: bytes(65), auth: bytes(16) }),
})

const deviceView = z.object({
  id: z.string(),
  device: z.string().describe('What the browser calls itself'),
  current: z.boolean().describe('The session that asks'),
  createdAt: z.iso.datetime(),
  lastSentAt: z.iso.datetime().nullable(),
})

const show = (device: PushDevice, sessionId: string) => ({
  id: shown('pushDevice', device.id),
  device: device.device,
  current: device.sessionId === sessionId,
  createdAt: device.createdAt.toISOString(),
  lastSentAt: device.lastSentAt?.toISOString() ?? null,
})

/** The browsers in which a person is told of things while the app is closed. */
export function pushRoutes(app: HttpApp, context: Context): void {
  // A stored answer must not bring back what has ended since.
  const config = { access: 'signed_in', idempotent: false } as const

  app.get(
    '/api/v1/notifications/push-key',
    {
      config,
      schema: {
        tags,
        summary: 'The key that a browser needs to subscribe',
        response: { 200: answer(z.object({ publicKey: z.string().describe('VAPID, base64url') })) },
      },
    },
    async ({ principal }) => {
      sessionOf(principal)
      return ok({ publicKey: (await pushKeyOf(context)).publicKey })
    },
  )

  app.get(
    '/api/v1/notifications/devices',
    {
      config,
      schema: {
        tags,
        summary: 'Browsers that show you notifications',
        querystring: pageQuery,
        response: { 200: listAnswer(deviceView) },
      },
    },
    async ({ principal, query }) => {
      const { id: userId, sessionId } = sessionOf(principal)
      const before = query.cursor ? decodeCursor(query.cursor, place).id : null
      const rows = await listDevices(context, userId, query.limit + 1, before)
      return answerPage(
        rows,
        { limit: query.limit },
        row => show(row, sessionId),
        ({ id }) => ({ id }),
      )
    },
  )
  changeRoutes(app, context)
}

function changeRoutes(app: HttpApp, context: Context): void {
  const config = { access: 'signed_in', idempotent: false } as const

  app.post(
    '/api/v1/notifications/devices',
    {
      config,
      schema: {
        tags,
        summary: 'Let this browser show you notifications',
        description:
          'The body is what `PushManager.subscribe` gives. It lasts as long as your session here; a browser that says it again replaces what it said.',
        body: subscriptionBody,
        response: { 201: answer(deviceView) },
      },
    },
    async (request, reply) => {
      const { id: userId, sessionId } = sessionOf(request.principal)
      const device = (request.headers['user-agent'] ?? '').slice(0, DEVICE_LENGTH)
      const added = await addDevice(context, { userId, sessionId, device }, request.body)
      return reply.code(201).send(ok(show(added, sessionId)))
    },
  )

  app.delete(
    '/api/v1/notifications/devices/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Show me nothing in that browser any more',
        params: z.object({ id: idParam('pushDevice') }),
        response: { 204: noAnswer },
      },
    },
    async ({ principal, params }, reply) => {
      await removeDevice(context, sessionOf(principal).id, params.id)
      return reply.code(204).send(null)
    },
  )
}
