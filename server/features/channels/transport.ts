import type { z } from 'zod'
import type { Context } from '../../platform/feature.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import type { OutboundMessage, ParsedDelivery, SendOutcome } from './message.ts'

/** Everyone whose channels the API knows; which of them have a transport today says `transports.ts`. */
export const PROVIDERS = ['cloud_api', 'twilio', 'waha', 'simulator'] as const
export type Provider = (typeof PROVIDERS)[number]

/** What a transport needs of a delivery. */
export interface RawDelivery {
  body: Buffer
  /** Headers that matter, lower case; `x-tawsil-places` lists the changes that are this channel's when others' are there too. */
  headers: Readonly<Record<string, string>>
  receivedAt: Date
}

/** A channel as the provider knows it. */
export interface ChannelAddress {
  id: Uuid
  externalId: string | null
  externalAccountId: string | null
}

/** A channel to send from. */
export interface SendingChannel extends ChannelAddress {
  tenantId: Uuid
}

/** Opened credentials, as the transport's own schema made them. They live as long as one call. */
export type Credentials = Readonly<Record<string, string>>

/** What may be sent here; screens offer nothing else. */
export interface Capabilities {
  media: boolean
  interactive: boolean
  templates: boolean
  reactions: boolean
  readReceipts: boolean
  typing: boolean
}

/** What asking the provider about a channel found. */
export type ChannelCheck =
  | { ok: true; phoneNumber?: string; displayName?: string }
  /** `reason` is for people: what is wrong and what to do. */
  | { ok: false; reason: string }

/**
 * One way to reach WhatsApp. A provider is a folder `transports/<provider>/` that exports one of these, and a line in
 * `transports.ts`; nothing outside names it.
 */
export interface Transport {
  readonly provider: Provider
  readonly capabilities: Capabilities
  /** What connecting asks for; every value a text. */
  readonly credentials: z.ZodType<Record<string, string>>
  /** Where the provider calls, below PUBLIC_URL; absent when it does not. */
  readonly webhookPath?: string
  /** How the provider calls the number and its account; with these its deliveries find the channel. */
  route(credentials: Credentials): { number: string | null; account: string | null }
  /** Reads one delivery. Pure; what cannot be understood comes back as unknown, never as an exception for its neighbours. */
  parse(raw: RawDelivery, channel: ChannelAddress): ParsedDelivery
  /** One call to the provider, never repeated here. Does not throw: what was proven is the outcome. */
  send(
    context: Context,
    channel: SendingChannel,
    credentials: Credentials,
    message: OutboundMessage,
    signal: AbortSignal,
  ): Promise<SendOutcome>
  /** Tells the customer that a message, and all before it, was read. Throws when the provider refuses. */
  markRead?(
    context: Context,
    channel: SendingChannel,
    credentials: Credentials,
    providerMessageId: string,
    options: { typing?: boolean },
    signal: AbortSignal,
  ): Promise<void>
  /** Asks the provider whether the credentials work. Takes at most 5 seconds. */
  check(context: Context, channel: SendingChannel, credentials: Credentials): Promise<ChannelCheck>
}
