import { randomUUID } from 'node:crypto'
import type { Context, HttpApp } from '../../../../platform/context.ts'
import { AppError } from '../../../../platform/errors/index.ts'
import { answer, ok } from '../../../../platform/http/index.ts'
import type { Uuid } from '../../../../platform/ids/index.ts'
import type { Call, MessageContent } from '../../contract/message.ts'
import { CHANNEL_ERRORS } from '../../errors.ts'
import type { Channel } from '../../lifecycle/channel.sql.ts'
import { getChannel } from '../../lifecycle/channel.ts'
import {
  type SimulatedMessageBody,
  simulatedMessageAnswer,
  simulatedMessageBody,
  simulatedStatusAnswer,
  simulatedStatusBody,
} from '../../schema.ts'
import { storeSimulated } from './simulated.ts'

const TAGS = ['Simulator']

/** `/api/v1/simulator/…`: the customer's side of a simulator channel. */
export function simulatorRoutes(app: HttpApp, context: Context): void {
  app.post(
    '/api/v1/simulator/messages',
    {
      config: { access: 'simulator:write' },
      schema: {
        tags: TAGS,
        summary: 'What a customer would send',
        body: simulatedMessageBody,
        response: { 202: answer(simulatedMessageAnswer) },
      },
    },
    async (request, reply) => {
      const { body } = request
      const channel = await simulatorChannel(context, request.principal.tenantId, body.channelId)
      const id = `sim.${randomUUID()}`
      await storeSimulated(context, channel, { messages: [simulated(id, body, context.clock.now())] })
      return reply.code(202).send(ok({ providerMessageId: id }))
    },
  )
  app.post(
    '/api/v1/simulator/statuses',
    {
      config: { access: 'simulator:write' },
      schema: {
        tags: TAGS,
        summary: 'What the phone would tell of a message it got: its ticks',
        body: simulatedStatusBody,
        response: { 202: answer(simulatedStatusAnswer) },
      },
    },
    async (request, reply) => {
      const { channelId, messageId, status } = request.body
      const channel = await simulatorChannel(context, request.principal.tenantId, channelId)
      const at = context.clock.now().toISOString()
      await storeSimulated(context, channel, { statuses: [{ id: messageId, status, at }] })
      return reply.code(202).send(ok({ accepted: true as const }))
    },
  )
}

async function simulatorChannel(context: Context, tenantId: Uuid, id: Uuid): Promise<Channel> {
  const channel = await context.db.tenant(tenantId, tx => getChannel(tx, id))
  if (channel.provider !== 'simulator') throw new AppError(CHANNEL_ERRORS.CHANNEL_NOT_SIMULATOR)
  return channel
}

const simulated = (id: string, body: SimulatedMessageBody, now: Date) => ({
  id,
  from: body.from.replace(/^\+/, ''),
  name: body.name,
  type: body.type,
  content: contentOf(body, now),
  replyTo: body.contextMessageId,
  groupId: body.groupId,
  groupName: body.groupName,
  at: now.toISOString(),
})

/** The API uses a provider's words; inside the program messages have one form. */
function contentOf({ type, ...body }: SimulatedMessageBody, now: Date): MessageContent {
  switch (type) {
    case 'text':
      return { text: body.text! }
    case 'interactive':
      return { interactive: interactiveOf(body.interactive!) }
    case 'button':
      return { button: body.button! }
    case 'location':
      return { location: body.location! }
    case 'contacts':
      return { contacts: body.contacts! }
    case 'reaction':
      return { reaction: { providerMessageId: body.reaction!.messageId, emoji: body.reaction!.emoji || null } }
    case 'call':
      return { call: callOf(body.call!, now) }
    default:
      return { media: { ...body.media, kind: type } }
  }
}

/** A call that has just ended. */
function callOf({ outcome, seconds }: NonNullable<SimulatedMessageBody['call']>, now: Date): Call {
  const talked = outcome === 'answered' ? (seconds ?? 1) : 0
  return {
    status: outcome,
    direction: 'inbound',
    startedAt: new Date(now.getTime() - talked * 1000).toISOString(),
    endedAt: now.toISOString(),
    ...(talked > 0 && { seconds: talked }),
  }
}

function interactiveOf(reply: NonNullable<SimulatedMessageBody['interactive']>): MessageContent['interactive'] {
  return reply.type === 'button_reply'
    ? { kind: 'button_reply', ...reply.button_reply }
    : { kind: 'list_reply', ...reply.list_reply }
}
