import type { paths } from './api.gen.d.ts'

/**
 * The API's resources as the screens use them, read off its own description. Ids carry their prefix, times are ISO 8601,
 * money is in minor units. Only what the description leaves open (the bodies of messages) is spelt out here.
 */

type Method = 'get' | 'post' | 'patch' | 'delete'

/** The data of a path's answer. */
type Answer<P extends keyof paths, M extends Method, S extends number = 200> = paths[P][M] extends {
  responses: Record<S, { content: { 'application/json': { data: infer D } } }>
}
  ? D
  : never

export type Me = Answer<'/api/v1/auth/me', 'get'>
/** The business as whoever is signed in knows it. */
export type Tenant = NonNullable<Me['tenant']>
export type Conversation = Omit<Answer<'/api/v1/conversations/{id}', 'get'>, '_links'>
export type Order = Omit<Answer<'/api/v1/orders/{id}', 'get'>, '_links'>
export type Channel = Answer<'/api/v1/channels/{id}', 'get'>
export type LinkCode = Answer<'/api/v1/channels/{id}/qr', 'get'>
export type DeadLetter = Answer<'/api/v1/dead-letters', 'get'>[number]
export type Money = Order['total']

/** A message as the API describes it; its bodies by type are open there. */
export type DescribedMessage = Answer<'/api/v1/conversations/{id}/messages', 'get'>[number]

export type MessageStatus = DescribedMessage['status']
export type MessageError = NonNullable<DescribedMessage['error']>

/** What may be sent, as the API takes it. */
export type OutgoingBody =
  paths['/api/v1/conversations/{id}/messages']['post']['requestBody']['content']['application/json']

export interface Media {
  kind: string
  id?: string
  link?: string
  mimeType?: string
  caption?: string
  filename?: string
  voice?: boolean
  animated?: boolean
  /** Of our own copy: it is fetched, ready, refused or not there any more. */
  state?: 'waiting' | 'ready' | 'refused' | 'gone'
  bytes?: number
  width?: number
  height?: number
  /** Signed, for some minutes: both links open the file until `urlExpiresAt`. */
  url?: string | null
  urlExpiresAt?: string | null
  thumbnailUrl?: string | null
}

export interface Place {
  latitude: number
  longitude: number
  name?: string
  address?: string
  url?: string
}

export interface SharedContact {
  name?: string
  organization?: string
  phones?: Array<{ phone?: string; waId?: string; type?: string }>
  emails?: string[]
}

export interface ListSection {
  title?: string
  rows: Array<{ id: string; title: string; description?: string }>
}

/** What a person may tap, or what they tapped; `kind` says which keys are there. */
export interface Interactive {
  kind: string
  body?: string
  header?: string
  footer?: string
  buttons?: Array<{ id: string; title: string }>
  button?: string
  sections?: ListSection[]
  displayText?: string
  url?: string
  id?: string
  title?: string
  description?: string
  productId?: string
  name?: string
  response?: unknown
  raw?: unknown
}

/** What a message says, by type; the key that is set goes with the type. */
export interface MessageBody {
  text?: { body: string }
  media?: Media
  location?: Place
  contacts?: SharedContact[]
  interactive?: Interactive
  button?: { payload?: string; text: string }
  template?: { name: string; language: string; components?: unknown[] }
  order?: {
    text?: string
    items: Array<{ productId: string; quantity: number; price: number; currency: string }>
  }
  system?: { kind: string; body?: string; newWaId?: string }
  /** What the customer came from, in the provider's words. */
  referral?: { source_url?: unknown; headline?: unknown; body?: unknown }
  /** The product the customer asks about. */
  product?: { catalogId?: string; productId?: string }
}

export type Message = Omit<DescribedMessage, keyof MessageBody | '_links'> & MessageBody

/** What the server says about itself. */
export interface Health {
  status: string
  checks: Record<string, unknown>
}
