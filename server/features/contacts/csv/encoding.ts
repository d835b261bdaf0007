import { AppError } from '../../../platform/errors/index.ts'
import { IMPORT_ERRORS } from './errors.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'windows-1256'

/** So many bytes show in which code page a file was written. */
const SAMPLE = 65_536

/**
 * The text of a file. Its first bytes may say how it is written; else it is UTF-8 when it is valid UTF-8, and else what Excel
 * writes in the West or in Arabic countries, whichever is likelier.
 *
 * @throws IMPORT_NOT_TEXT
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const encoding = encodingOf(bytes)
  const text = new TextDecoder(encoding).decode(bytes)
  if (text.includes('\0')) throw new AppError(IMPORT_ERRORS.IMPORT_NOT_TEXT)
  return { text, encoding }
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return likelyCodePage(bytes.subarray(0, SAMPLE))
  }
}

/**
 * Arabic words are runs of bytes above 127. In French, German or Spanish such a byte stands alone among plain letters. Arabic has
 * no capitals, so a run that would be lower and upper case letters mixed is Arabic as well.
 */
function likelyCodePage(bytes: Uint8Array): Encoding {
  let [alone, inRuns] = [0, 0]
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at]! < 0xc0) continue
    if ((bytes[at - 1] ?? 0) >= 0xc0 || (bytes[at + 1] ?? 0) >= 0xc0) inRuns++
    else alone++
  }
  return inRuns > alone ? 'windows-1256' : 'windows-1252'
}
