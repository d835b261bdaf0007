import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isActive, isHarmless, kindOfType, plainType, realType, UNKNOWN_TYPE } from './file-type.ts'

let folder: string
let no = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tawsil-types-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function typeOf(bytes: Uint8Array | string, declared?: string): Promise<string> {
  const path = join(folder, String(++no))
  await writeFile(path, bytes)
  return await realType(path, declared, 'somebody')
}

const drawn = () => sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
const OGG_OPUS = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('OpusHead'), Buffer.alloc(40)])
const MP4 = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42'), Buffer.alloc(300)])

describe('the type of a file', () => {
  it('is what its bytes are, whatever its sender says', async () => {
    expect(await typeOf(await drawn().png().toBuffer(), 'text/html')).toBe('image/png')
    expect(await typeOf(await drawn().jpeg().toBuffer(), 'image/png')).toBe('image/jpeg')
    expect(await typeOf(await drawn().webp().toBuffer())).toBe('image/webp')
    expect(await typeOf('%PDF-1.7\n%âãÏÓ\n', 'image/png')).toBe('application/pdf')
    expect(await typeOf(OGG_OPUS, 'audio/ogg; codecs=opus')).toBe('audio/ogg')
    expect(await typeOf(MP4, 'text/plain')).toBe('video/mp4')
  })

  it('is the declared one only among those that share a box', async () => {
    expect(await typeOf(MP4, 'audio/mp4')).toBe('audio/mp4')
    expect(await typeOf(MP4, 'audio/mpeg')).toBe('video/mp4')
    const zip = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)])
    const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    expect(await typeOf(zip, docx)).toBe(docx)
    expect(await typeOf(zip, 'text/html')).toBe('application/zip')
  })

  it('is a text format only for text that no browser would run', async () => {
    expect(await typeOf('name,price\ncouscous,40\nكسكس,40\n', 'text/csv')).toBe('text/csv')
    expect(await typeOf('Hello', 'text/plain; charset=utf-8')).toBe('text/plain')
    expect(await typeOf('Hello')).toBe(UNKNOWN_TYPE)
    for (const markup of [
      '<!DOCTYPE html><p>x',
      '  \n<HTML><body>',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      '<?xml version="1.0"?><a/>',
      'text first <script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
    ]) {
      for (const declared of ['text/plain', 'text/csv', 'text/html', 'image/svg+xml', 'image/png']) {
        const type = await typeOf(markup, declared)
        expect(isHarmless(type), `${markup} as ${declared}`).toBe(false)
        expect(['text/plain', 'text/csv', 'text/html']).not.toContain(type)
      }
    }
    expect(await typeOf(Buffer.from([0x48, 0xff, 0xfe, 0x49]), 'text/plain')).toBe(UNKNOWN_TYPE)
    expect(await typeOf(Buffer.from('a\0b'), 'text/plain')).toBe(UNKNOWN_TYPE)
    expect(await typeOf('', 'image/png')).toBe(UNKNOWN_TYPE)
  })

  it('of a picture with a page in it is the picture', async () => {
    const polyglot = Buffer.concat([await drawn().png().toBuffer(), Buffer.from('<script>alert(1)</script>')])
    expect(await typeOf(polyglot, 'text/html')).toBe('image/png')
  })

  it('is read in any way of writing it', () => {
    expect(plainType(' Image/JPG ; q=1')).toBe('image/jpeg')
    expect(plainType('audio/x-m4a')).toBe('audio/mp4')
    for (const none of [undefined, null, '', 'nonsense', 'a/b/c', 'text/\r\nplain'])
      expect(plainType(none)).toBeUndefined()
  })

  it('says as what it goes by itself, and whether a browser may show it', () => {
    const kinds = ['image/png', 'video/mp4', 'audio/ogg', 'application/pdf', 'image/svg+xml', UNKNOWN_TYPE].map(
      kindOfType,
    )
    expect(kinds).toEqual(['image', 'video', 'audio', 'document', 'document', 'document'])
    for (const type of ['image/svg+xml', 'text/html', 'application/xhtml+xml', 'text/xml', 'text/javascript']) {
      expect([isHarmless(type), isActive(type)], type).toEqual([false, true])
    }
    expect(['image/png', 'video/mp4', 'audio/ogg'].every(isHarmless)).toBe(true)
    expect(isHarmless('application/pdf')).toBe(false)
  })
})
