import { refusal } from './errors.ts'

interface PageAnswer<T> {
  data?: { data: T[]; meta: { pagination: { nextCursor: string | null } } }
  error?: unknown
  response: Response
}

/**
 * Every row of a list, page by page, as they are wanted.
 *
 * ```ts
 * for await (const contact of each(cursor => tawsil.GET('/api/v1/contacts', { params: { query: { ...cursor } } }))) …
 * ```
 *
 * @throws TawsilError
 */
export async function* each<T>(
  page: (query: { cursor?: string }) => Promise<PageAnswer<T>>,
): AsyncGenerator<T, void, undefined> {
  let cursor: string | null | undefined
  do {
    const { data, error, response } = await page(cursor ? { cursor } : {})
    if (!data || !response.ok) throw refusal(error, response)
    yield* data.data
    cursor = data.meta.pagination.nextCursor
  } while (cursor)
}
