import { lookAtPicture } from './look.ts'

export interface Picture {
  /** Upright. */
  width: number
  height: number
  /** WebP; undefined for a picture that is too large to be made small here. */
  thumbnail: Buffer | undefined
}

const DRAWN = /^image\/(jpeg|png|webp|gif|avif|tiff)$/

/**
 * The size of a picture, and a small copy. Undefined for what is no picture, takes too long, or is broken: a picture without a
 * small copy is still a file.
 *
 * @param type what the bytes are
 * @param turn whose it is
 */
export async function pictureOf(path: string, type: string, turn: string): Promise<Picture | undefined> {
  if (!DRAWN.test(type)) return undefined
  const read = await lookAtPicture(path, turn)
  if (!read) return undefined
  const { width, height, thumbnail } = read
  return { width, height, thumbnail: thumbnail && Buffer.from(thumbnail) }
}
