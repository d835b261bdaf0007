import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type SharpOptions } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../../../../test/buildApp.ts'
import { type TestTenant, twoTenants } from '../../../../test/twoTenants.ts'
import { upload } from '../../../../test/upload.ts'
import { pictureProcess } from './look.ts'
import { pictureOf } from './picture.ts'

const MB = 1024 * 1024
const linux = process.platform === 'linux'

let app: TestApp
let a: TestTenant
let b: TestTenant
let folder: string
let huge: Buffer

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
  folder = await mkdtemp(join(tmpdir(), 'tawsil-pictures-'))
  huge = await sharp(oneColour(7070, 7070)).avif({ effort: 0 }).toBuffer()
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

const oneColour = (width: number, height: number) =>
  ({ create: { width, height, channels: 3 as const, background: '#808080' } }) satisfies SharpOptions

interface File {
  state: string
  mimeType: string
  width: number
  height: number
  thumbnailUrl: string | null
}

/** The peak memory of a process since the last call, which also resets it: the next measurement starts again. */
const peakOf = (pid: number | 'self'): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
const forgetPeak = async () => await writeFile('/proc/self/clear_refs', '5')

let no = 0
async function read(bytes: Buffer, type: string) {
  const path = join(folder, String(++no))
  await writeFile(path, bytes)
  return await pictureOf(path, type, 'somebody')
}

describe('a picture of a few bytes that declares millions of points', () => {
  it.runIf(linux)('costs this process nothing, is kept and answered, and keeps no other business waiting', async () => {
    expect(huge.length).toBeLessThan(10_000)
    await forgetPeak()
    const before = peakOf('self')
    const many = Array.from({ length: 4 }, () => upload<File>(app, a, { bytes: huge, name: 'menu.avif' }))
    const other = await upload<File>(app, b, { bytes: await sharp(oneColour(640, 480)).jpeg().toBuffer() })
    expect(other.status).toBe(201)
    for (const { status, data } of await Promise.all(many)) {
      expect(status).toBe(201)
      expect(data).toMatchObject({ state: 'ready', mimeType: 'image/avif', thumbnailUrl: null })
    }
    expect(peakOf('self') - before).toBeLessThan(200 * MB)
    expect(peakOf(pictureProcess()!)).toBeLessThan(400 * MB)
  })

  it('says how large it is all the same', async () => {
    expect(await read(huge, 'image/avif')).toEqual({ width: 7070, height: 7070, thumbnail: undefined })
  })

  it.runIf(linux)('is not unpacked in any format that is unpacked whole', async () => {
    const large = sharp(oneColour(5000, 5000))
    const files = {
      webp: await large.clone().webp({ effort: 0 }).toBuffer(),
      gif: await large.clone().gif({ effort: 1 }).toBuffer(),
      tiff: await large.clone().tiff({ compression: 'deflate', tile: true }).toBuffer(),
      png: await large.clone().png({ progressive: true }).toBuffer(),
    }
    for (const [format, bytes] of Object.entries(files)) {
      expect(await read(bytes, `image/${format}`), format).toMatchObject({ width: 5000, thumbnail: undefined })
    }
    expect(peakOf(pictureProcess()!)).toBeLessThan(400 * MB)
  })
})

describe('a picture as cameras make it', () => {
  it('is made small in every format, upright', async () => {
    const ordinary = sharp(oneColour(1600, 1200))
    for (const format of ['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff'] as const) {
      const found = await read(await ordinary.clone().toFormat(format).toBuffer(), `image/${format}`)
      expect(await sharp(found?.thumbnail).metadata(), format).toMatchObject({
        format: 'webp',
        width: 320,
        height: 240,
      })
    }
    const camera = await sharp(oneColour(6000, 4000)).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const found = await read(camera, 'image/jpeg')
    expect(found).toMatchObject({ width: 4000, height: 6000 })
    expect(await sharp(found?.thumbnail).metadata()).toMatchObject({ width: 213, height: 320 })
  })

  it('that another program would draw, or that is broken, is a file without a small copy', async () => {
    const drawing = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    )
    expect(await read(drawing, 'image/png')).toBeUndefined()
    expect(await read(Buffer.from('RIFF....WEBPVP8 '), 'image/webp')).toBeUndefined()
  })
})
