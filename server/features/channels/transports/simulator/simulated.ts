import type { Context } from '../../../../platform/context.ts'
import { newId, type Uuid } from '../../../../platform/ids/index.ts'
import type { DeliveryStatus, Identity, MessageContent, MessageType } from '../../contract/message.ts'
import { rawEventStoreOf } from '../../deliveries/store.ts'

/** What the customer's side of a simulator channel says: one delivery in our own small JSON. */
export interface SimulatedDelivery {
  messages?: SimulatedMessage[]
  statuses?: SimulatedStatus[]
}

export interface SimulatedMessage {
  id: string
  /** A phone in digits, or the id of somebody who shows no phone. */
  from: string
  name?: string | undefined
  type: MessageType
  content: MessageContent
  replyTo?: string | undefined
  groupId?: string | undefined
  groupName?: string | undefined
  /** From before the number was connected. */
  historic?: boolean
  /** Written by the business itself, on its phone. */
  direction?: 'inbound' | 'outbound'
  /** Other names of the customer, beside the one in `from`. */
  identities?: Identity[]
  /** ISO time. */
  at: string
}

export interface SimulatedStatus {
  id: string
  status: DeliveryStatus
  callbackData?: string
  /** ISO time. */
  at: string
}

/**
 * Stores a simulated delivery in the same way as a provider's, so that the whole path is used. Throws 503 when it is
 * not stored.
 */
export async function storeSimulated(
  context: Context,
  channel: { tenantId: Uuid; id: Uuid },
  delivery: SimulatedDelivery,
): Promise<void> {
  await rawEventStoreOf(context).add([
    {
      id: newId(),
      tenantId: channel.tenantId,
      channelId: channel.id,
      provider: 'simulator',
      quarantine: null,
      headers: '{}',
      body: Buffer.from(JSON.stringify(delivery)),
    },
  ])
}
