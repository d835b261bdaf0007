import { textOf } from './json.ts'

/** File names that arrive without a type: the ending only helps to guess the type. */
const EXTENSIONS: Partial<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  jfif: 'image/jpeg',
  heic: 'image/heic',
  heif: 'image/heif',
  avif: 'image/avif',
  bmp: 'image/bmp',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  was: 'application/was',
  mp4: 'video/mp4',
  '3gp': 'video/3gpp',
  mov: 'video/quicktime',
  m4v: 'video/mp4',
  mkv: 'video/x-matroska',
  avi: 'video/x-msvideo',
  webm: 'video/webm',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  amr: 'audio/amr',
  flac: 'audio/flac',
  wav: 'audio/wav',
  pdf: 'application/pdf',
}

/** The type by the first name or address whose ending is known. */
export function guessMime(names: readonly unknown[]): string | undefined {
  for (const name of names) {
    const text = textOf(name) ?? ''
    const path = URL.parse(text)?.pathname ?? text.split('?')[0]!
    const [, extension = ''] = /\.([a-z0-9]{1,8})$/i.exec(path) ?? []
    const key = extension.toLowerCase()
    if (Object.hasOwn(EXTENSIONS, key)) return EXTENSIONS[key]
  }
  return undefined
}
