import type { Environment } from './environment.ts'

/** Names by which other programs know a setting of ours. Ours counts when both are given. */
const ALIASES: Record<string, readonly string[]> = {
  AUTH_SECRET: ['JWT_SECRET'],
  REDIS_URL: ['REDIS_HOST', 'REDIS_PORT', 'REDIS_USERNAME', 'REDIS_PASSWORD', 'REDIS_DB'],
}

/**
 * The environment without aliases that do not count, so that nothing is said against them. REDIS_PORT and the others mean
 * nothing without REDIS_HOST: Kubernetes itself sets REDIS_PORT, to an address, beside a service of the name "redis".
 */
export function withoutUnusedAliases(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const left = { ...env }
  for (const [name, aliases] of Object.entries(ALIASES)) {
    const unused = env[name] || (name === 'REDIS_URL' && !env.REDIS_HOST)
    if (unused) for (const alias of aliases) delete left[alias]
  }
  return left
}

/** The address that REDIS_HOST and its companions make; undefined without REDIS_HOST. */
export function redisAddress(values: Environment): string | undefined {
  const { REDIS_HOST: host, REDIS_PORT: port = 6379, REDIS_DB: db } = values
  if (!host) return undefined
  const [user, password] = [values.REDIS_USERNAME ?? '', values.REDIS_PASSWORD ?? ''].map(encodeURIComponent)
  const login = user || password ? `${user}:${password}@` : ''
  return `redis://${login}${host.includes(':') ? `[${host}]` : host}:${port}${db === undefined ? '' : `/${db}`}`
}

/** One line for each setting of other programs that has no meaning here, saying why. */
export function settingNotices(env: NodeJS.ProcessEnv): string[] {
  const notices: string[] = []
  if (env.EVENT_BUS) {
    notices.push(
      'EVENT_BUS is not used: events are always kept in PostgreSQL. REDIS_URL decides whether Redis carries signals between processes.',
    )
  }
  if (/^(false|0|no|off)$/i.test(env.TWILIO_WEBHOOK_VALIDATE ?? '')) {
    notices.push('TWILIO_WEBHOOK_VALIDATE is not used: signatures of webhooks are always checked.')
  }
  return notices
}
