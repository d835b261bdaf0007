import type { Tx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import {
  channelRemoved,
  type MessageContent,
  type Provider,
  providersOf,
  render,
  type TypedContent,
  transportFor,
} from '../../channels/index.ts'
import { type ContactConsent, consentsOf } from '../../contacts/index.ts'
import { API_KEY_ERRORS } from '../../identity/index.ts'
import { getTenant, limitOf, type Tenant } from '../../tenancy/index.ts'
import { MESSAGING_ERRORS } from '../errors.ts'
import { checkMedia } from '../media/index.ts'
import type { MessageDraft } from './message-draft.ts'
import { lengthRefusal, type SendFacts, sendRefusal, type TemplateCategory } from './send-rules.ts'
import type { SendingConversation } from './sending-conversation.ts'
import { selectTemplateStatus } from './template-status.sql.ts'

/** A message that may be sent: whether it counts against the plan, and the form in which the channel carries it. */
export interface AllowedSend {
  counts: boolean
  rendered: TypedContent
  now: Date
}

/** What decides about the messages of conversations of one tenant, read once. */
export interface SendPolicy {
  tenant: Tenant
  /** The plan limits messages, so each is counted by itself. */
  limited: boolean
  /** By channel; one that was removed is missing. */
  providers: ReadonlyMap<Uuid, Provider>
  /** By contact. */
  consents: ReadonlyMap<Uuid, ContactConsent>
}

/** Reads what `checkSendPolicy` needs to know about conversations; the caller has locked them. */
export async function loadSendPolicy(tx: Tx, conversations: readonly SendingConversation[]): Promise<SendPolicy> {
  const [tenant, providers, consents] = await Promise.all([
    getTenant(tx),
    providersOf(tx, [...new Set(conversations.map(conversation => conversation.channelId))]),
    consentsOf(tx, [...new Set(conversations.flatMap(conversation => conversation.contactId ?? []))]),
  ])
  return { tenant, limited: (await limitOf(tx, tenant, 'messages')) !== null, providers, consents }
}

/**
 * Checks everything that decides whether a message may be queued. The caller has locked the conversation. Writes
 * nothing.
 *
 * @throws API_KEY_TEST, TENANT_SUSPENDED, CHANNEL_REMOVED, CHANNEL_CANNOT_SEND, WINDOW_CLOSED, CONTACT_OPTED_OUT,
 * CONTACT_OPTED_OUT_OF_MARKETING, TEMPLATE_UNKNOWN, TEMPLATE_PARAMETER_REFUSED, TEXT_TOO_LONG, and what `checkMedia`
 * throws
 */
export async function checkSendPolicy(
  tx: Tx,
  { tenant, providers, consents }: SendPolicy,
  conversation: SendingConversation,
  { type, content, author, category, solicited = false, confirmsConsent = false }: Omit<MessageDraft, 'conversationId'>,
): Promise<AllowedSend> {
  const provider = providers.get(conversation.channelId)
  if (!provider) throw channelRemoved()
  if (author.simulatorOnly && !transportFor(provider).rehearsal) throw new AppError(API_KEY_ERRORS.API_KEY_TEST)
  const consent = conversation.contactId ? consents.get(conversation.contactId) : undefined
  const { capabilities, rehearsal, templateNames } = transportFor(provider)
  const facts: SendFacts = {
    now: conversation.now,
    tenantStatus: tenant.status,
    capabilities,
    conversation,
    consent,
    author: author.kind,
    type,
    content,
    category: category ?? (consent?.marketingOptedOutAt ? await categoryOf(tx, conversation, content) : undefined),
    solicited,
    confirmsConsent,
    templateNames,
  }
  const refusal = sendRefusal(facts)
  if (refusal) throw await withTemplates(tx, conversation, capabilities.templates, refusal)
  const rendered = render({ type, content }, capabilities)
  const misfit = lengthRefusal(type, rendered, capabilities)
  if (misfit) throw misfit
  await checkMedia(tx, capabilities, type, content)
  return { counts: !rehearsal && !confirmsConsent, rendered, now: conversation.now }
}

const CATEGORIES: readonly string[] = ['marketing', 'utility', 'authentication'] satisfies TemplateCategory[]

/**
 * The category of the template, as the provider told it. An unknown template does not count as marketing: the provider
 * knows better and refuses it if it is.
 */
async function categoryOf(
  tx: Tx,
  { channelId }: SendingConversation,
  { template }: MessageContent,
): Promise<TemplateCategory | undefined> {
  if (!template) return undefined
  const news = await tx.rows(selectTemplateStatus(channelId))
  const said = news.find(one => one.name === template.name && one.language === template.language)
  const category = said?.category?.toLowerCase() ?? ''
  return CATEGORIES.includes(category) ? (category as TemplateCategory) : undefined
}

/** Where only a template may be sent, the refusal names the templates that could be. */
async function withTemplates(
  tx: Tx,
  { channelId }: SendingConversation,
  hasTemplates: boolean,
  refusal: AppError,
): Promise<AppError> {
  if (refusal.code !== MESSAGING_ERRORS.WINDOW_CLOSED.code || !hasTemplates) return refusal
  const approved = (await tx.rows(selectTemplateStatus(channelId))).filter(one => one.event === 'APPROVED')
  const templates = approved.slice(0, 50).map(({ name, language }) => ({ name, language }))
  const details = { ...(refusal.details as object), templates }
  return new AppError(MESSAGING_ERRORS.WINDOW_CLOSED, { message: refusal.message, details })
}
