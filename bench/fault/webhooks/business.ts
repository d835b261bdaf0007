import type pg from 'pg'
import { bareId } from '../../lib/http.ts'

/** A business of the run, through the API. Calls fail while the program is down; the log says what was committed. */
export interface Business {
  tenantId: string
  post<T>(path: string, body: object): Promise<T>
  /** @returns whether it was answered with success */
  patch(path: string, body: object): Promise<boolean>
}

export async function openBusiness(port: number, owner: pg.Client): Promise<Business> {
  const base = `http://127.0.0.1:${port}/api/v1`
  const send = (method: string, path: string, body: object, token?: string) =>
    fetch(`${base}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    })
  const post = async <T>(path: string, body: object, token?: string): Promise<T> => {
    const answer = await send('POST', path, body, token)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`)
    return (JSON.parse(text) as { data: T }).data
  }
  const account = await post<{ accessToken: string; tenant: { id: string } }>('/auth/register', {
    businessName: 'Webhook run',
    businessType: 'support',
    name: 'Operator',
    email: 'operator@fault.example',
    password: 'fault-run-password',
  })
  const tenantId = bareId(account.tenant.id)
  await owner.query(`update tenant set plan = 'premium' where id = $1`, [tenantId])
  return {
    tenantId,
    post: (path, body) => post(path, body, account.accessToken),
    patch: async (path, body) => {
      try {
        return (await send('PATCH', path, body, account.accessToken)).ok
      } catch {
        // The program is down, or was killed before it answered: the log says whether it was committed.
        return false
      }
    },
  }
}
