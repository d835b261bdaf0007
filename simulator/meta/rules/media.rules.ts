import { badParam, type Refusal } from './checks.ts'

const MB = 1024 * 1024
const DOCUMENTS = [
  'text/plain',
  'application/pdf',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
]
const LIMITS: Record<string, number> = {
  'image/jpeg': 5 * MB,
  'image/png': 5 * MB,
  // Animated stickers may have 500 KB, static ones 100 KB; by the type alone only the larger limit can be checked.
  'image/webp': 500 * 1024,
  'audio/aac': 16 * MB,
  'audio/mp4': 16 * MB,
  'audio/mpeg': 16 * MB,
  'audio/amr': 16 * MB,
  'audio/ogg': 16 * MB,
  'audio/opus': 16 * MB,
  'video/mp4': 16 * MB,
  'video/3gpp': 16 * MB,
  ...Object.fromEntries(DOCUMENTS.map(type => [type, 100 * MB])),
}

/** The largest upload the platform takes, in bytes. */
export const MAX_UPLOAD_BYTES = 100 * MB

/** Type and size limits of an upload. Parameters after `;` (codecs) do not matter. */
export function checkUpload(mimeType: string, size: number): Refusal {
  const type = mimeType.split(';')[0]!.trim().toLowerCase()
  const limit = LIMITS[type]
  if (limit === undefined) {
    const known = Object.keys(LIMITS).join(', ')
    return badParam(
      'file',
      `must be a file with one of the following types: ${known}. Received file of type '${type}'.`,
    )
  }
  if (size === 0) return badParam('file', 'must not be empty.')
  if (size > limit) return badParam('file', `is too large: at most ${limit} bytes for ${type}, got ${size}.`)
  return undefined
}
