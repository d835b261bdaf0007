import { call, type ProviderAnswer } from '../call.ts'

/** The version of the Graph API that this transport was written for. */
export const GRAPH_VERSION = 'v24.0'

export interface GraphCall {
  url: string
  method: 'GET' | 'POST'
  accessToken: string
  /** JSON. */
  body?: string
  signal: AbortSignal
  timeoutMs: number
}

/** Meta's answer, or what is known when there is none. */
export type GraphAnswer = ProviderAnswer

/** One call. Never throws. */
export const callGraph = ({ accessToken, body, ...rest }: GraphCall): Promise<GraphAnswer> =>
  call({
    ...rest,
    headers: {
      authorization: `Bearer ${accessToken}`,
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body }),
    secrets: [accessToken],
  })
