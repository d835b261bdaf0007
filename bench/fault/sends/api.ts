import { setTimeout as wait } from 'node:timers/promises'

/** The API in a run whose processes are killed: a request without an answer is repeated under the same key. */
export interface RunApi {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body: object, key?: string): Promise<T>
  patch<T>(path: string, body: object): Promise<T>
}

/** Longer than the 90 s after which the key of a request that died with its process is free again, and one wait for it. */
const GIVE_UP_MS = 120_000

export function runApi(port: number, token?: string): RunApi {
  const call = async <T>(method: string, path: string, body?: object, key?: string): Promise<T> => {
    const until = Date.now() + GIVE_UP_MS
    for (;;) {
      // The API may be killed and started again now. No connection means no answer yet, and the key keeps the request
      // from taking effect twice.
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        headers: {
          ...(body && { 'content-type': 'application/json' }),
          ...(token && { authorization: `Bearer ${token}` }),
          ...(key && { 'idempotency-key': key }),
        },
        ...(body && { body: JSON.stringify(body) }),
        // The process was killed during the request, as intended: there is no answer, and the request is repeated
        // below.
      }).catch(() => undefined)
      const again = !answer || answer.status >= 500 || answer.status === 429 || answer.status === 409
      if (answer && !again) {
        const json = (await answer.json()) as { data: T }
        if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(json)}`)
        return json.data
      }
      if (Date.now() > until) throw new Error(`${method} ${path} got no answer in ${GIVE_UP_MS} ms`)
      await wait(200)
    }
  }
  return {
    get: path => call('GET', path),
    post: (path, body, key) => call('POST', path, body, key),
    patch: (path, body) => call('PATCH', path, body),
  }
}
