import type { Tx } from '../../../platform/db/index.ts'
import { notFound } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { Media } from '../../channels/index.ts'
import { selectMedia } from './media.sql.ts'

/** A file as a caller names it: by our id, or by a link. */
export interface GivenMedia {
  id?: Uuid | undefined
  link?: string | undefined
  caption?: string | undefined
  filename?: string | undefined
}

/** The file part of a message, as it is stored. Throws NOT_FOUND. */
export async function composeMedia(tx: Tx, kind: Media['kind'], given: GivenMedia): Promise<Media> {
  const { id, link, caption } = given
  const row = id === undefined ? undefined : await tx.maybe(selectMedia(id))
  if (id !== undefined && !row) throw notFound()
  const filename = given.filename ?? (kind === 'document' ? row?.filename : undefined)
  return {
    kind,
    ...(id !== undefined && { fileId: id }),
    ...(link !== undefined && { link }),
    ...(row?.mimeType && { mimeType: row.mimeType }),
    ...(caption !== undefined && { caption }),
    ...(filename && { filename }),
  }
}
