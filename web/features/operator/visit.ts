import { api, data } from '../../lib/api/client.ts'
import { queryClient } from '../../lib/api/query.ts'
import { sessionOf } from '../../lib/session/refresh.ts'
import { session } from '../../lib/session/session.ts'

/** Goes into a business to read it. Throws the API's refusal. */
export async function enterBusiness(id: string, reason: string, minutes: number): Promise<void> {
  const visit = await data(
    api.POST('/api/v1/tenants/{id}/enter', { params: { path: { id } }, body: { reason, minutes } }),
  )
  queryClient.clear()
  session.begin(sessionOf(visit))
}

/** Back to the operator's own place. */
export async function leaveBusiness(): Promise<void> {
  const own = await data(api.POST('/api/v1/tenants/leave'))
  queryClient.clear()
  session.begin(sessionOf(own))
}
