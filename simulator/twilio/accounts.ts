/** An account as a test or a person describes it: `POST /twin/twilio/accounts`. */
export interface AccountConfig {
  sid: string
  /** Signs its webhooks and opens its API. Default: the twin's. */
  token?: string
  /** Where its inbound messages go. Default: the twin's. */
  webhookUrl?: string
}

/** All accounts: any `AC…` exists and has the twin's token, unless it was given one of its own. */
export interface AccountBook {
  token(sid: string): string
  webhookUrl(sid: string): string
  setWebhookUrl(url: string): void
  /** Adds or changes an account; it survives a reset. */
  configure(config: AccountConfig): void
  /** The address that inbound messages to this number go to, instead of the account's. Until the next reset. */
  route(number: string, url: string | undefined): void
  routeOf(number: string): string | undefined
  /** Whether these credentials open this account. Keys (`SK…`) open every account whose token is their secret. */
  opens(user: string, secret: string, account: string | undefined): boolean
  reset(): void
}

/** A book in which every account has the given token and webhook address. */
export function createAccountBook(options: { token: string; webhookUrl: string }): AccountBook {
  const configured = new Map<string, AccountConfig>()
  const routes = new Map<string, string>()
  let webhookUrl = options.webhookUrl
  const token = (sid: string) => configured.get(sid)?.token ?? options.token
  return {
    token,
    webhookUrl: sid => configured.get(sid)?.webhookUrl ?? webhookUrl,
    setWebhookUrl: url => {
      webhookUrl = url
    },
    configure: config => void configured.set(config.sid, { ...configured.get(config.sid), ...config }),
    route: (number, url) => {
      if (url) routes.set(number, url)
      else routes.delete(number)
    },
    routeOf: number => routes.get(number),
    opens: (user, secret, account) => {
      if (user.startsWith('SK')) return secret === token(account ?? '')
      return user.startsWith('AC') && (account === undefined || account === user) && secret === token(user)
    },
    reset: () => routes.clear(),
  }
}
