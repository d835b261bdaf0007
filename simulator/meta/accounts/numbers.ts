/** A business number as a test or an operator describes it. Only the id is needed. */
export interface NumberConfig {
  /** `phone_number_id`. */
  id: string
  wabaId?: string
  /** Digits. */
  displayPhoneNumber?: string
  verifiedName?: string
  qualityRating?: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN'
  /** When set, only this bearer token may use the number. */
  token?: string
  /** Secret and address of the app this number belongs to, when it is not the twin's usual one. */
  appSecret?: string
  webhookUrl?: string
}

/** A business number the twin answers for. */
export interface BusinessNumber extends NumberConfig {
  wabaId: string
  displayPhoneNumber: string
  verifiedName: string
  qualityRating: NonNullable<NumberConfig['qualityRating']>
  registered: boolean
  /** The code that was sent to verify the number, until it is given. */
  verificationCode?: string | undefined
  profile?: Record<string, unknown>
}

/** Where the webhooks of a number go. */
export interface Route {
  url: string
  secret: string
}

/** Settings of the app every number belongs to unless it says otherwise. */
export interface AppSettings {
  webhookUrl: string
  appSecret: string
  /** Only configured numbers exist. */
  strict: boolean
  /** WABA of numbers that name none. Default: derived from the number's id. */
  wabaId?: string | undefined
}

/** The numbers, accounts and subscriptions of the pretended platform. */
export interface NumberBook {
  app: AppSettings
  /** The number, made up on first sight unless the book is strict. */
  find(id: string): BusinessNumber | null
  /** A number that was configured or seen before; never makes one up. */
  known(id: string): BusinessNumber | null
  /** Changes what is known of a number until the next reset. */
  set(config: NumberConfig): BusinessNumber
  /** The same, for good. */
  configure(config: NumberConfig): BusinessNumber
  all(): BusinessNumber[]
  ofAccount(wabaId: string): BusinessNumber[]
  /**
   * The numbers of an account. A number without a known account belongs to the account that asks, unless the book is
   * strict.
   */
  listedBy(wabaId: string): BusinessNumber[]
  /** Where webhooks about the account itself go; null when the app was unsubscribed. */
  accountRoute(wabaId: string): Route | null
  /**
   * The number's address comes before the account's, and that before the app's; null when the app was unsubscribed from
   * the account.
   */
  route(number: BusinessNumber): Route | null
  subscribe(wabaId: string, overrideUri?: string): void
  unsubscribe(wabaId: string): void
  subscription(wabaId: string): { subscribed: boolean; overrideUri?: string }
  /** Back to the configured numbers, without subscriptions. */
  reset(): void
}

/** A book holding the given numbers. */
export function createNumberBook(app: AppSettings, given: NumberConfig[]): NumberBook {
  const configured = new Map<string, NumberConfig>(given.map(config => [config.id, config]))
  const numbers = new Map<string, BusinessNumber>()
  const accounts = new Map<string, { subscribed: boolean; overrideUri?: string }>()
  const subscription = (wabaId: string) => accounts.get(wabaId) ?? { subscribed: true }
  const set = (config: NumberConfig) => {
    const number = complete({ ...numbers.get(config.id), ...config }, app.wabaId)
    numbers.set(number.id, number)
    return number
  }
  const reset = () => {
    numbers.clear()
    accounts.clear()
    for (const config of configured.values()) set(config)
  }
  reset()
  return {
    app,
    find: id => numbers.get(id) ?? (app.strict ? null : set({ id })),
    known: id => numbers.get(id) ?? null,
    set,
    configure: config => {
      configured.set(config.id, { ...configured.get(config.id), ...config })
      return set(config)
    },
    all: () => [...numbers.values()],
    ofAccount: wabaId => [...numbers.values()].filter(number => number.wabaId === wabaId),
    listedBy: wabaId => {
      const belongs = (number: BusinessNumber) => !app.strict && number.wabaId === accountOf(number.id)
      return [...numbers.values()].filter(number => number.wabaId === wabaId || belongs(number))
    },
    accountRoute: wabaId => {
      const account = subscription(wabaId)
      if (!account.subscribed) return null
      const own = [...numbers.values()].find(number => number.wabaId === wabaId)
      return {
        url: account.overrideUri ?? own?.webhookUrl ?? app.webhookUrl,
        secret: own?.appSecret ?? app.appSecret,
      }
    },
    route: number => {
      const account = subscription(number.wabaId)
      if (!account.subscribed) return null
      return {
        url: number.webhookUrl ?? account.overrideUri ?? app.webhookUrl,
        secret: number.appSecret ?? app.appSecret,
      }
    },
    subscribe: (wabaId, overrideUri) => {
      accounts.set(wabaId, { subscribed: true, ...(overrideUri && { overrideUri }) })
    },
    unsubscribe: wabaId => {
      accounts.set(wabaId, { subscribed: false })
    },
    subscription,
    reset,
  }
}

/** The account of a number that names none. */
const accountOf = (numberId: string): string => `1${numberId}`

function complete(config: NumberConfig & Partial<BusinessNumber>, wabaId: string | undefined): BusinessNumber {
  return {
    ...config,
    wabaId: config.wabaId ?? wabaId ?? accountOf(config.id),
    displayPhoneNumber: config.displayPhoneNumber ?? `1555${config.id.replace(/\D/g, '').slice(-7).padStart(7, '0')}`,
    verifiedName: config.verifiedName ?? 'Test Number',
    qualityRating: config.qualityRating ?? 'GREEN',
    registered: config.registered ?? true,
  }
}

/** Display form of a number in answers; webhooks carry the digits. North American numbers are grouped as recorded. */
export function formatNumber(digits: string): string {
  const parts = /^1(\d{3})(\d{3})(\d{4})$/.exec(digits)
  return parts ? `+1 ${parts[1]}-${parts[2]}-${parts[3]}` : `+${digits}`
}

const DEFAULT_FIELDS = [
  'verified_name',
  'code_verification_status',
  'display_phone_number',
  'quality_rating',
  'platform_type',
  'throughput',
]

/** The answer of `GET /{phone-number-id}`: the wanted fields and always the id. Unknown fields are left out. */
export function describeNumber(number: BusinessNumber, fields?: string): Record<string, unknown> {
  const facts: Record<string, unknown> = {
    verified_name: number.verifiedName,
    code_verification_status: 'VERIFIED',
    display_phone_number: formatNumber(number.displayPhoneNumber),
    quality_rating: number.qualityRating,
    platform_type: 'CLOUD_API',
    throughput: { level: 'STANDARD' },
    account_mode: 'LIVE',
    is_official_business_account: false,
    is_pin_enabled: true,
    name_status: 'APPROVED',
    new_name_status: 'NONE',
    messaging_limit_tier: 'TIER_250',
    status: number.registered ? 'CONNECTED' : 'DISCONNECTED',
    ...(number.webhookUrl && { webhook_configuration: { phone_number: number.webhookUrl } }),
  }
  const wanted = fields ? fields.split(',').map(field => field.trim()) : DEFAULT_FIELDS
  const found = wanted.filter(field => field in facts).map(field => [field, facts[field]])
  return { ...Object.fromEntries(found), id: number.id }
}
