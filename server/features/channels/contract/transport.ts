import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { NamedChange } from './delivery.ts'
import type { ErrorMeaning } from './error-class.ts'
import type { Meaning } from './meaning.ts'
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

/**
 * The name of a provider. A request is checked against the registered names; all code behind that passes the name on.
 */
export type Provider = string

/** What a transport needs to know about a delivery. */
export interface RawDelivery {
  body: Buffer
  /**
   * The headers that matter, in lower case; `x-tawsil-places` lists the changes that belong to this channel, when
   * others belong to other channels.
   */
  headers: Readonly<Record<string, string>>
  receivedAt: Date
}

/** A channel, by the provider's ids. */
export interface ChannelAddress {
  id: Uuid
  externalId: string | null
  externalAccountId: string | null
}

/** A channel that can send. */
export interface SendingChannel extends ChannelAddress {
  tenantId: Uuid
}

/** Opened credentials, as the transport's own schema made them. They are kept only for one call. */
export type Credentials = Readonly<Record<string, string>>

/** The largest size and the allowed types of a kind of file. */
export interface MediaLimit {
  maxBytes: number
  /** Lower case, without parameters; `*` for any. */
  mimeTypes: readonly string[]
  /** Longest caption in UTF-16 units; 0: none. */
  caption: number
}

/** What may be sent on a channel. A message is authored once; `render.ts` turns it into the best of these forms. */
export interface Capabilities {
  /** Longest text in UTF-16 units. */
  textLength: number
  /** Kinds that are missing here cannot be sent. */
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
  /** An answer can show which message it answers; on other providers it does not. */
  quotes: boolean
  readReceipts: boolean
  typing: boolean
  groups: boolean
  /** The provider enforces WhatsApp's 24-hour window, so we do too. */
  window: boolean
}

/**
 * How fast the provider lets a number send. A message above this rate waits and is not refused. Can be set for each
 * channel.
 */
export interface Pace {
  /** Messages a second of the number, and how many may go at once. */
  perSecond: number
  burst: number
  /** The same for one customer. */
  pair?: { everySeconds: number; burst: number }
}

/** A file of a customer's message, while it is fetched. */
export interface InboundFile {
  body: Readable
  /** As the provider declares them; neither is believed. */
  mimeType?: string
  bytes?: number
}

/** What the provider answered about a call whose answer was lost. */
export type LookUp =
  | { kind: 'found'; providerMessageId: string; status?: DeliveryStatus }
  /** The provider has every message of the time in question, and this one is not among them. */
  | { kind: 'absent' }
  | { kind: 'unsure'; reason: string }

/** A call whose answer was lost. */
export interface LostCall {
  callbackData: string
  /** The type that the author chose. */
  type: OutboundMessage['type']
  /** The conversation's address now. */
  to: OutboundMessage['to']
  /** The call may have gone to another address: a message that is missing at the address of now may be there. */
  mayHaveMoved: boolean
  startedAt: Date
  /** Seconds since the call, by the clock that told `startedAt`: this program's clock may differ. */
  age: number
  /** The message has a file of ours. */
  hasFile: boolean
}

/** What a person scans to link a phone. */
export type LinkCode =
  | { kind: 'qr'; pngBase64: string; expiresInSeconds: number }
  | { kind: 'linked' }
  | { kind: 'waiting' }

/** For providers that use a phone's linked devices. */
export interface Linking {
  start(context: Context, channel: SendingChannel, credentials: Credentials): Promise<ChannelState>
  stop(context: Context, channel: SendingChannel, credentials: Credentials): Promise<ChannelState>
  /** Unlinks the phone. */
  logout(context: Context, channel: SendingChannel, credentials: Credentials): Promise<ChannelState>
  code(context: Context, channel: SendingChannel, credentials: Credentials): Promise<LinkCode>
  /** A code to type on the phone instead of scanning. Throws LINK_CODE_REFUSED. */
  pairingCode(context: Context, channel: SendingChannel, credentials: Credentials, phoneNumber: string): Promise<string>
  /** The state of the link. "The provider cannot be asked" is a state too. */
  state(context: Context, channel: SendingChannel, credentials: Credentials): Promise<ChannelState>
  /** Whether the provider has sent anything about the channel in the last minutes. */
  heard(context: Context, channel: { tenantId: Uuid; id: Uuid }): Promise<boolean>
  /** Undoes everything at the provider for a channel that was removed; true when nothing is left there. */
  end(context: Context, channel: SendingChannel, credentials: Credentials): Promise<boolean>
  /**
   * Stores the provider's history since `since` as ordinary deliveries; it may include deliveries that were stored
   * before. @returns how many, and up to when the history was read
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
  /** The conversation's address; some providers can find a message only with it. */
  to?: OutboundMessage['to']
}

/** The provider's answer about a channel. */
export type ChannelCheck =
  | { ok: true; phoneNumber?: string; displayName?: string }
  /** `reason` is for people: what is wrong, and what to do. */
  | { ok: false; reason: string; meaning: Meaning; status?: 'connecting' | 'qr' | 'disconnected' }

/** Where a provider calls us. */
export interface Webhook {
  /** Below PUBLIC_URL; the channel's id follows it. */
  path: string
  /**
   * Who gives the provider this address: a person on the provider's pages, or this program through the provider's API.
   */
  enteredBy: 'person' | 'program'
  /** The provider calls only https addresses. */
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
  /** The names of all templates, where the program knows all of them; any other name is refused at once. */
  readonly templateNames?: readonly string[]
  /** Nothing leaves this program: a message costs nobody anything and does not count against a plan. */
  readonly rehearsal?: true
  /**
   * The provider's catalogue of errors. A code that is not in it is permanent, shown to people, and not `documented`.
   */
  meaning(code: number | string): ErrorMeaning
  /** Every code of that catalogue. */
  readonly errorCodes: readonly (number | string)[]
  /**
   * The schema of the credentials; every value is a text. Where `prepare` completes them, all of them may be missing
   * here.
   */
  readonly credentials: z.ZodType<Record<string, string>>
  /** The same for readers of the API's description, like `{from, accountSid?}`. */
  readonly credentialsText: string
  /**
   * Completes the given credentials before anything is stored: adds what is missing, refuses addresses that must not be
   * reached. `before` holds the credentials that are being replaced; then only the changed ones are given. Throws
   * AppErrors.
   */
  prepare?(
    context: Context,
    channel: { id: Uuid; tenantId: Uuid },
    given: Credentials,
    before?: Credentials,
  ): Promise<Credentials>
  /** Absent when the provider does not call us. */
  readonly webhook?: Webhook
  /** Registers the provider's own routes: its webhook, and what only its channels can do. */
  routes?(app: HttpApp, context: Context): void | Promise<void>
  /**
   * The numbers that a delivery names. With this function, deliveries for a number that no channel has proven yet are
   * held, and given to the channel once it has. Undefined: the bytes are no delivery.
   */
  namedParts?(body: Buffer): NamedChange[] | undefined
  /** Every new business starts with a channel of this provider; this is its name in the business's language. */
  starterName?(locale: string): string
  /**
   * The provider's ids of the number and of its account; by these its deliveries find the channel. `phoneNumber` (E.164
   * with '+') where the credentials tell it.
   */
  route(credentials: Credentials): { number: string | null; account: string | null; phoneNumber?: string }
  /**
   * Reads one delivery. Pure. A part that cannot be understood is returned as unknown and never throws, so its
   * neighbours are read.
   */
  parse(raw: RawDelivery, channel: ChannelAddress): ParsedDelivery
  /** Reads a notice of this provider for people. Pure. */
  readNotice?(notice: ChannelNotice): NoticeReading
  /** Makes one call to the provider, and never repeats it. Does not throw: the outcome says what is proven. */
  send(
    context: Context,
    channel: SendingChannel,
    credentials: Credentials,
    message: OutboundMessage,
    signal: AbortSignal,
  ): Promise<SendOutcome>
  /** Tells the customer that a message, and all messages before it, were read. Throws when the provider refuses. */
  markRead?(
    context: Context,
    channel: SendingChannel,
    credentials: Credentials,
    providerMessageId: string,
    options: ReadOptions,
    signal: AbortSignal,
  ): Promise<void>
  /**
   * Fetches a file that a customer sent. Credentials go only to the provider's own hosts, also in redirects. Throws
   * MEDIA_GONE when the provider has it no longer, and another error when trying again may help.
   */
  fetchMedia?(
    context: Context,
    channel: SendingChannel,
    credentials: Credentials,
    media: Media,
    signal: AbortSignal,
  ): Promise<InboundFile>
  /**
   * Asks what happened to a call whose answer was lost; absent where the provider cannot tell. Throws when the provider
   * is away.
   */
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
