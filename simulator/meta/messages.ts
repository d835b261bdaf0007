import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Accepted, type ProviderCall, perform, refuse } from '../calls.ts'
import type { FaultRule } from '../misbehaviour/faults.ts'
import type { BusinessNumber } from './accounts/numbers.ts'
import { graphError } from './errors.ts'
import { metaDialect, type Platform } from './platform.ts'
import type { Reporter } from './reporter.ts'
import { badParam, isObject, type Json, type Refusal, required } from './rules/checks.ts'
import { checkProduct, judgeSend, type Sendable } from './rules/rules.ts'
import { judgeTemplate } from './templates/templates.ts'
import { directionOf, makeWamid } from './wamid.ts'

/** `POST /{phone-number-id}/messages`: a send, or a read receipt with or without a typing indicator. */
export async function handleMessages(
  platform: Platform,
  reporter: Reporter,
  number: BusinessNumber,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const body = request.body
  if (isObject(body) && body.status !== undefined) return handleReceipt(platform, number, body, reply)
  const judged = judge(platform, number, body)
  if ('refusal' in judged) {
    const claimed = isObject(body) ? body.biz_opaque_callback_data : undefined
    const attemptId = typeof claimed === 'string' ? claimed : undefined
    const entry = { kind: 'send' as const, phoneNumberId: number.id, attemptId, request: body }
    return refuse(platform.calls, metaDialect, reply, entry, judged.refusal)
  }
  const version = versionOf(request)
  const call = sendCall(platform, reporter, number, judged.send, body as Json, version)
  return perform(platform.calls, metaDialect, reply, call)
}

function judge(platform: Platform, number: BusinessNumber, body: unknown): ReturnType<typeof judgeSend> {
  if (!number.registered) return { refusal: graphError(133010) }
  const judged = judgeSend(body)
  if ('refusal' in judged || judged.send.type !== 'template') return judged
  const refusal = judgeTemplate(platform, number.wabaId, (body as Json).template as Json)
  return refusal ? { refusal } : judged
}

function sendCall(
  platform: Platform,
  reporter: Reporter,
  number: BusinessNumber,
  send: Sendable,
  body: Json,
  version: number,
): ProviderCall {
  return {
    kind: 'send',
    op: 'send',
    phoneNumberId: number.id,
    to: send.to,
    type: send.type,
    attemptId: send.attemptId,
    content: contentOf(send.type, body),
    request: body,
    accept: rule => {
      const about = { business: number.id, customer: send.to, template: send.type === 'template', code: 131047 }
      return acceptSend(reporter, number, send, version, platform.windows.judge(about, rule))
    },
  }
}

/** The text, or everything that stands under the type's name. */
function contentOf(type: string, body: Json): string {
  const content = body[type]
  if (type === 'text' && isObject(content)) return String(content.body)
  return JSON.stringify(content)
}

function acceptSend(
  reporter: Reporter,
  number: BusinessNumber,
  send: Sendable,
  version: number,
  rule: FaultRule | null,
): Accepted {
  const wamid = makeWamid(send.to, 'outgoing')
  const { to, addressing, attemptId, type } = send
  const contact = addressing === 'bsuid' ? { user_id: to } : { wa_id: to }
  const sent = { wamid, phoneNumberId: number.id, to, addressing, attemptId, type, version, acceptedAtMs: Date.now() }
  return {
    wamid,
    answer: {
      status: 200,
      body: {
        messaging_product: 'whatsapp',
        contacts: [{ input: send.input, ...contact }],
        messages: [{ id: wamid, ...(type === 'template' && { message_status: 'accepted' }) }],
      },
    },
    afterwards: () => reporter.follow(sent, rule),
  }
}

function handleReceipt(
  platform: Platform,
  number: BusinessNumber,
  body: Json,
  reply: FastifyReply,
): Promise<FastifyReply> | FastifyReply {
  const refusal = checkReceipt(body)
  const typing = body.typing_indicator !== undefined
  const entry = { kind: 'read' as const, phoneNumberId: number.id, request: body }
  if (refusal) return refuse(platform.calls, metaDialect, reply, entry, refusal)
  return perform(platform.calls, metaDialect, reply, {
    ...entry,
    op: 'read',
    type: typing ? 'typing' : 'read',
    accept: () => ({ answer: { status: 200, body: { success: true } }, wamid: String(body.message_id) }),
  })
}

function checkReceipt(body: Json): Refusal {
  const refusal = checkProduct(body)
  if (refusal) return refusal
  if (body.status !== 'read') return badParam('status', `must be one of {"READ"} - got ${JSON.stringify(body.status)}.`)
  if (typeof body.message_id !== 'string' || body.message_id === '') return required('message_id')
  if (directionOf(body.message_id) === 'outgoing') {
    return graphError(100, {
      details: `Message supplied to mark message as read API with message ID: ${body.message_id} is outgoing. Please use an incoming message ID.`,
    })
  }
  const typing = body.typing_indicator
  if (typing === undefined) return undefined
  if (isObject(typing) && typing.type === 'text') return undefined
  return badParam("typing_indicator['type']", 'must be one of {"TEXT"}.')
}

function versionOf(request: FastifyRequest): number {
  const { version } = request.params as { version?: string }
  return Number.parseInt(version?.slice(1) ?? '', 10) || 0
}
