import { lookAtPicture } from './look.ts'

export interface Picture {
  /** Of the upright picture. */
  width: number
  height: number
  /** WebP; undefined when the picture is too large to make a thumbnail here. */
  thumbnail: Buffer | undefined
}

const DRAWN = /^image\/(jpeg|png|webp|gif|avif|tiff)$/

/**
 * The size of a picture, and a thumbnail. Undefined when the file is no picture, takes too long, or is broken: a
 * picture without a thumbnail is still a file.
 *
 * @param type found from the bytes
 * @param turn the owner of the file
 */
export async function pictureOf(path: string, type: string, turn: string): Promise<Picture | undefined> {
  if (!DRAWN.test(type)) return undefined
  const read = await lookAtPicture(path, turn)
  if (!read) return undefined
  const { width, height, thumbnail } = read
  return { width, height, thumbnail: thumbnail && Buffer.from(thumbnail) }
}
