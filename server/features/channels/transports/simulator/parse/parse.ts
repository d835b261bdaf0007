import { z } from 'zod'
import type { Identity, InboundMessage, InboundStatus, ParsedDelivery } from '../../../contract/message.ts'
import type { ChannelAddress, RawDelivery } from '../../../contract/transport.ts'
import { arrayOf, objectOf, parseJson, present, textOf } from '../../../reading/json.ts'

/** Reads a delivery in our own small JSON. */
export function parseDelivery(raw: RawDelivery, channel: ChannelAddress): ParsedDelivery {
  const delivery = objectOf(parseJson(raw.body))
  return {
    messages: arrayOf(delivery?.messages).flatMap(item => readMessage(item, raw, channel) ?? []),
    statuses: arrayOf(delivery?.statuses).flatMap(item => readStatus(item, raw) ?? []),
    notices: [],
  }
}

function readMessage(item: unknown, raw: RawDelivery, channel: ChannelAddress): InboundMessage | undefined {
  const message = objectOf(item)
  const [id, from, type] = [textOf(message?.id), textOf(message?.from), textOf(message?.type)]
  if (!message || !id || !from || !type) return undefined
  const own = identitiesOf(from, channel.id)
  const { kind, value } = own.at(-1)!
  const identities = [...own, ...arrayOf(message.identities).flatMap(readIdentity)]
  return present<InboundMessage>({
    providerMessageId: id,
    direction: message.direction === 'outbound' ? 'outbound' : 'inbound',
    type,
    content: objectOf(message.content) ?? {},
    identities,
    address: { kind, value },
    profileName: textOf(message.name),
    replyToProviderId: textOf(message.replyTo),
    groupId: textOf(message.groupId),
    groupName: textOf(message.groupName),
    historic: message.historic === true ? true : undefined,
    at: timeOf(message.at, raw),
  })
}

/** Other names of the same person, as our own tests and demos give them. */
function readIdentity(item: unknown): Identity[] {
  const { success, data } = identity.safeParse(item)
  return success ? [data] : []
}

const identity = z.object({
  kind: z.enum(['phone', 'wa_id', 'bsuid', 'lid', 'username']),
  scope: z.string(),
  value: z.string().min(1),
})

/**
 * Digits are a phone, as WhatsApp writes it; anything else is the id of somebody who shows no phone, known only here.
 */
function identitiesOf(from: string, channelId: string): Identity[] {
  if (!/^\d+$/.test(from)) return [{ kind: 'bsuid', scope: channelId, value: from }]
  return [
    { kind: 'phone', scope: '', value: `+${from}` },
    { kind: 'wa_id', scope: '', value: from },
  ]
}

function readStatus(item: unknown, raw: RawDelivery): InboundStatus | undefined {
  const status = objectOf(item)
  const [id, name] = [textOf(status?.id), textOf(status?.status)]
  if (!status || !id || !name) return undefined
  const callbackData = textOf(status.callbackData)
  return present<InboundStatus>({ providerMessageId: id, status: name, at: timeOf(status.at, raw), callbackData })
}

function timeOf(value: unknown, raw: RawDelivery): Date {
  const at = new Date(textOf(value) ?? '')
  return Number.isNaN(at.getTime()) ? raw.receivedAt : at
}
