import type { Readable } from 'node:stream'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Money } from '../../../platform/money/index.ts'
import type { ErrorClass } from './error-class.ts'
import type { Meaning } from './meaning.ts'

/**
 * The words in which transports and the rest of the program describe messages. Providers' own formats stay inside the
 * transports.
 */

/** The type of a message; a type that we do not know keeps the provider's name and comes with `raw`. */
export type MessageType =
  | 'text'
  | 'image'
  | 'video'
  | 'audio'
  | 'document'
  | 'sticker'
  | 'location'
  | 'contacts'
  | 'interactive'
  | 'button'
  | 'template'
  | 'reaction'
  | 'order'
  | 'system'
  | 'edit'
  | 'revoke'
  | 'call'
  | 'unsupported'
  | (string & {})

export interface Media {
  kind: 'image' | 'video' | 'audio' | 'document' | 'sticker'
  /** The provider's media id, or a link; one of the two. */
  id?: string
  link?: string
  mimeType?: string
  /** As the provider gave it (base64 in Meta's webhooks). */
  sha256?: string
  caption?: string
  filename?: string
  /** A recording made in the app, not an audio file. */
  voice?: boolean
  animated?: boolean
  /** Our own copy, once there is one: id of a row of `media`. */
  fileId?: Uuid
}

export interface ReplyButton {
  /** Unique within the message, at most 256 characters. */
  id: string
  /** At most 20 characters at Meta. */
  title: string
}

export interface ListSection {
  title?: string
  /** 10 rows at most over all sections; title 24, description 72 characters. */
  rows: Array<{ id: string; title: string; description?: string }>
}

/** What a person may tap (outbound), or what they tapped (inbound). */
export type Interactive =
  | { kind: 'buttons'; body: string; header?: string; footer?: string; buttons: ReplyButton[] }
  | { kind: 'list'; body: string; header?: string; footer?: string; button: string; sections: ListSection[] }
  | { kind: 'cta_url'; body: string; header?: string; footer?: string; displayText: string; url: string }
  | { kind: 'location_request'; body: string }
  | { kind: 'product'; body?: string; footer?: string; catalogId: string; productId: string }
  | {
      kind: 'product_list'
      header: string
      body: string
      footer?: string
      catalogId: string
      /** 30 products in 10 sections at most. */
      sections: Array<{ title: string; productIds: string[] }>
    }
  | { kind: 'catalog'; body: string; footer?: string; thumbnailProductId?: string }
  | {
      kind: 'flow'
      header?: string
      body: string
      footer?: string
      flowId: string
      /** The button that opens it. */
      button: string
      /** Made by us; comes back in the form reply. */
      token?: string
      /** Where the first screen's data comes from: this message (the default), or the form's own endpoint. */
      action?: 'navigate' | 'data_exchange'
      /** The screen that it opens at; by default the first one. */
      screen?: string
      data?: Record<string, unknown>
    }
  | { kind: 'button_reply'; id: string; title: string }
  | { kind: 'list_reply'; id: string; title: string; description?: string }
  /** `token` is the one that we sent with the form. */
  | { kind: 'form_reply'; name?: string; body?: string; token?: string; response: unknown }
  /** The choices of a poll that somebody picked; empty when they took their vote back. */
  | { kind: 'poll_vote'; options: string[] }
  /** Whether somebody comes: `going`, `not_going`, `maybe`, or another word of WhatsApp. */
  | { kind: 'event_response'; response: string; extraGuests?: number }
  | { kind: 'other'; raw: unknown }

export interface Location {
  latitude: number
  longitude: number
  name?: string
  address?: string
  url?: string
}

export interface SharedContact {
  name?: string
  organization?: string
  department?: string
  /** Their job. */
  title?: string
  /** As it was written. */
  birthday?: string
  phones: Array<{ phone?: string; waId?: string; type?: string }>
  emails?: string[]
  /** The kinds of the mail addresses (`WORK`), where they are told. */
  emailTypes?: Record<string, string>
  urls?: Array<{ url: string; type?: string }>
  addresses?: PostalAddress[]
}

export interface PostalAddress {
  street?: string
  city?: string
  state?: string
  zip?: string
  country?: string
  countryCode?: string
  type?: string
}

/** What a customer put together in the catalogue. Some providers tell only how much it is: then `items` is empty. */
export interface ProductOrder {
  catalogId?: string
  /** The provider's id of the order, and its title there. */
  orderId?: string
  title?: string
  text?: string
  /** How many products it has, where they are not listed. */
  itemCount?: number
  /** What all of it costs, where the provider tells that. */
  total?: Money
  /** price null: no price was told, or none that can be read. */
  items: Array<{ productId: string; quantity: number; price: number | null; currency: string }>
}

/** A call, as far as it is known. */
export interface Call {
  status: 'ringing' | 'missed' | 'answered' | 'rejected' | 'failed'
  /** Whose call it is: the customer's (inbound), or the business's. */
  direction: 'inbound' | 'outbound'
  video?: boolean
  /** When it began, the ringing included; ISO, as the other. */
  startedAt?: string
  endedAt?: string
  /** How long they talked. */
  seconds?: number
}

/** The body of a message; its type says which key is set. Stored as `message.content`. */
export interface MessageContent {
  text?: { body: string; previewUrl?: boolean }
  media?: Media
  location?: Location
  contacts?: SharedContact[]
  interactive?: Interactive
  /** Tap on a template's quick-reply button. */
  button?: { payload?: string; text: string }
  template?: { name: string; language: string; components?: unknown[] }
  /** emoji null: the reaction was taken back. */
  reaction?: { providerMessageId: string; emoji: string | null }
  order?: ProductOrder
  /** Everything that is told of one call comes under the call's id; what is known of it is put together. */
  call?: Call
  /** Somebody changed their number or user id; the new user id is also among the identities, in its scope. */
  system?: { kind: string; body?: string; newWaId?: string; newUserId?: string }
  /** The message that was edited or deleted; `text` is what it says now. The new body is beside it (text, media). */
  original?: { providerMessageId: string; text?: string }
  referral?: Record<string, unknown>
  forwarded?: boolean
  /** It was forwarded so often that WhatsApp says so. */
  frequentlyForwarded?: boolean
  /** Product the customer asks about. */
  product?: { catalogId?: string; productId?: string }
  errors?: ProviderError[]
  /** The provider's object, for types that we do not know and for bodies that could not be read. */
  raw?: unknown
}

export interface ProviderError {
  code: number | string
  /** Set by transports only for errors of their own; the others get it from the provider's catalogue. */
  meaning?: Meaning
  title?: string
  message?: string
  details?: string
}

/** One identity of a person, within a scope ('' = worldwide; otherwise the scope that the provider uses). */
export interface Identity {
  kind: 'phone' | 'wa_id' | 'bsuid' | 'lid' | 'username'
  scope: string
  /** Phones in E.164 with '+'; everything else as received. */
  value: string
}

/** A message that somebody sent to a channel, or (direction outbound) that the business sent from another device. */
export interface InboundMessage {
  providerMessageId: string
  direction: 'inbound' | 'outbound'
  type: MessageType
  content: MessageContent
  /** The customer's identities: at least one, the strongest first (phone, wa_id, bsuid, username). */
  identities: Identity[]
  /** The address for an answer, in the form received. */
  address: { kind: Identity['kind']; value: string }
  profileName?: string
  replyToProviderId?: string
  /** The group it was written in, when the provider has groups. */
  groupId?: string
  /** The group's name, when the provider tells it. */
  groupName?: string
  /** It is from before the number was connected: stored for reading, never answered automatically, never unread. */
  historic?: boolean
  /** The status of a message that the business wrote before the number was connected; absent: it was sent. */
  status?: DeliveryStatus | 'pending'
  /** When the provider says it was sent. */
  at: Date
}

/** `played`: the customer listened to a voice note, and so has read it. */
export type DeliveryStatus = 'sent' | 'delivered' | 'read' | 'played' | 'failed'

/** What else a status tells; stored with it. */
export interface StatusDetail {
  recipient?: string
  participant?: string
  /** The identities of that member, where the participant's name says them. */
  member?: Identity[]
  /** Payment, conversation and pricing in the provider's own words. */
  payment?: Record<string, unknown>
  conversation?: Record<string, unknown>
  pricing?: Record<string, unknown>
}

export interface InboundStatus {
  providerMessageId: string
  /** A status that we do not know is stored and changes nothing. */
  status: DeliveryStatus | (string & {})
  at: Date
  /** Our own attempt, echoed by the provider: see `callbackData`. */
  callbackData?: string
  /** All errors that the provider tells, the most telling first. */
  errors?: ProviderError[]
  /** In a group: the member it is about, by the provider's name. */
  participant?: string
  /** The person it is about, where it tells more than their number. */
  person?: { identities: Identity[]; profileName?: string }
  detail?: StatusDetail
}

/**
 * Something in a webhook that is neither a message nor a status: template, quality, account … Stored, and shown to
 * administrators.
 */
export interface ChannelNotice {
  field: string
  value: unknown
  /** Why something that should be a message or a status is here instead. */
  problem?: string
}

/** What a provider says about the state of the channel; the newest by `at` counts. */
export interface ChannelState {
  /** `degraded`: it works, but not for everything; a worse state stays. */
  status: 'connecting' | 'qr' | 'connected' | 'degraded' | 'disconnected' | 'error'
  /** For `degraded`: when it ends by itself. */
  until?: Date
  /**
   * For `connected`: it comes from a source that need not know whether our credentials work. It ends what was said
   * before, proves nothing, and makes us ask the provider.
   */
  hearsay?: true
  /** For people: what happened and what to do; with the name of its meaning. */
  reason?: string
  meaning?: Meaning
  /** E.164 with '+'. */
  phoneNumber?: string
  at: Date
}

/** A customer told the provider, not us, that they opt out or in. */
export interface Preference {
  identities: Identity[]
  wants: 'stop' | 'resume'
  /** Marketing only, or every message that the business would start. */
  scope: 'marketing' | 'all'
  /** They opted in to marketing: that ends an opt-out from this channel, but not one from elsewhere. */
  sameChannel?: boolean
  /** The provider's own words, kept as evidence. */
  told?: { word?: string; detail?: string }
  at: Date
}

/** A person with the name that the business's own phone gives them. */
export interface NamedPerson {
  identities: Identity[]
  profileName: string
}

/** A group and its name. */
export interface NamedGroup {
  id: string
  name: string
  at: Date
}

/** Everything that one delivery says to one channel, in the order received. */
export interface ParsedDelivery {
  messages: InboundMessage[]
  statuses: InboundStatus[]
  notices: ChannelNotice[]
  states?: ChannelState[]
  preferences?: Preference[]
  people?: NamedPerson[]
  groups?: NamedGroup[]
}

/** A message that is to be sent. */
export interface OutboundMessage {
  to: { kind: Identity['kind'] | 'group'; value: string }
  type: MessageType
  content: MessageContent
  /** Goes to the provider and comes back in its statuses; opaque, holds nothing personal. */
  callbackData: string
  replyToProviderId?: string
  /**
   * The file named by `content.media.fileId`; transports upload its bytes or pass on its link, whichever the provider
   * takes.
   */
  file?: OutboundFile
}

/** A file that is to be sent. */
export interface OutboundFile {
  /** The same file always has the same id. */
  id: string
  mimeType: string
  bytes: number
  filename: string
  /** Returns the bytes from the start at each call. */
  open(): Promise<Readable>
  /** A link of this server that works without a login for the next hour. */
  link(): string
  /** The provider's id of an earlier upload to this channel, while it is valid. */
  uploaded(): Promise<string | undefined>
  /** Remembers an upload so that the same file is not sent to the provider again. */
  keepUploaded(id: string, validForSeconds: number): Promise<void>
}

/** What is proven about one call to a provider. Only `refused` may be tried again. */
export type SendOutcome =
  | { kind: 'accepted'; providerMessageId: string; warnings?: string[] }
  /** The request was never written, or was refused by a documented error. */
  | {
      kind: 'refused'
      retry: 'never' | 'later'
      retryAfterSeconds?: number
      /** No byte of it left: it may be made again under the same name as often as needed. */
      unwritten?: true
      /** The class of the refusal, which says who has to wait or act. Absent: only this message. */
      class?: ErrorClass
      /** For class `slow_number`: only templates have to wait. */
      onlyTemplates?: true
      error: ProviderError
    }
  /** Time-out, reset, 5xx, a success without an id: nobody knows. */
  | { kind: 'unknown'; proof: string }
/** A message in the form that its author chose, or in the form that a provider takes. */
export interface TypedContent {
  type: MessageType
  content: MessageContent
}
