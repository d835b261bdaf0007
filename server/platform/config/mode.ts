import { isLoopbackHost } from '../outbound/address.ts'

/** What decides whether strangers can reach the program. */
export interface Reach {
  nodeEnv: string | undefined
  host: string
  publicUrl: string | undefined
  trustProxy: string | undefined
}

export interface Mode {
  production: boolean
  /** For the line that the start prints. */
  why: string
}

/**
 * Whatever strangers can reach is production, whether or not anybody said so: safety must not hang on a setting that is
 * easily forgotten. Only a program that listens on the loopback and is announced nowhere else is a developer's.
 */
export function modeOf({ nodeEnv, host, publicUrl, trustProxy }: Reach): Mode {
  if (nodeEnv === 'production') return { production: true, why: 'NODE_ENV says so' }
  if (publicUrl !== undefined && !isLoopbackHost(new URL(publicUrl).hostname)) {
    return { production: true, why: `PUBLIC_URL ${new URL(publicUrl).origin} is not this machine alone` }
  }
  if (!isLoopbackHost(host)) return { production: true, why: `HOST ${host} is not the loopback` }
  if (trustProxy !== undefined) return { production: true, why: 'TRUST_PROXY names a proxy in front' }
  return { production: false, why: `only this machine reaches ${host}` }
}
