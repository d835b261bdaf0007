import { shown } from '../../../platform/http/index.ts'
import type { Media } from '../../channels/index.ts'
import type { MediaLinks } from './files/link.ts'
import type { MediaRow } from './media.sql.ts'
import type { MediaView, MessageMedia } from './schema.ts'

/** A file as its readers see it. */
export function viewMedia(row: MediaRow, links: MediaLinks): MediaView {
  return {
    id: shown('media', row.id),
    kind: row.kind,
    state: row.state,
    direction: row.direction,
    mimeType: row.mimeType ?? row.declaredMime,
    bytes: row.bytes,
    filename: row.filename,
    width: row.width,
    height: row.height,
    ...links.screen(row),
    problem: row.problem,
    createdAt: row.createdAt.toISOString(),
  }
}

/**
 * The file of a message: what the message says about it, and what we have stored. Links of providers are left out,
 * because they need our credentials; a link that a caller gave is given back to the caller.
 *
 * @param row undefined when we have no copy
 * @param reason why the provider itself does not have the file: it says more than that fetching failed
 */
export function viewMessageMedia(
  media: Media,
  row: MediaRow | undefined,
  links: MediaLinks,
  reason?: { code: number | string; title: string; details?: string | undefined },
): MessageMedia {
  const { kind, id: providerId, sha256, caption, voice, animated } = media
  const known = {
    id: row && shown('media', row.id),
    state: row?.state ?? (reason && 'refused'),
    link: row ? undefined : media.link,
    mimeType: row?.mimeType ?? media.mimeType ?? row?.declaredMime ?? undefined,
    bytes: row?.bytes ?? undefined,
    filename: media.filename ?? row?.filename ?? undefined,
    providerId,
    sha256,
    caption,
    voice,
    animated,
    width: row?.width ?? undefined,
    height: row?.height ?? undefined,
    problem: reason ? { code: String(reason.code), text: reason.details ?? reason.title } : (row?.problem ?? undefined),
  }
  const said = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
  return { ...(said as Partial<MessageMedia>), kind, ...links.screen(row) }
}
