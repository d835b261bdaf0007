import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { actorOf, answer, ok } from '../../../platform/http/index.ts'
import { channelAnswer, channelParams, linkCodeAnswer, pairingBody } from '../schema.ts'
import { showChannel } from './channel.routes.ts'
import { askPairingCode, changeLink, type LinkChange, readLinkCode } from './linked-phone.ts'

const WRITE = { access: 'channels:write' } as const
/** Whoever has a code can put a phone of their own in the place of the one that was linked. */
const SENSITIVE = { ...WRITE, recentAuthentication: true } as const
const TAGS = ['Channels']
/** A screen that waits for a phone asks again every few seconds. */
const PER_MINUTE = 120

/** `/api/v1/channels/:id/…` of channels that are a linked phone. */
export function linkedRoutes(app: HttpApp, context: Context): void {
  app.get(
    '/api/v1/channels/:id/qr',
    {
      config: { ...SENSITIVE, perMinute: PER_MINUTE },
      schema: {
        tags: TAGS,
        summary: 'What to scan with the phone that is to be linked',
        params: channelParams,
        response: { 200: answer(linkCodeAnswer) },
      },
    },
    async (request, reply) => {
      // Whoever has the code has the phone's WhatsApp.
      reply.header('cache-control', 'no-store')
      return ok(await readLinkCode(context, request.principal.tenantId, request.params.id))
    },
  )
  app.post(
    '/api/v1/channels/:id/pairing-code',
    {
      config: SENSITIVE,
      schema: {
        tags: TAGS,
        summary: 'A code to type on the phone instead of scanning one',
        params: channelParams,
        body: pairingBody,
        response: { 200: answer(z.object({ code: z.string() })) },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const { tenantId } = request.principal
      return ok({ code: await askPairingCode(context, tenantId, request.params.id, request.body.phoneNumber) })
    },
  )
  changeRoute(app, context, 'start', 'Start the session of a linked phone')
  changeRoute(app, context, 'stop', 'Stop the session of a linked phone; it stays linked')
  changeRoute(app, context, 'logout', 'Unlink the phone')
}

/** Starting and stopping replaces nothing: the phone stays linked. */
function changeRoute(app: HttpApp, context: Context, change: LinkChange, summary: string): void {
  app.post(
    `/api/v1/channels/:id/${change}`,
    {
      config: change === 'logout' ? SENSITIVE : WRITE,
      schema: { tags: TAGS, summary, params: channelParams, response: { 200: answer(channelAnswer) } },
    },
    async request => {
      const { id } = request.params as { id: string }
      const channel = await changeLink(context, request.principal.tenantId, id, change, actorOf(request.principal))
      return ok(showChannel(context, channel))
    },
  )
}
