import sharp, { type Metadata } from 'sharp'

/** Longer side in pixels. */
const SIDE = 320
const WITHIN_SECONDS = 5
/** Of formats that are read line by line: what is unpacked at any moment does not grow with them. */
const MOST_PIXELS = 50_000_000
/** Of JPEG in layers: its coefficients are held until the last layer has come, three bytes a pixel at most. */
const MOST_LAYERED_PIXELS = 25_000_000
/** Of formats that are unpacked whole before the first line comes out. */
const MOST_WHOLE_PIXELS = 4_000_000

// One picture at a time, and no others than these: each further format is code that a stranger can reach.
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
  /** Upright. */
  width: number
  height: number
  /** WebP; absent when it would cost too much to make. */
  thumbnail?: Uint8Array
}

/** The size of a picture and a small copy. Undefined for what is no picture or is broken. */
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
