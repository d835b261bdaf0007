import sharp, { type Metadata } from 'sharp'

/** Longer side in pixels. */
const SIDE = 320
const WITHIN_SECONDS = 5
/** For formats that are read line by line: the memory they need does not grow with their size. */
const MOST_PIXELS = 50_000_000
/**
 * For progressive JPEG: its coefficients are held until the last layer has come, at most three bytes for each pixel.
 */
const MOST_LAYERED_PIXELS = 25_000_000
/** For formats that are unpacked as a whole before the first line comes out. */
const MOST_WHOLE_PIXELS = 4_000_000

// One picture at a time, and only these formats: each further format is code that a stranger can reach.
sharp.concurrency(1)
sharp.cache(false)
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegFile',
    'VipsForeignLoadPngFile',
    'VipsForeignLoadWebpFile',
    'VipsForeignLoadNsgifFile',
    'VipsForeignLoadHeifFile',
    'VipsForeignLoadTiffFile',
  ],
})

export interface PictureRead {
  /** Of the upright picture. */
  width: number
  height: number
  /** WebP; absent when it would cost too much to make. */
  thumbnail?: Uint8Array
}

/** The size of a picture and a thumbnail. Undefined when the file is no picture or is broken. */
export async function readPicture(path: string): Promise<PictureRead | undefined> {
  try {
    const options = { limitInputPixels: MOST_PIXELS, failOn: 'error' as const, sequentialRead: true }
    const found = await sharp(path, { ...options, limitInputPixels: false }).metadata()
    const { width, height } = found.autoOrient
    if (found.width * found.height > mostPixels(found)) return { width, height }
    const thumbnail = await sharp(path, options)
      .timeout({ seconds: WITHIN_SECONDS })
      .autoOrient()
      .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer()
    return { width, height, thumbnail }
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}

function mostPixels({ format, isProgressive, channels }: Metadata): number {
  if (format === 'jpeg') return isProgressive ? MOST_LAYERED_PIXELS : MOST_PIXELS
  if (format === 'png' && !isProgressive && channels <= 4) return MOST_PIXELS
  return MOST_WHOLE_PIXELS
}
