import { api, data } from '../../../../lib/api/client.ts'
import { randomId } from '../../../../lib/ids.ts'

/** Brings a file to the server; the answer names it. Throws ApiError when it is too large or of a kind nobody can send. */
export function uploadFile(file: File): Promise<{ id: string }> {
  const form = new FormData()
  form.append('file', file, file.name)
  return data(
    api.POST('/api/v1/media', {
      // The description knows the body as fields; the browser writes it, boundary included.
      body: form as never,
      bodySerializer: body => body as unknown as FormData,
      headers: { 'idempotency-key': randomId() },
    }),
  )
}
