import type { Context } from '../../../../platform/context.ts'
import type { MediaRow } from '../media.sql.ts'
import { passKey, signPass, type Variant } from './token.ts'

/** Where files are served, below this server's address. */
export const FILES_PATH = '/media'

const STEP_SECONDS = 300
/** Of links on screens: at least so long, and up to a step longer. */
const SCREEN_SECONDS = 600
/** Of links that a provider fetches, which may have a queue. */
const PROVIDER_SECONDS = 3_600

/** Paths of this server that open a file; null when there is no such form of it. */
export interface ScreenLinks {
  url: string | null
  thumbnailUrl: string | null
  /** Until when they do; ISO 8601. */
  urlExpiresAt: string | null
}

/** Makes links to files that work without a login for a short time. */
export interface MediaLinks {
  /** For a screen. */
  screen(row: MediaRow | undefined): ScreenLinks
  /** For a provider: a whole address, good for an hour. */
  address(row: Pick<MediaRow, 'tenantId' | 'id'>): string
}

/** Links as this process signs them; every process of an installation has the same key. */
export function mediaLinks({ config, clock }: Pick<Context, 'config' | 'clock'>): MediaLinks {
  const key = passKey(config.authSecret)
  const sign = ({ tenantId, id }: Pick<MediaRow, 'tenantId' | 'id'>, variant: Variant, expires: number) =>
    `${FILES_PATH}/${signPass(key, { tenantId, mediaId: id, variant, expires })}`
  // The same address for some minutes, so that a browser which asks again finds what it has.
  const later = (seconds: number) => {
    const now = Math.floor(clock.now().getTime() / 1000)
    return (Math.floor(now / STEP_SECONDS) + 1) * STEP_SECONDS + seconds
  }
  return {
    screen: row => {
      if (row?.state !== 'ready') return { url: null, thumbnailUrl: null, urlExpiresAt: null }
      const expires = later(SCREEN_SECONDS)
      return {
        url: row.storageKey ? sign(row, 'original', expires) : null,
        thumbnailUrl: row.thumbnailKey ? sign(row, 'thumbnail', expires) : null,
        urlExpiresAt: new Date(expires * 1000).toISOString(),
      }
    },
    address: row => `${config.publicUrl}${sign(row, 'original', later(PROVIDER_SECONDS))}`,
  }
}
