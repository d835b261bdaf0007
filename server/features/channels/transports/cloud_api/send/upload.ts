import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { OutboundFile } from '../../../contract/message.ts'
import { call, type ProviderAnswer } from '../../call.ts'

const UPLOAD_MS = 60_000

interface Upload {
  url: string
  accessToken: string
  file: OutboundFile
  signal: AbortSignal
}

/**
 * `POST /{phone number id}/media`: one multipart body, streamed, with its length known beforehand. Never throws for the
 * network.
 */
export async function callUpload({ url, accessToken, file, signal }: Upload): Promise<ProviderAnswer> {
  const boundary = `tawsil-${randomUUID()}`
  const field = (name: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const head = Buffer.from(
    `${field('messaging_product', 'whatsapp')}${field('type', file.mimeType)}--${boundary}\r\n` +
      `Content-Disposition: form-data; name="file"; filename="${plainName(file.filename)}"\r\n` +
      `Content-Type: ${file.mimeType}\r\n\r\n`,
  )
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  const bytes = await file.open()
  return call({
    url,
    method: 'POST',
    headers: {
      authorization: `Bearer ${accessToken}`,
      accept: 'application/json',
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.length + file.bytes + tail.length),
    },
    body: Readable.from(parts(head, bytes, tail)),
    signal,
    timeoutMs: UPLOAD_MS,
    secrets: [accessToken],
  })
}

async function* parts(head: Buffer, bytes: Readable, tail: Buffer): AsyncGenerator<Buffer> {
  yield head
  for await (const chunk of bytes) yield chunk as Buffer
  yield tail
}

/**
 * A name for a quoted value in a header: without quotes and line breaks. The name that people see is sent with the
 * message.
 */
const plainName = (name: string): string => name.replace(/[^\w.-]+/g, '_').slice(-100) || 'file'
