/** The smallest files that a type sniffer recognises, in base64: one pixel, one empty page, bare container headers. */
const SAMPLES: Record<string, string> = {
  'image/png': 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'image/webp': 'UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA',
  'application/pdf': Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  ).toString('base64'),
  'audio/ogg': Buffer.from(`OggS\0\x02${'\0'.repeat(20)}\x01\x13OpusHead\x01\x01`, 'latin1').toString('base64'),
  'video/mp4': Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isomiso2', 'latin1').toString('base64'),
}

/** A tiny file of that type; plain text that names the type when there is no sample. */
export function sampleFile(mimeType: string): Buffer {
  const sample = SAMPLES[mimeType.split(';')[0]!.trim()]
  return sample ? Buffer.from(sample, 'base64') : Buffer.from(`Placeholder for a file of type ${mimeType}\n`, 'utf8')
}
