import { api, data } from '../../../../lib/api/client.ts'
import { randomId } from '../../../../lib/ids.ts'

/** Uploads a file; the answer has its id. Throws ApiError when it is too large or of a type that nobody can send. */
export function uploadFile(file: File): Promise<{ id: string }> {
  const form = new FormData()
  form.append('file', file, file.name)
  return data(
    api.POST('/api/v1/media', {
      // The API description lists the body's fields; the browser writes the body itself, boundary included.
      body: form as never,
      bodySerializer: body => body as unknown as FormData,
      headers: { 'idempotency-key': randomId() },
    }),
  )
}
