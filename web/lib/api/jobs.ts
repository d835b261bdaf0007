import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { api, data } from './client.ts'
import type { Job, LiveEvent } from './types.ts'

/** Asked now and then as well: the live line may be away. */
const AGAIN_MS = 2_000

export const isOver = ({ status }: Pick<Job, 'status'>): boolean => status !== 'queued' && status !== 'running'

/** How far a long job is; asked again until it is over. */
export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['jobs', id] as const,
    queryFn: () => data(api.GET('/api/v1/jobs/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : AGAIN_MS),
  })

/** Lets a live event move the job's progress. */
export function applyJobEvent(client: QueryClient, event: LiveEvent): void {
  if (event.type !== 'job.updated') return
  const { longJobId, status, total, done, failed } = event.data
  client.setQueryData<Job>(['jobs', longJobId], known => known && { ...known, status, total, done, failed })
  if (isOver(event.data)) void client.invalidateQueries({ queryKey: ['jobs', longJobId] })
}

export const cancelJob = (id: string) => data(api.POST('/api/v1/jobs/{id}/cancel', { params: { path: { id } } }))
