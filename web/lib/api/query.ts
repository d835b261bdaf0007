import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './errors.ts'

/** A refusal is final; a request without an answer is repeated. */
const again = (failures: number, error: Error): boolean => {
  const status = error instanceof ApiError ? error.status : 0
  return failures < 3 && (status === 0 || status >= 500)
}

export const queryClient = new QueryClient({
  defaultOptions: {
    // Live events keep the caches fresh; a window that was asleep catches up from its cursor.
    queries: { staleTime: 60_000, gcTime: 10 * 60_000, retry: again, refetchOnWindowFocus: false },
    mutations: { retry: false },
  },
})
