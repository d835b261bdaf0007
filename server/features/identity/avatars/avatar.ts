import type { Readable } from 'node:stream'
import { randomToken } from '../../../platform/crypto/index.ts'
import { sql } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { STORAGE_ERRORS } from '../../../platform/storage/index.ts'
import { ERRORS } from '../errors.ts'
import type { IdentityContext } from '../identity.ts'
import { keyOf } from './address.ts'
import { drawAvatar } from './draw.ts'

export const MOST_AVATAR_BYTES = 5 * 1024 * 1024

/** The error code of a stream that ended early without a reason: the caller has gone. */
const CUT = 'ERR_STREAM_PREMATURE_CLOSE'

/**
 * Takes a picture for a person: square and small, under a name that nobody guesses. The one of before is removed.
 *
 * @returns the new name
 * @throws AVATAR_MISSING for one that broke off, AVATAR_TOO_LARGE, AVATAR_UNREADABLE
 */
export async function setAvatar(identity: IdentityContext, userId: Uuid, content: Readable): Promise<string> {
  const { files } = identity.context
  const staged = await files.stage(content, { maxBytes: MOST_AVATAR_BYTES }).catch((cause: unknown) => {
    if (cause === content.errored || (cause as { code?: string }).code === CUT)
      throw new AppError(ERRORS.AVATAR_MISSING, { cause })
    const tooLarge = cause instanceof AppError && cause.code === STORAGE_ERRORS.FILE_TOO_LARGE.code
    throw tooLarge ? new AppError(ERRORS.AVATAR_TOO_LARGE, { cause }) : cause
  })
  const name = randomToken(24)
  try {
    const picture = await drawAvatar(staged.path, userId)
    if (!picture) throw new AppError(ERRORS.AVATAR_UNREADABLE)
    await files.put(keyOf(name), picture)
  } finally {
    await staged.discard()
  }
  await replace(identity, userId, name)
  return name
}

export const removeAvatar = (identity: IdentityContext, userId: Uuid): Promise<void> => replace(identity, userId, null)

/** From now on the person and their businesses name this picture; the file of before goes after the commit. */
async function replace({ context }: IdentityContext, userId: Uuid, name: string | null): Promise<void> {
  const before = await context.db.system('a picture belongs to a person, not to a tenant', async tx => {
    const { image } = await tx.one(sql<{ image: string | null }>`
      select image from auth_user where id = ${userId} for update`)
    await tx.run(sql`update auth_user set image = ${name}, updated_at = now() where id = ${userId}`)
    await tx.run(sql`update membership set avatar = ${name} where user_id = ${userId}`)
    return image
  })
  if (before === null) return
  await context.files
    .remove(keyOf(before))
    .catch((err: unknown) => context.log.warn({ err, userId }, 'the picture of before was left behind'))
}
