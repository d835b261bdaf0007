import { AppError } from '../../../platform/errors/index.ts'
import type { ActorKind } from '../../../platform/events/index.ts'
import {
  type Capabilities,
  excessOf,
  type MessageContent,
  type MessageType,
  type TypedContent,
  templateFlaw,
} from '../../channels/index.ts'
import type { Consent } from '../../contacts/index.ts'
import { IDENTITY_ERRORS } from '../../identity/index.ts'
import { isOpen, isRecent, type WindowFacts } from '../conversations/window.ts'
import { MESSAGING_ERRORS } from '../errors.ts'

/** The category under which WhatsApp approved a template; undefined when nobody has told us. */
export type TemplateCategory = 'marketing' | 'utility' | 'authentication'

/** Everything that decides whether a message may be queued. */
export interface SendFacts {
  /** The database's clock: nodes' clocks differ. */
  now: Date
  tenantStatus: string
  capabilities: Capabilities
  conversation: WindowFacts & { addressKind: string }
  /** Undefined in groups, which have no single contact. */
  consent: Consent | undefined
  author: ActorKind
  type: MessageType
  content: MessageContent
  category: TemplateCategory | undefined
  /** The customer asked for it themselves. */
  solicited: boolean
  /** It confirms the customer's own opt-out or opt-in. */
  confirmsConsent: boolean
  /** All templates that the channel has, where the program knows them. */
  templateNames?: readonly string[] | undefined
}

/**
 * The first reason why a message may not be queued; undefined when it may. The rules are the same for people, bots,
 * campaigns and programs. The plan's limit is checked later, because checking it counts.
 */
export function sendRefusal(facts: SendFacts): AppError | undefined {
  if (facts.tenantStatus === 'suspended') return new AppError(IDENTITY_ERRORS.TENANT_SUSPENDED)
  return carriageRefusal(facts) ?? templateRefusal(facts) ?? windowRefusal(facts) ?? consentRefusal(facts)
}

function carriageRefusal({ capabilities, conversation, type, content }: SendFacts): AppError | undefined {
  if (conversation.addressKind === 'group' && !capabilities.groups) {
    return cannotSend('This channel cannot write to groups.', 'Write to the members one by one.')
  }
  if (!canCarry(capabilities, type))
    return cannotSend(`This channel cannot send messages of type ${type}.`, 'Send text.')
  const { interactive } = content
  if (interactive?.kind === 'flow' && !capabilities.flows) {
    return cannotSend('This channel cannot send flows.', 'Ask in text, or send a link.')
  }
  if (interactive && isCatalogue(interactive.kind) && !capabilities.products) {
    return cannotSend('This channel cannot show products.', 'Send a list, a picture or a link.')
  }
  return undefined
}

/** A template that the provider would refuse in any case is refused now, while somebody is there to change it. */
function templateRefusal({ content: { template }, templateNames }: SendFacts): AppError | undefined {
  if (!template) return undefined
  if (templateNames && !templateNames.includes(template.name)) {
    return new AppError(MESSAGING_ERRORS.TEMPLATE_UNKNOWN, { details: { templates: templateNames } })
  }
  const flaw = templateFlaw(template.components)
  if (!flaw) return undefined
  const message = `WhatsApp refuses a parameter of this template: ${flaw.path} ${flaw.problem}.`
  const details = [{ path: `body.template.components.${flaw.path}`, message: flaw.problem }]
  return new AppError(MESSAGING_ERRORS.TEMPLATE_PARAMETER_REFUSED, { message, details })
}

const cannotSend = (why: string, next: string): AppError =>
  new AppError(MESSAGING_ERRORS.CHANNEL_CANNOT_SEND, { message: `${why} ${next}` })

const isCatalogue = (kind: string): boolean => kind === 'product' || kind === 'product_list' || kind === 'catalog'

/** Buttons and lists can be sent everywhere: as numbered text where the provider has nothing better. */
function canCarry(capabilities: Capabilities, type: MessageType): boolean {
  if (type === 'template') return capabilities.templates
  if (type === 'reaction') return capabilities.reactions
  return isMedia(type) ? capabilities.media[type] !== undefined : true
}

const MEDIA = ['image', 'video', 'audio', 'document', 'sticker'] as const
const isMedia = (type: MessageType): type is (typeof MEDIA)[number] => (MEDIA as readonly string[]).includes(type)

function windowRefusal({ capabilities, conversation, type, now }: SendFacts): AppError | undefined {
  if (!capabilities.window || type === 'template' || isOpen(conversation, now)) return undefined
  const closedAt = conversation.windowExpiresAt?.toISOString() ?? null
  const when = closedAt
    ? `The 24-hour window of this conversation closed at ${closedAt}.`
    : 'This customer has not written yet, so there is no 24-hour window.'
  const message = `${when} Only a template can be sent until the customer writes${closedAt ? ' again' : ''}.`
  return new AppError(MESSAGING_ERRORS.WINDOW_CLOSED, { message, details: { closedAt, next: 'template' } })
}

function consentRefusal(facts: SendFacts): AppError | undefined {
  const { consent, confirmsConsent, category } = facts
  if (!consent || confirmsConsent) return undefined
  const { optedOutAt, marketingOptedOutAt } = consent
  if (optedOutAt && !facts.solicited && !isPersonsAnswer(facts, optedOutAt)) {
    const details = { scope: 'all', optedOutAt: optedOutAt.toISOString() }
    return new AppError(MESSAGING_ERRORS.CONTACT_OPTED_OUT, { details })
  }
  if (marketingOptedOutAt && category === 'marketing') {
    const details = { scope: 'marketing', optedOutAt: marketingOptedOutAt.toISOString() }
    return new AppError(MESSAGING_ERRORS.CONTACT_OPTED_OUT_OF_MARKETING, { details })
  }
  return undefined
}

/**
 * Besides what customers asked for, only one kind of message reaches a customer who opted out: a person's own answer,
 * not a template, to something the customer wrote after the opt-out, within the window. A customer who writes wants an
 * answer; a customer who wrote only STOP has got theirs.
 */
function isPersonsAnswer({ author, type, conversation, now }: SendFacts, optedOutAt: Date): boolean {
  if (author !== 'user' || type === 'template') return false
  return isRecent(conversation, now) && conversation.lastInboundAt !== null && conversation.lastInboundAt > optedOutAt
}

/**
 * Why a message in the form that the channel carries is too long; undefined when it fits. Texts are never cut, so the
 * call would fail after the caller was told that the message had been accepted.
 *
 * @param type the type that the author chose, because the text of the error names it even when the channel sends it as
 * text
 */
export function lengthRefusal(
  type: MessageType,
  rendered: TypedContent,
  { textLength: maxLength }: Pick<Capabilities, 'textLength'>,
): AppError | undefined {
  const excess = excessOf(rendered, { textLength: maxLength })
  if (excess === 0) return undefined
  const length = maxLength + excess
  const most = `This channel carries texts of ${maxLength} characters at most`
  const message =
    type === 'text'
      ? `${most}; this one has ${length}. Send it in several messages.`
      : `${most}; as text, which is how it goes there, this message has ${length}. Make it shorter, or send it in several messages.`
  return new AppError(MESSAGING_ERRORS.TEXT_TOO_LONG, { message, details: { maxLength, length } })
}

/**
 * The codes of the send rules. A caller that queues without a person waiting for the answer may ignore these errors.
 */
const REFUSALS: ReadonlySet<string> = new Set([
  'TENANT_SUSPENDED',
  'CHANNEL_REMOVED',
  'CHANNEL_CANNOT_SEND',
  'WINDOW_CLOSED',
  'CONTACT_OPTED_OUT',
  'CONTACT_OPTED_OUT_OF_MARKETING',
  'PLAN_LIMIT_REACHED',
  'TEMPLATE_UNKNOWN',
  'TEMPLATE_PARAMETER_REFUSED',
  'TEXT_TOO_LONG',
  'CAPTION_NOT_CARRIED',
  'CAPTION_TOO_LONG',
  'MEDIA_NOT_READY',
  'MEDIA_TOO_LARGE',
  'MEDIA_TYPE_NOT_ALLOWED',
])

/** Whether an error comes from the send rules: then nothing was written, and the caller's transaction may go on. */
export const isRefusal = (error: unknown): error is AppError => error instanceof AppError && REFUSALS.has(error.code)
