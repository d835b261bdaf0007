import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { NamedChange } from './delivery.ts'
import type { ErrorMeaning } from './error-class.ts'
import type {
  ChannelNotice,
  ChannelState,
  DeliveryStatus,
  Media,
  OutboundMessage,
  ParsedDelivery,
  SendOutcome,
} from './message.ts'
import type { NoticeReading } from './notice.ts'

/** The name of a provider; those that are registered are checked where a request comes in, and everything behind it carries them on. */
export type Provider = string

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

/** How large a file of a kind may be, and what it may be. */
export interface MediaLimit {
  maxBytes: number
  /** Lower case, without parameters; `*` for any. */
  mimeTypes: readonly string[]
  /** Longest caption in UTF-16 units; 0: none. */
  caption: number
}

/** What may be sent here. A message is authored once; `render.ts` turns it into the best of these. */
export interface Capabilities {
  /** Longest text in UTF-16 units. */
  textLength: number
  /** Kinds that are missing cannot be sent. */
  media: Readonly<Partial<Record<Media['kind'], MediaLimit>>>
  /** Most reply buttons; 0: buttons become numbered text. */
  buttons: number
  /** Most rows of a list; 0: a list becomes buttons, or numbered text. */
  listRows: number
  ctaUrl: boolean
  locationRequest: boolean
  products: boolean
  flows: boolean
  location: boolean
  contacts: boolean
  templates: boolean
  reactions: boolean
  /** An answer can show which message it answers; elsewhere it goes without. */
  quotes: boolean
  readReceipts: boolean
  typing: boolean
  groups: boolean
  /** WhatsApp's 24-hour window is enforced by the provider, so it is by us. */
  window: boolean
}

/** How fast the provider lets a number send; over it messages wait, none is refused. Settable for each channel. */
export interface Pace {
  /** Messages a second of the number, and how many may go at once. */
  perSecond: number
  burst: number
  /** The same for one customer. */
  pair?: { everySeconds: number; burst: number }
}

/** A file of a customer's message, on its way in. */
export interface InboundFile {
  body: Readable
  /** As the provider declares them; neither is believed. */
  mimeType?: string
  bytes?: number
}

/** What asking after a lost answer found. */
export type LookUp =
  | { kind: 'found'; providerMessageId: string; status?: DeliveryStatus }
  /** The provider has every message of the time in question, and this one is not among them. */
  | { kind: 'absent' }
  | { kind: 'unsure'; reason: string }

/** A call whose answer was lost. */
export interface LostCall {
  callbackData: string
  /** Of the message as it was authored. */
  type: OutboundMessage['type']
  /** Where answers go now. */
  to: OutboundMessage['to']
  /** The call may have gone elsewhere: what is not where answers go now may be there. */
  mayHaveMoved: boolean
  startedAt: Date
  /** How long ago that was by the clock that told `startedAt`, in seconds: this program's may differ. */
  age: number
  /** A file of ours went along. */
  hasFile: boolean
}

/** What a person scans to link a phone. */
export type LinkCode =
  | { kind: 'qr'; pngBase64: string; expiresInSeconds: number }
  | { kind: 'linked' }
  | { kind: 'waiting' }

/** For providers that ride on a phone's linked devices. */
export interface Linking {
  start(context: Context, channel: SendingChannel, credentials: Credentials): Promise<ChannelState>
  stop(context: Context, channel: SendingChannel, credentials: Credentials): Promise<ChannelState>
  /** Unlinks the phone. */
  logout(context: Context, channel: SendingChannel, credentials: Credentials): Promise<ChannelState>
  code(context: Context, channel: SendingChannel, credentials: Credentials): Promise<LinkCode>
  /** A code to type on the phone instead of scanning one. Throws LINK_CODE_REFUSED. */
  pairingCode(context: Context, channel: SendingChannel, credentials: Credentials, phoneNumber: string): Promise<string>
  /** How the link stands. A provider that cannot be asked is a state, too. */
  state(context: Context, channel: SendingChannel, credentials: Credentials): Promise<ChannelState>
  /** Whether the provider has told something of the channel in the last minutes. */
  heard(context: Context, channel: { tenantId: Uuid; id: Uuid }): Promise<boolean>
  /** Undoes everything at the provider, for a channel that was removed; true when nothing is left there. */
  end(context: Context, channel: SendingChannel, credentials: Credentials): Promise<boolean>
  /**
   * Stores, as deliveries like any other, what the provider's history holds from `since` on: it may hold what was delivered
   * before, too. @returns how many, and up to when the history was read
   */
  recover(
    context: Context,
    channel: SendingChannel,
    credentials: Credentials,
    since: Date,
  ): Promise<{ stored: number; until: Date }>
}

/** How a message is marked as read. */
export interface ReadOptions {
  /** Shows that an answer is being written. */
  typing?: boolean
  /** Whose conversation it is; some providers know a message by its conversation alone. */
  to?: OutboundMessage['to']
}

/** What asking the provider about a channel found. */
export type ChannelCheck =
  | { ok: true; phoneNumber?: string; displayName?: string }
  /** `reason` is for people: what is wrong and what to do. */
  | { ok: false; reason: string; status?: 'connecting' | 'qr' | 'disconnected' }

/** Where a provider calls us. */
export interface Webhook {
  /** Below PUBLIC_URL; the channel's id follows. */
  path: string
  /** Who tells the provider the address: a person on its pages, or this program by the provider's API. */
  enteredBy: 'person' | 'program'
  /** The provider calls nothing but https. */
  httpsOnly?: true
}

/**
 * One way to reach WhatsApp. A provider is a folder `transports/<provider>/` that exports one of these, and its name in
 * `transports/registry.ts`; nothing outside the folder asks for the provider by name. `docs/guides/add-a-channel.md` shows how.
 */
export interface Transport {
  readonly provider: Provider
  readonly capabilities: Capabilities
  readonly pace: Pace
  /** The names of all templates there are, where the program knows them all; any other is refused at once. */
  readonly templateNames?: readonly string[]
  /** Nothing leaves this program: what is sent here costs nobody anything and is not counted against a plan. */
  readonly rehearsal?: true
  /** The provider's catalogue of errors. A code that is not in it is permanent, visible and not `documented`. */
  meaning(code: number | string): ErrorMeaning
  /** What connecting asks for; every value a text. Where `prepare` completes them all may be missing here. */
  readonly credentials: z.ZodType<Record<string, string>>
  /** The same for readers of the API's description, like `{from, accountSid?}`. */
  readonly credentialsText: string
  /**
   * Completes what connecting gave, before anything is stored: makes up what is missing, refuses what must not be reached.
   * `before` holds the credentials that are being replaced; then only what changes is given. Throws AppErrors.
   */
  prepare?(
    context: Context,
    channel: { id: Uuid; tenantId: Uuid },
    given: Credentials,
    before?: Credentials,
  ): Promise<Credentials>
  /** Absent when the provider does not call. */
  readonly webhook?: Webhook
  /** Registers the provider's own routes: where it calls, and what only its channels can do. */
  routes?(app: HttpApp, context: Context): void | Promise<void>
  /**
   * The numbers that a delivery names. With it deliveries for a number that no channel has proven yet are kept aside, and given
   * to the channel once it has. Undefined: the bytes are no delivery.
   */
  namedParts?(body: Buffer): NamedChange[] | undefined
  /** Every new business starts with a channel of this provider, called so in its language. */
  starterName?(locale: string): string
  /**
   * How the provider calls the number and its account; with these its deliveries find the channel. `phoneNumber` (E.164 with
   * '+') where the credentials tell it.
   */
  route(credentials: Credentials): { number: string | null; account: string | null; phoneNumber?: string }
  /** Reads one delivery. Pure; what cannot be understood comes back as unknown, never as an exception for its neighbours. */
  parse(raw: RawDelivery, channel: ChannelAddress): ParsedDelivery
  /** What a notice of its deliveries is about, for people. Pure. */
  readNotice?(notice: ChannelNotice): NoticeReading
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
    options: ReadOptions,
    signal: AbortSignal,
  ): Promise<void>
  /**
   * Fetches a file that a customer sent. Credentials go to the provider's own hosts only, redirects included. Throws
   * MEDIA_GONE when the provider does not have it any more, anything else when trying again may help.
   */
  fetchMedia?(
    context: Context,
    channel: SendingChannel,
    credentials: Credentials,
    media: Media,
    signal: AbortSignal,
  ): Promise<InboundFile>
  /** Asks what became of a call whose answer was lost; absent where the provider cannot tell. Throws when it is away. */
  lookUp?(
    context: Context,
    channel: SendingChannel,
    credentials: Credentials,
    lost: LostCall,
    signal: AbortSignal,
  ): Promise<LookUp>
  readonly linking?: Linking
  /** Asks the provider whether the credentials work. Takes at most 5 seconds. */
  check(context: Context, channel: SendingChannel, credentials: Credentials): Promise<ChannelCheck>
}
