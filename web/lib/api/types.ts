import type { components, paths } from './api.gen.d.ts'

/**
 * The API's resources as the screens use them, taken from its own description. Ids have their prefix, times are ISO
 * 8601, money is in minor units.
 */

type Method = 'get' | 'post' | 'patch' | 'delete'

/** The data of a path's answer. */
type Answer<P extends keyof paths, M extends Method, S extends number = 200> = paths[P][M] extends {
  responses: Record<S, { content: { 'application/json': { data: infer D } } }>
}
  ? D
  : never

export type Me = Answer<'/api/v1/auth/me', 'get'>
/** The business, as the signed-in person sees it. */
export type Tenant = NonNullable<Me['tenant']>
/** Someone who works for the business. */
export type NoticeChoices = Answer<'/api/v1/notifications/choices', 'get'>
export type PushDevice = Answer<'/api/v1/notifications/devices', 'get'>[number]
export type Member = Answer<'/api/v1/users', 'get'>[number]
export type Role = Member['role']
/** A role that the business has made itself. */
export type OwnRole = Omit<Answer<'/api/v1/roles', 'get'>[number], '_links'>
export type NewRole = paths['/api/v1/roles']['post']['requestBody']['content']['application/json']
export type Visibility = Member['visibility']
/** A group of people to whom conversations are routed. */
export type Team = Omit<Answer<'/api/v1/teams', 'get'>[number], '_links'>
export type Invitation = Answer<'/api/v1/invitations', 'get'>[number]
/** One place where the person is signed in. */
export type OwnSession = Answer<'/api/v1/auth/sessions', 'get'>[number]
/** A key by which the person signs in without a password. */
export type Passkey = Answer<'/api/v1/passkeys', 'get'>[number]
export type PersonPresence = Answer<'/api/v1/presence', 'get'>[number]
export type Conversation = Omit<Answer<'/api/v1/conversations/{id}', 'get'>, '_links'>
export type Order = Omit<Answer<'/api/v1/orders/{id}', 'get'>, '_links'>
/** What the bot of the business can do. */
export type Bot = Answer<'/api/v1/bot', 'get'>
export type Channel = Answer<'/api/v1/channels/{id}', 'get'>
export type LinkCode = Answer<'/api/v1/channels/{id}/qr', 'get'>
export type Contact = Omit<Answer<'/api/v1/contacts/{id}', 'get'>, '_links'>
export type ImportPreview = Answer<'/api/v1/contacts/import', 'post'>
/** Work that takes longer than a request waits. */
export type Job = Answer<'/api/v1/jobs/{id}', 'get'>
export type DeadLetter = Answer<'/api/v1/dead-letters', 'get'>[number]
export type WebhookEndpoint = Answer<'/api/v1/webhook-endpoints', 'get'>[number]
export type WebhookAttempt = Answer<'/api/v1/webhook-endpoints/{id}/attempts', 'get'>[number]
export type AuditEvent = Answer<'/api/v1/audit-events', 'get'>[number]
export type ApiKey = Answer<'/api/v1/api-keys', 'get'>[number]
/** What a new key is to be. */
export type NewApiKey = Required<paths['/api/v1/api-keys']['post']['requestBody']['content']['application/json']>
/** A business, as operators of the platform see it. */
export type OperatedTenant = Answer<'/api/v1/tenants/{id}', 'get'>
export type TenantChange = paths['/api/v1/tenants/{id}']['patch']['requestBody']['content']['application/json']
export type Money = Order['total']

/** A message as the API describes it: one shape for each type. */
export type DescribedMessage = components['schemas']['Message']

export type MessageStatus = DescribedMessage['status']
export type MessageError = NonNullable<DescribedMessage['error']>

/** What may be sent, as the API takes it. */
export type OutgoingBody =
  paths['/api/v1/conversations/{id}/messages']['post']['requestBody']['content']['application/json']

type AnyKey<U> = U extends U ? keyof U : never
type ValueOf<U, K> = U extends U ? (K extends keyof U ? U[K] : never) : never

/** Bodies by type, each optional: screens ask for the body and not for the type, because new types are added. */
export type MessageBody = {
  [K in Exclude<AnyKey<DescribedMessage>, keyof DescribedMessage>]?: ValueOf<DescribedMessage, K>
}
export type Message = Omit<Pick<DescribedMessage, keyof DescribedMessage>, '_links'> & MessageBody

/** One entry of the tenant's event log, as Socket.IO delivers it; `type` says what `data` holds. */
export type LiveEvent = components['schemas']['LiveEvent']
export type EventOf<T extends LiveEvent['type']> = Extract<LiveEvent, { type: T }>
/** The body of a message as events carry it: as it was received. */
export type ReceivedContent = components['schemas']['MessageContent']

export type Media = components['schemas']['MessageMedia']
export type Place = NonNullable<MessageBody['location']>
export type ReportedStatus = Answer<'/api/v1/messages/{id}/statuses', 'get'>[number]
export type Call = NonNullable<MessageBody['call']>
export type SharedContact = NonNullable<MessageBody['contacts']>[number]
/** What a person may tap, or what they tapped; `kind` says which keys are there. */
export type Interactive = components['schemas']['InteractiveBody']
export type InteractiveOf<K extends Interactive['kind']> = Extract<Interactive, { kind: K }>

/** What the server says about itself. */
export interface Health {
  status: string
  /** Only for those who run the platform. */
  checks?: Record<string, unknown>
}
