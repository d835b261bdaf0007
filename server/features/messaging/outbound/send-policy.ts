import type { Tx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import {
  channelOfConversation,
  type MessageContent,
  render,
  type TypedContent,
  transportFor,
} from '../../channels/index.ts'
import { consentOf } from '../../contacts/index.ts'
import { getTenant, type Tenant } from '../../tenancy/index.ts'
import { MESSAGING_ERRORS } from '../errors.ts'
import { checkMedia } from '../media/index.ts'
import type { MessageDraft } from './message-draft.ts'
import type { SendingConversation } from './queue-message.sql.ts'
import { lengthRefusal, type SendFacts, sendRefusal, type TemplateCategory } from './send-rules.ts'
import { selectTemplateStatus } from './template-status.sql.ts'

/** A message that may be sent: whether it counts against the plan, and the form in which the channel carries it. */
export interface AllowedSend {
  tenant: Tenant
  counts: boolean
  rendered: TypedContent
}

/**
 * Checks everything that decides whether a message may be queued. The caller has locked the conversation. Writes
 * nothing.
 *
 * @throws TENANT_SUSPENDED, CHANNEL_REMOVED, CHANNEL_CANNOT_SEND, WINDOW_CLOSED, CONTACT_OPTED_OUT,
 * CONTACT_OPTED_OUT_OF_MARKETING, TEMPLATE_UNKNOWN, TEMPLATE_PARAMETER_REFUSED, TEXT_TOO_LONG, and what `checkMedia`
 * throws
 */
export async function checkSendPolicy(
  tx: Tx,
  conversation: SendingConversation,
  { type, content, author, category, solicited = false, confirmsConsent = false }: Omit<MessageDraft, 'conversationId'>,
): Promise<AllowedSend> {
  const [tenant, { provider }, consent] = await Promise.all([
    getTenant(tx),
    channelOfConversation(tx, conversation.channelId),
    conversation.contactId ? consentOf(tx, conversation.contactId) : undefined,
  ])
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
  return { tenant, counts: !rehearsal && !confirmsConsent, rendered }
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
