import sharp from 'sharp'

/** Longer side in pixels. */
const SIDE = 320
/** A small file can hold a picture that fills the memory: this is a fifth of a gigabyte unpacked. */
const MOST_PIXELS = 50_000_000
const WITHIN_SECONDS = 10

// Many pictures come at once, and others wait for the processor too.
sharp.concurrency(1)
sharp.cache(false)

export interface Picture {
  /** Upright. */
  width: number
  height: number
  /** WebP. */
  thumbnail: Buffer
}

const DRAWN = /^image\/(jpeg|png|webp|gif|avif|tiff)$/

/**
 * A small copy of a picture, and its size. Undefined for what is no picture, is too large, takes too long, or is broken: a
 * picture without a small copy is still a file.
 *
 * @param type what the bytes are
 */
export async function pictureOf(path: string, type: string): Promise<Picture | undefined> {
  if (!DRAWN.test(type)) return undefined
  try {
    const options = { limitInputPixels: MOST_PIXELS, failOn: 'error' as const, sequentialRead: true }
    const { autoOrient } = await sharp(path, options).metadata()
    const thumbnail = await sharp(path, options)
      .timeout({ seconds: WITHIN_SECONDS })
      .autoOrient()
      .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer()
    return { width: autoOrient.width, height: autoOrient.height, thumbnail }
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}
