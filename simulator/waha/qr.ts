import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'

const MODULES = 33
const SCALE = 6
const QUIET = 4

/** A picture that looks like a code and changes with its text; the twin is scanned by its control route, not by a camera. */
export function codePicture(text: string): Buffer {
  const side = (MODULES + 2 * QUIET) * SCALE
  const rows = Buffer.alloc((side + 1) * side)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [column, row] = [Math.floor(x / SCALE) - QUIET, Math.floor(y / SCALE) - QUIET]
      rows[y * (side + 1) + 1 + x] = isDark(text, column, row) ? 0 : 255
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  // 8 bits of grey, no interlacing
  header[8] = 8
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const patterns = new Map<string, Buffer>()

function isDark(text: string, column: number, row: number): boolean {
  if (column < 0 || row < 0 || column >= MODULES || row >= MODULES) return false
  const corner = cornerOf(column, row)
  if (corner) {
    const ring = Math.max(Math.abs(corner.x - 3), Math.abs(corner.y - 3))
    return ring !== 2 && ring < 4
  }
  const bit = row * MODULES + column
  return ((patternOf(text)[bit >> 3]! >> (bit & 7)) & 1) === 1
}

/** The place within one of the three marks, if it is in one. */
function cornerOf(column: number, row: number): { x: number; y: number } | undefined {
  const far = MODULES - 7
  if (column < 8 && row < 8) return { x: column, y: row }
  if (column >= far - 1 && row < 8) return { x: column - far, y: row }
  return column < 8 && row >= far - 1 ? { x: column, y: row - far } : undefined
}

function patternOf(text: string): Buffer {
  const known = patterns.get(text)
  if (known) return known
  const parts = Array.from({ length: 5 }, (_, no) => createHash('sha256').update(`${no} ${text}`).digest())
  const made = Buffer.concat(parts)
  patterns.clear()
  patterns.set(text, made)
  return made
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
