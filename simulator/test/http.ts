import { request } from 'undici'

/** An HTTP answer; `json` is empty when the body is not JSON. */
export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
  json: Body
}

/** The members the tests look into, of Graph answers and of control answers. */
export interface Body {
  error?: GraphError
  messages?: { id: string }[]
  contacts?: { input: string; wa_id?: string; user_id?: string }[]
  id?: string
  url?: string
  success?: boolean
  [member: string]: unknown
}

/** `{error: …}` of the Graph API. */
export interface GraphError {
  message: string
  type: string
  code: number
  error_subcode?: number
  error_data?: { messaging_product: string; details: string }
  fbtrace_id: string
}

/** One call without any retry. Rejects as undici does when the connection fails. */
export async function call(
  url: string,
  method: string,
  body: unknown,
  token: string | null,
  timeoutMs = 5000,
): Promise<Answer> {
  const response = await request(url, {
    method: method as 'POST',
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    signal: AbortSignal.timeout(timeoutMs),
  })
  const text = await response.body.text()
  return { status: response.statusCode, headers: response.headers, text, json: parse(text) }
}

function parse(text: string): Body {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
