import createClient from 'openapi-fetch'
import type { paths } from '../web/lib/api/api.gen.d.ts'
import { type RetryOptions, repeating } from './retry.ts'

export interface TawsilOptions extends RetryOptions {
  /** Where Tawsil runs: `https://chat.example.com` */
  baseUrl: string
  /** An API key, or an access token. */
  key: string
}

/**
 * A client of the API, typed by its description. Requests that can be repeated without harm are repeated when the server is busy or
 * away; a write gets an `Idempotency-Key` for that, so it never has its effect twice.
 */
export const createTawsil = ({ baseUrl, key, ...retry }: TawsilOptions) =>
  createClient<paths>({
    baseUrl,
    headers: { authorization: `Bearer ${key}`, accept: 'application/json' },
    fetch: repeating(retry),
  })
