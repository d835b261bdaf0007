import { useMutation } from '@tanstack/react-query'
import { api, data } from '../../../lib/api/client.ts'
import { useErrorText } from '../../../lib/api/error-text.ts'
import type { Job } from '../../../lib/api/types.ts'
import { toast } from '../../../ui/toast.tsx'
import type { ConversationFilter } from './filter.ts'
import type { Selection } from './selection.ts'

export type BulkChange =
  | { operation: 'status'; status: 'resolved' }
  | { operation: 'assign'; assigneeId: string | null }
  | { operation: 'read' }

/** What became of a change that was made at once. */
export interface BulkDone {
  updated: number
  failed: number
}

/** The filter of a list as the bulk route takes it; undefined: the list is not one that a filter names. */
export function bulkFilterOf({ sort, unread, limit: _limit, ...filter }: ConversationFilter) {
  if (sort === 'waiting') return undefined
  return { ...filter, ...(unread && { unread: true }) }
}

/** Makes one change to what is chosen: at once, or as a job when it is much. */
export function useBulk(filter: ConversationFilter, selection: Selection) {
  const text = useErrorText()
  return useMutation({
    mutationFn: (change: BulkChange) => {
      const which = selection.all ? { filter: bulkFilterOf(filter) ?? {} } : { ids: [...selection.ids] }
      return data<BulkDone | Job>(api.POST('/api/v1/conversations/bulk', { body: { ...change, ...which } }))
    },
    onError: error => toast(text(error), 'red'),
  })
}

export const isJob = (done: BulkDone | Job): done is Job => 'kind' in done
