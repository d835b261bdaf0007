import { performance } from 'node:perf_hooks'
import { Client } from 'undici'

/** Calls the API of the measured server as a client would. */
export interface Api {
  /** Milliseconds from the call until the whole answer was read; throws on anything but 2xx. */
  time(path: string, token: string): Promise<number>
  post<T>(path: string, body: object, token?: string): Promise<T>
  get<T>(path: string, token: string): Promise<T>
  close(): Promise<void>
}

export function apiAt(url: string): Api {
  const client = new Client(url, { keepAliveTimeout: 60_000 })
  const call = async (method: 'GET' | 'POST', path: string, token?: string, body?: object) => {
    const headers: Record<string, string> = {}
    if (token) headers.authorization = `Bearer ${token}`
    if (body) headers['content-type'] = 'application/json'
    const answer = await client.request({ method, path, headers, body: body && JSON.stringify(body) })
    const text = await answer.body.text()
    if (answer.statusCode >= 300) throw new Error(`${method} ${path} answered ${answer.statusCode}: ${text}`)
    return text
  }
  return {
    time: async (path, token) => {
      const startedAt = performance.now()
      await call('GET', path, token)
      return performance.now() - startedAt
    },
    post: async <T>(path: string, body: object, token?: string) =>
      (JSON.parse(await call('POST', path, token, body)) as { data: T }).data,
    get: async <T>(path: string, token: string) => (JSON.parse(await call('GET', path, token)) as { data: T }).data,
    close: () => client.close(),
  }
}

/** Registers a business and returns its token and bare ids. */
export async function registerBusiness(api: Api, name: string, businessType = 'support') {
  const account = await api.post<{ accessToken: string; tenant: { id: string } }>('/api/v1/auth/register', {
    businessName: name,
    businessType,
    name: 'Operator',
    email: `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}@bench.example`,
    password: 'bench-run-password',
  })
  return { token: account.accessToken, tenantId: bareId(account.tenant.id) }
}

/** `msg_0198…` → the UUID in its canonical form. */
export function bareId(shown: string): string {
  const hex = shown.slice(shown.indexOf('_') + 1).replaceAll('-', '')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
