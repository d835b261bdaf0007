import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, data, page } from '../../lib/api/client.ts'
import { useErrorText } from '../../lib/api/error-text.ts'
import type { DeadLetter, Message } from '../../lib/api/types.ts'
import { toast } from '../../ui/toast.tsx'
import { UNCERTAIN_KEY } from '../inbox/index.ts'
import { redriveAll } from './redrive.ts'

/** What was given up and nobody has acted on yet, newest first. */
export const deadLettersQuery = infiniteQueryOptions({
  queryKey: ['dead-letters'] as const,
  queryFn: ({ pageParam }) =>
    page<DeadLetter>(
      api.GET('/api/v1/dead-letters', { params: { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } } }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: last => last.nextCursor,
  refetchInterval: 15_000,
})

/** One with its bytes and attempts. */
export const deadLetterQuery = (id: string) =>
  queryOptions({
    queryKey: ['dead-letters', id] as const,
    queryFn: () => data(api.GET('/api/v1/dead-letters/{id}', { params: { path: { id } } })),
  })

/** Messages of unknown outcome. */
export const uncertainQuery = infiniteQueryOptions({
  queryKey: UNCERTAIN_KEY,
  queryFn: ({ pageParam }) =>
    page(
      api.GET('/api/v1/messages/uncertain', {
        params: { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } },
      }),
    ).then(({ items, nextCursor }) => ({ items: items as Message[], nextCursor })),
  initialPageParam: null as string | null,
  getNextPageParam: last => last.nextCursor,
  refetchInterval: 15_000,
})

type Which = { ids: string[] } | { all: true }

const redriveStep = (which: Which, cursor: string | undefined) =>
  data(
    api.POST('/api/v1/dead-letters/redrive', {
      body: 'all' in which ? { all: true, ...(cursor && { cursor }) } : which,
    }),
  )

/** Re-drives the chosen letters, or all of them, and says how many were re-driven and how many were not. */
export function useRedrive() {
  const { t } = useTranslation()
  const text = useErrorText()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (which: Which) => redriveAll(cursor => redriveStep(which, cursor)),
    onSuccess: ({ redriven, refused, reason }) => {
      const taken = redriven > 0 || refused === 0 ? t('deadLetters.redriven', { count: redriven }) : ''
      const left = refused > 0 ? t('deadLetters.refused', { count: refused, reason }) : ''
      toast([taken, left].filter(Boolean).join(' · '), refused > 0 ? 'red' : 'plain')
    },
    onError: error => toast(text(error), 'red'),
    onSettled: () => client.invalidateQueries({ queryKey: deadLettersQuery.queryKey }),
  })
}

/** Dismisses one letter: takes it off the list without doing anything about it. */
export function useDismiss() {
  const text = useErrorText()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => data(api.DELETE('/api/v1/dead-letters/{id}', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: deadLettersQuery.queryKey }),
    onError: error => toast(text(error), 'red'),
  })
}
