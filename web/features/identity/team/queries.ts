import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, data, page } from '../../../lib/api/client.ts'
import { useErrorText } from '../../../lib/api/error-text.ts'
import type { Member, Visibility } from '../../../lib/api/types.ts'
import { meQuery } from '../../../lib/session/me.ts'
import { membersQuery } from '../../../lib/session/members.ts'
import { rolesQuery } from '../../../lib/session/roles.ts'
import { toast } from '../../../ui/toast.tsx'
import type { GivenRole } from './given-role.ts'

export const VISIBILITIES = ['all', 'team', 'own'] as const satisfies Visibility[]

/** The people of the business, page by page. */
export const peopleQuery = infiniteQueryOptions({
  queryKey: ['team', 'people'] as const,
  queryFn: ({ pageParam }) =>
    page(api.GET('/api/v1/users', { params: { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } } })),
  initialPageParam: null as string | null,
  getNextPageParam: last => last.nextCursor,
})

/** Invitations that nobody has accepted. */
export const invitationsQuery = infiniteQueryOptions({
  queryKey: ['team', 'invitations'] as const,
  queryFn: ({ pageParam }) =>
    page(api.GET('/api/v1/invitations', { params: { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } } })),
  initialPageParam: null as string | null,
  getNextPageParam: last => last.nextCursor,
})

export type Delivery = 'mail' | 'link'

/** A change of the team: says what happened, and reads the lists again. */
function useChange<Input, Output>(change: (input: Input) => Promise<Output>, said?: (output: Output) => string | null) {
  const text = useErrorText()
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: output => {
      const words = said?.(output)
      if (words) toast(words)
    },
    onError: error => toast(text(error), 'red'),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['team'] })
      // How many have each role.
      void client.invalidateQueries({ queryKey: rolesQuery.queryKey })
      void client.invalidateQueries({ queryKey: membersQuery.queryKey })
      void client.invalidateQueries({ queryKey: meQuery.queryKey })
    },
  })
}

export function useSetRole() {
  const { t } = useTranslation()
  return useChange(
    ({ id, given }: { id: string; given: GivenRole }) =>
      data(api.PATCH('/api/v1/users/{id}', { params: { path: { id } }, body: given })),
    () => t('team.roleChanged'),
  )
}

/** What automatic assignment must know of a person. */
export type Abilities = Partial<Pick<Member, 'takesConversations' | 'capacity' | 'skills' | 'languages'>>

export function useSetAbilities() {
  const { t } = useTranslation()
  return useChange(
    ({ id, body }: { id: string; body: Abilities }) =>
      data(api.PATCH('/api/v1/users/{id}/abilities', { params: { path: { id } }, body })),
    () => t('settings.saved'),
  )
}

export function useSetVisibility() {
  const { t } = useTranslation()
  return useChange(
    ({ id, visibility }: { id: string; visibility: Visibility }) =>
      data(api.PATCH('/api/v1/users/{id}', { params: { path: { id } }, body: { visibility } })),
    () => t('team.visibilityChanged'),
  )
}

export function useRemove() {
  const { t } = useTranslation()
  return useChange(
    (id: string) => data(api.DELETE('/api/v1/users/{id}', { params: { path: { id } } })),
    () => t('team.removed'),
  )
}

interface InvitationText {
  email: string
  locale: 'en' | 'fr' | 'ar'
  deliver: Delivery
}
export type NewInvitation = InvitationText & GivenRole

/** The dialog shows what it throws. */
export function useInvite() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewInvitation) => data(api.POST('/api/v1/invitations', { body })),
    onSettled: () => client.invalidateQueries({ queryKey: ['team'] }),
  })
}

export function useResend() {
  const { t } = useTranslation()
  return useChange(
    ({ id, deliver }: { id: string; deliver: Delivery }) =>
      data(api.POST('/api/v1/invitations/{id}/resend', { params: { path: { id } }, body: { deliver } })),
    ({ link }) => (link ? null : t('team.sent')),
  )
}

export function useRevoke() {
  const { t } = useTranslation()
  return useChange(
    (id: string) => data(api.DELETE('/api/v1/invitations/{id}', { params: { path: { id } } })),
    () => t('team.revoked'),
  )
}
