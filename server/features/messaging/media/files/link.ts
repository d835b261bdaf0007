import type { Context } from '../../../../platform/context.ts'
import type { MediaRow } from '../media.sql.ts'
import { passKey, signPass, type Variant } from './token.ts'

/** The path under which files are served. */
export const FILES_PATH = '/media'

const STEP_SECONDS = 300
/** How long links on screens work at least; they may work up to one step longer. */
const SCREEN_SECONDS = 600
/** How long links for a provider work: the provider may have a queue. */
const PROVIDER_SECONDS = 3_600

/** Paths of this server that open a file; null when the file has no such variant. */
export interface ScreenLinks {
  url: string | null
  thumbnailUrl: string | null
  /** Until when the paths work; ISO 8601. */
  urlExpiresAt: string | null
}

/** Makes links to files that work without a login for a short time. */
export interface MediaLinks {
  /** Links for a screen. */
  screen(row: MediaRow | undefined): ScreenLinks
  /** A link for a provider: a full address that works for an hour. */
  address(row: Pick<MediaRow, 'tenantId' | 'id'>): string
}

/** Links signed by this process; all processes of an installation have the same key. */
export function mediaLinks({ config, clock }: Pick<Context, 'config' | 'clock'>): MediaLinks {
  const key = passKey(config.authSecret)
  const sign = ({ tenantId, id }: Pick<MediaRow, 'tenantId' | 'id'>, variant: Variant, expires: number) =>
    `${FILES_PATH}/${signPass(key, { tenantId, mediaId: id, variant, expires })}`
  // The address stays the same for some minutes, so that a browser can use its cache.
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
