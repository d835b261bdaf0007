import type { Readable } from 'node:stream'
import type { Context } from '../../../platform/context.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { STORAGE_ERRORS, type StagedFile } from '../../../platform/storage/index.ts'
import { addWithinBound } from '../../tenancy/index.ts'
import { MEDIA_ERRORS } from './errors.ts'
import { kindOfType, plainType, realType } from './file-type.ts'
import { keysOf } from './files/keys.ts'
import { pictureOf } from './looking/picture.ts'
import { deleteMedia, giveUpUnsent, insertUploaded, type MediaRow, selectUnsent } from './media.sql.ts'

/** The most that WhatsApp carries. */
export const MOST_UPLOADED = 100 * 1024 * 1024

const KEPT_UNSENT_HOURS = 24
/** The error code of a stream that ended early without a reason: the caller has gone. */
const CUT = 'ERR_STREAM_PREMATURE_CLOSE'
const REMOVED_AT_ONCE = 500

/** A file as a caller sends it. */
export interface Upload {
  content: Readable
  filename: string | undefined
  /** The type that the caller declares; the bytes decide. */
  mimeType: string | undefined
}

/**
 * Stores a file that is going to be sent. It is checked while it comes in, and nothing of it stays when it is refused.
 *
 * @throws UPLOAD_TOO_LARGE, UPLOAD_EMPTY, UPLOAD_BROKEN, PLAN_BOUND_REACHED, STORAGE_UNAVAILABLE
 */
export async function keepUploaded(context: Context, tenantId: Uuid, upload: Upload): Promise<MediaRow> {
  const staged = await stage(context, upload)
  try {
    if (staged.bytes === 0) throw new AppError(MEDIA_ERRORS.UPLOAD_EMPTY)
    return await keep(context, tenantId, upload, staged)
  } finally {
    await staged.discard()
  }
}

async function stage({ files }: Context, { content }: Upload): Promise<StagedFile> {
  try {
    return await files.stage(content, { maxBytes: MOST_UPLOADED })
  } catch (error) {
    if (error === content.errored || (error as { code?: string }).code === CUT)
      throw new AppError(MEDIA_ERRORS.UPLOAD_BROKEN, { cause: error })
    const tooLarge = error instanceof AppError && error.code === STORAGE_ERRORS.FILE_TOO_LARGE.code
    throw tooLarge ? new AppError(MEDIA_ERRORS.UPLOAD_TOO_LARGE) : error
  }
}

/**
 * Stores the file before its row, so that a row that says "ready" always has its bytes. Bytes without a row are removed
 * again.
 */
async function keep(context: Context, tenantId: Uuid, upload: Upload, staged: StagedFile): Promise<MediaRow> {
  const { db, files } = context
  const id = newId()
  const keys = keysOf(tenantId, id)
  const mimeType = await realType(staged.path, upload.mimeType, tenantId)
  const picture = await pictureOf(staged.path, mimeType, tenantId)
  const { width = null, height = null } = picture ?? {}
  try {
    if (picture?.thumbnail) await files.put(keys.thumbnail, picture.thumbnail)
    await staged.publish(keys.original)
    const row = {
      id,
      kind: kindOfType(mimeType),
      declaredMime: plainType(upload.mimeType) ?? null,
      mimeType,
      bytes: staged.bytes,
      sha256: staged.sha256,
      storageKey: keys.original,
      thumbnailKey: picture?.thumbnail ? keys.thumbnail : null,
      width,
      height,
      filename: cleanName(upload.filename),
    }
    return await db.tenant(tenantId, async tx => {
      await addWithinBound(tx, 'uploaded_bytes', row.bytes)
      return await tx.one(insertUploaded(tenantId, row))
    })
  } catch (error) {
    await removeFiles(context, keys).catch(left => context.log.warn({ err: left, tenantId }, 'a file was left behind'))
    throw error
  }
}

/** The last part of a path, without characters that no file name may have. */
function cleanName(filename: string | undefined): string | null {
  const name = filename
    ?.split(/[/\\]/)
    .at(-1)
    ?.replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(-240)
  return name ? name.toWellFormed() : null
}

/**
 * Removes uploads that nobody has sent for a day. The file goes before its row, so that a row that is left is found
 * again.
 */
export async function removeUnsent(context: Context): Promise<void> {
  const found = await context.db.system('uploads of all tenants grow old alike', tx =>
    tx.rows(selectUnsent(KEPT_UNSENT_HOURS, REMOVED_AT_ONCE)),
  )
  for (const [tenantId, rows] of Map.groupBy(found, row => row.tenantId)) {
    const ids = rows.map(row => row.id)
    const gone = await context.db.tenant(tenantId, tx => tx.rows(giveUpUnsent(ids)))
    for (const { id } of gone) await removeFiles(context, keysOf(tenantId, id))
    await context.db.tenant(tenantId, tx => tx.run(deleteMedia(gone.map(row => row.id))))
  }
}

async function removeFiles({ files }: Context, keys: ReturnType<typeof keysOf>): Promise<void> {
  await files.remove(keys.thumbnail)
  await files.remove(keys.original)
}
