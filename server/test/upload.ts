import type { Answer, Caller, Loose, TestApp } from './buildApp.ts'

/** A file as a browser sends it. */
export interface TestFile {
  bytes: Uint8Array
  name?: string
  type?: string
  /** Default `file`. */
  field?: string
}

const BOUNDARY = '----tawsil-test-boundary'

/** The body of a form with one file, and its headers. */
export function fileForm({ bytes, name = 'file.bin', type = 'application/octet-stream', field = 'file' }: TestFile) {
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)])
  return { body, headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` } }
}

/** Uploads a file as `caller`. */
export function upload<T = Loose>(
  app: Pick<TestApp, 'call'>,
  caller: Caller | null,
  file: TestFile,
  headers: object = {},
): Promise<Answer<T>> {
  const form = fileForm(file)
  return app.call<T>(caller, 'POST', '/api/v1/media', form.body, { ...form.headers, ...headers })
}
