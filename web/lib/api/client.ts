import createClient from 'openapi-fetch'
import { sendConfirmed } from '../session/reauthentication.ts'
import { accessToken, SESSION_HEADER } from '../session/refresh.ts'
import type { paths } from './api.gen.d.ts'
import { ApiError, errorOf } from './errors.ts'

/** The only connection to the server, typed by its own OpenAPI description. */
export const api = createClient<paths>({ fetch: request => sendConfirmed(request, send) })

async function send(next: () => Request): Promise<Response> {
  try {
    const token = await accessToken()
    const response = await fetch(withToken(next(), token))
    if (response.status !== 401 || !token) return response
    const renewed = await accessToken(token)
    return renewed ? await fetch(withToken(next(), renewed)) : response
  } catch (error) {
    if (error instanceof ApiError || (error instanceof DOMException && error.name === 'AbortError')) throw error
    throw new ApiError('OFFLINE', 0, '')
  }
}

function withToken(request: Request, token: string | null): Request {
  for (const [name, value] of Object.entries(SESSION_HEADER)) request.headers.set(name, value)
  if (token) request.headers.set('authorization', `Bearer ${token}`)
  return request
}

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The data of an answer, undefined where it has none (204); throws {@link ApiError} when it is a refusal. */
export async function data<T>(answer: Promise<Answer<{ data: T }>>): Promise<T> {
  const { data, error, response } = await answer
  // A route that answers 204 is described without data, so T stands for nothing there.
  if (response.status === 204) return undefined as T
  if (!response.ok || !data) throw errorOf(error, response)
  return data.data
}

/** One page of a list. */
export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

interface ListBody<T> {
  data: T[]
  meta: { pagination: { nextCursor: string | null } }
}

/** One page of a list; throws {@link ApiError} when the answer is a refusal. */
export async function page<T>(answer: Promise<Answer<ListBody<T>>>): Promise<Page<T>> {
  const { data, error, response } = await answer
  if (!response.ok || !data) throw errorOf(error, response)
  return { items: data.data, nextCursor: data.meta.pagination.nextCursor }
}

/**
 * One page of a list whose rows may be shortened by `fields`; the web app never asks for that, so they are complete.
 */
export const wholePage = async <T>(answer: Promise<Answer<ListBody<Partial<T>>>>): Promise<Page<T>> =>
  (await page(answer)) as Page<T>
