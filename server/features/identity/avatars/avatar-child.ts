import sharp from 'sharp'
import { answerQuestions } from '../../../platform/child/answer.ts'
import type { AvatarAnswer, AvatarQuestion } from './draw.ts'

/** Side in pixels: sharp at the largest size on a screen with two points for each. */
const SIDE = 256
const MOST_PIXELS = 25_000_000
const WITHIN_SECONDS = 5

// One picture at a time, and only these formats: each further format is code that a stranger can reach.
sharp.concurrency(1)
sharp.cache(false)
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpegFile', 'VipsForeignLoadPngFile', 'VipsForeignLoadWebpFile'] })

answerQuestions<AvatarQuestion, AvatarAnswer>(async ({ path }) => {
  try {
    // Nothing of what cameras write beside the picture is kept: not where it was taken.
    const picture = await sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .timeout({ seconds: WITHIN_SECONDS })
      .autoOrient()
      .resize(SIDE, SIDE, { fit: 'cover', position: 'attention' })
      .webp({ quality: 80 })
      .toBuffer()
    return { picture }
  } catch (error) {
    if (error instanceof Error) return {}
    throw error
  }
})
