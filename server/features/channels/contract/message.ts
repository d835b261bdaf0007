import type { Readable } from 'node:stream'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { ErrorClass } from './error-class.ts'

/**
 * The language in which transports and the rest of the program speak of messages. Providers' own shapes end in the transports.
 */

/** What a message is; a provider's type that we do not know keeps its own name and comes with `raw`. */
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
      /** Ours; comes back in the form reply. */
      token?: string
      /** Who says what it opens with: this message (the default), or the form's own endpoint. */
      action?: 'navigate' | 'data_exchange'
      /** The first one, when none is named. */
      screen?: string
      data?: Record<string, unknown>
    }
  | { kind: 'button_reply'; id: string; title: string }
  | { kind: 'list_reply'; id: string; title: string; description?: string }
  /** `token` is ours: the one that the form was sent with. */
  | { kind: 'form_reply'; name?: string; body?: string; token?: string; response: unknown }
  /** Which of a poll's choices somebody took; none: they took their vote back. */
  | { kind: 'poll_vote'; options: string[] }
  /** Whether somebody comes: `going`, `not_going`, `maybe`, or what WhatsApp says else. */
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
  /** What they are at work. */
  title?: string
  /** As it was written. */
  birthday?: string
  phones: Array<{ phone?: string; waId?: string; type?: string }>
  emails?: string[]
  /** What kind of address of mail it is (`WORK`), where that was told. */
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

export interface ProductOrder {
  catalogId?: string
  text?: string
  /** price null: none was told, or none that can be read. */
  items: Array<{ productId: string; quantity: number; price: number | null; currency: string }>
}

/** The body of a message; the key that is set goes with the type. Stored as `message.content`. */
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
  /** Who changed a number or a user id; the new user id stands among the identities too, in its scope. */
  system?: { kind: string; body?: string; newWaId?: string; newUserId?: string }
  /** The message that was edited or taken back; `text` is what it says now. The new body stands beside it (text, media). */
  original?: { providerMessageId: string; text?: string }
  referral?: Record<string, unknown>
  forwarded?: boolean
  /** It went through so many chats that WhatsApp says so. */
  frequentlyForwarded?: boolean
  /** Product the customer asks about. */
  product?: { catalogId?: string; productId?: string }
  errors?: ProviderError[]
  /** Set for types we do not know, and for bodies that could not be read: the provider's object as it was. */
  raw?: unknown
}

export interface ProviderError {
  code: number | string
  title?: string
  message?: string
  details?: string
}

/** One name of a person, within a scope ('' = worldwide; else what the provider scopes it by). */
export interface Identity {
  kind: 'phone' | 'wa_id' | 'bsuid' | 'lid' | 'username'
  scope: string
  /** Phones in E.164 with '+'; everything else as received. */
  value: string
}

/** A message somebody sent to a channel, or (direction outbound) one the business sent from another device. */
export interface InboundMessage {
  providerMessageId: string
  direction: 'inbound' | 'outbound'
  type: MessageType
  content: MessageContent
  /** The other side: the customer. At least one identity, the strongest first (phone, wa_id, bsuid, username). */
  identities: Identity[]
  /** Where an answer goes, in the form received. */
  address: { kind: Identity['kind']; value: string }
  profileName?: string
  replyToProviderId?: string
  /** The group it was written in, when the provider has groups. */
  groupId?: string
  /** What the group calls itself, when the provider tells. */
  groupName?: string
  /** From before the number was connected: filed for reading, answered by nobody, unread for nobody. */
  historic?: boolean
  /** How far it had got, of what the business wrote before the number was connected; absent: it was sent. */
  status?: DeliveryStatus | 'pending'
  /** When the provider says it was sent. */
  at: Date
}

/** `played`: the customer listened to a voice note, and so has read it. */
export type DeliveryStatus = 'sent' | 'delivered' | 'read' | 'played' | 'failed'

export interface InboundStatus {
  providerMessageId: string
  /** A provider's word that we do not know is kept and changes nothing. */
  status: DeliveryStatus | (string & {})
  at: Date
  /** Our own attempt, echoed by the provider: see `callbackData`. */
  callbackData?: string
  /** All that the provider tells, the most telling first. */
  errors?: ProviderError[]
  /** In a group: the member whom it is about, by the provider's name. */
  participant?: string
  /** Whom it tells of, where it knows more of them than a number. */
  person?: { identities: Identity[]; profileName?: string }
  detail?: Record<string, unknown>
}

/** What a webhook says that is neither message nor status: template, quality, account … Stored, shown to administrators. */
export interface ChannelNotice {
  field: string
  value: unknown
  /** Why something that should be a message or a status is here instead. */
  problem?: string
}

/** What a provider says about the channel itself; the newest by `at` counts. */
export interface ChannelState {
  /** `degraded`: it works, but not for everything; what is worse stays. */
  status: 'connecting' | 'qr' | 'connected' | 'degraded' | 'disconnected' | 'error'
  /** Of `degraded`: when it ends by itself. */
  until?: Date
  /**
   * Of `connected`: said by somebody who need not know whether our credentials work. It lifts what was said before, proves
   * nothing, and has the provider asked.
   */
  hearsay?: true
  /** For people: what happened and what to do. */
  reason?: string
  /** E.164 with '+'. */
  phoneNumber?: string
  at: Date
}

/** A customer told the provider, not us, that they want no more (or again) messages. */
export interface Preference {
  identities: Identity[]
  wants: 'stop' | 'resume'
  /** Marketing only, or everything the business would start. */
  scope: 'marketing' | 'all'
  /** They signed up for marketing: that takes back what they said on this channel, not what they said elsewhere. */
  sameChannel?: boolean
  /** The provider's own words, kept as evidence. */
  told?: { word?: string; detail?: string }
  at: Date
}

/** Somebody whom the business's own phone calls by a name. */
export interface NamedPerson {
  identities: Identity[]
  profileName: string
}

/** What a group calls itself. */
export interface NamedGroup {
  id: string
  name: string
  at: Date
}

/** Everything one channel's part of one delivery says, in the order received. */
export interface ParsedDelivery {
  messages: InboundMessage[]
  statuses: InboundStatus[]
  notices: ChannelNotice[]
  states?: ChannelState[]
  preferences?: Preference[]
  people?: NamedPerson[]
  groups?: NamedGroup[]
}

/** A message on its way out. */
export interface OutboundMessage {
  to: { kind: Identity['kind'] | 'group'; value: string }
  type: MessageType
  content: MessageContent
  /** Travels to the provider and comes back in its statuses; opaque, holds nothing personal. */
  callbackData: string
  replyToProviderId?: string
  /** The bytes behind `content.media.fileId`; transports upload them or hand out the link, whichever the provider takes. */
  file?: OutboundFile
}

/** A file on its way out. */
export interface OutboundFile {
  /** The same file has the same. */
  id: string
  mimeType: string
  bytes: number
  filename: string
  /** The bytes from the start, each time it is called. */
  open(): Promise<Readable>
  /** A link of this server that works without a login for the next hour. */
  link(): string
  /** The provider's id of an earlier upload to this channel, while it is valid. */
  uploaded(): Promise<string | undefined>
  /** Remembers an upload so that the same file is not sent to the provider again. */
  keepUploaded(id: string, validForSeconds: number): Promise<void>
}

/** What was proven about one call to a provider. Only `refused` may be tried again. */
export type SendOutcome =
  | { kind: 'accepted'; providerMessageId: string; warnings?: string[] }
  /** The request was never written, or was refused by a documented error. */
  | {
      kind: 'refused'
      retry: 'never' | 'later'
      retryAfterSeconds?: number
      /** No byte of it left: it may be made again under the same name, as often as it takes. */
      unwritten?: true
      /** What the refusal is about, and so who has to wait or act. Absent: this message alone. */
      class?: ErrorClass
      /** Of class `slow_number`: only templates have to wait. */
      onlyTemplates?: true
      error: ProviderError
    }
  /** Time-out, reset, 5xx, a success without an id: nobody knows. */
  | { kind: 'unknown'; proof: string }
/** A message as it was authored, or as a provider takes it. */
export interface TypedContent {
  type: MessageType
  content: MessageContent
}
