import { Cloud, type LucideIcon, MessageCircle, QrCode, Smartphone } from 'lucide-react'
import type { Channel } from '../../lib/api/types.ts'

/** One field of the form, in the order in which the values are found at the provider. */
interface Field {
  name: string
  secret: boolean
  required: boolean
  /** It names the number, and cannot change as long as the channel exists. */
  fixed: boolean
}

/** What the screens must know about a provider besides the abilities that the API tells. */
interface ProviderCard {
  icon: LucideIcon
  fields: readonly Field[]
  /**
   * Texts about the callback URL: right after connecting, and above it later. Only for providers where a person enters
   * it.
   */
  setup?: { about: string; where: string }
}

/** One card for each provider; the compiler asks for a missing one. */
export const CARDS = {
  cloud_api: {
    icon: MessageCircle,
    fields: [
      { name: 'phoneNumberId', secret: false, required: true, fixed: true },
      { name: 'wabaId', secret: false, required: true, fixed: false },
      { name: 'accessToken', secret: true, required: true, fixed: false },
      { name: 'appSecret', secret: true, required: true, fixed: false },
    ],
    setup: { about: 'channels.setupAbout.cloud_api', where: 'channels.setupWhere.cloud_api' },
  },
  twilio: {
    icon: Cloud,
    fields: [
      { name: 'from', secret: false, required: true, fixed: true },
      { name: 'accountSid', secret: false, required: false, fixed: false },
      { name: 'authToken', secret: true, required: false, fixed: false },
    ],
    setup: { about: 'channels.setupAbout.twilio', where: 'channels.setupWhere.twilio' },
  },
  waha: {
    icon: QrCode,
    fields: [
      { name: 'baseUrl', secret: false, required: false, fixed: true },
      { name: 'apiKey', secret: true, required: false, fixed: false },
      { name: 'session', secret: false, required: false, fixed: true },
    ],
  },
  simulator: { icon: Smartphone, fields: [] },
} as const satisfies Record<Channel['provider'], ProviderCard>

/** The providers a person may choose from, in this order. */
export const PROVIDERS = Object.keys(CARDS) as Array<Channel['provider']>

export type CredentialField = (typeof CARDS)[Channel['provider']]['fields'][number]

type Setup = Extract<(typeof CARDS)[Channel['provider']], { setup: unknown }>['setup']

export const fieldsOf = (provider: Channel['provider']): readonly CredentialField[] => CARDS[provider].fields

export const setupOf = (provider: Channel['provider']): Setup | undefined => {
  const card = CARDS[provider]
  return 'setup' in card ? card.setup : undefined
}

/** The values that were entered. Empty fields are left out: the server then uses its own value, or the one it has. */
export const given = (form: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(form).filter(([, value]) => value !== ''))
