import { api, data, page } from '../../lib/api/client.ts'
import { errorOf } from '../../lib/api/errors.ts'
import type { ImportPreview, Job } from '../../lib/api/types.ts'
import { randomId } from '../../lib/ids.ts'
import { saveFile } from '../../lib/save-file.ts'

/** The form that carries a file. The API description lists its fields; the browser writes the body itself, boundary included. */
function formOf(file: File, mapping: readonly string[] | undefined) {
  const form = new FormData()
  if (mapping) form.append('mapping', JSON.stringify(mapping))
  form.append('file', file, file.name)
  return { body: form as never, bodySerializer: (body: unknown) => body as FormData }
}

/** How the server understands a file; nothing is written. */
export async function previewFile(file: File, mapping?: readonly string[]) {
  const query = { preview: 'true' }
  const answer = await data<ImportPreview | Job>(
    api.POST('/api/v1/contacts/import', { params: { query }, ...formOf(file, mapping) }),
  )
  if (!('columns' in answer)) throw new Error('a preview was asked for')
  return answer
}

/** Starts to bring a file in. @returns the id of the job */
export async function importFile(file: File, mapping: readonly string[]): Promise<string> {
  const headers = { 'idempotency-key': randomId() }
  const answer = await data<ImportPreview | Job>(
    api.POST('/api/v1/contacts/import', { headers, ...formOf(file, mapping) }),
  )
  if (!('id' in answer)) throw new Error('a job was asked for')
  return answer.id
}

/** Saves all contacts, or those that a search finds, as a file that Excel reads. */
export async function exportContacts(q: string): Promise<void> {
  const query = { bom: 'true', ...(q && { q }) }
  const answer = await api.GET('/api/v1/contacts/export', { params: { query }, parseAs: 'blob' })
  if (!answer.response.ok || !answer.data) throw errorOf(answer.error, answer.response)
  saveFile('contacts.csv', answer.data as unknown as Blob)
}

/** The rows of a job that failed, one page. */
export const failedRows = (id: string, cursor: string | null) =>
  page(
    api.GET('/api/v1/jobs/{id}/results', {
      params: { path: { id }, query: { ok: 'false', limit: 200, ...(cursor && { cursor }) } },
    }),
  )

/** Saves the line and the reason of each row that failed. */
export async function saveFailedRows(id: string, headers: readonly [string, string]): Promise<void> {
  const lines = [headers.map(quoted).join(',')]
  let cursor: string | null = null
  do {
    const { items, nextCursor } = await failedRows(id, cursor)
    lines.push(...items.map(row => `${row.line ?? ''},${quoted(row.error?.message ?? '')}`))
    cursor = nextCursor
  } while (cursor)
  saveFile('contacts-errors.csv', new Blob([`\ufeff${lines.join('\r\n')}\r\n`], { type: 'text/csv' }))
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
