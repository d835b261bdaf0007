import { useInfiniteQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../../lib/api/errors.ts'
import { useMay } from '../../../lib/session/me.ts'
import { Button } from '../../../ui/button.tsx'
import { More } from '../../../ui/more.tsx'
import { Room } from '../../../ui/room.tsx'
import { Failed, Waiting } from '../../../ui/states.tsx'
import { AssignmentSection } from './assignment.tsx'
import { Invitations } from './invitations.tsx'
import { InviteDialog } from './invite.tsx'
import { MemberRow } from './member-row.tsx'
import { peopleQuery } from './queries.ts'
import { Roles } from './roles.tsx'
import { Teams } from './teams.tsx'

/** Who works for the business, and who is invited. */
export function TeamPage() {
  return useMay('users:read') ? <Team /> : <Failed page error={new ApiError('FORBIDDEN', 403, '')} retry={() => {}} />
}

function Team() {
  const { t } = useTranslation()
  const may = useMay('users:write')
  const [inviting, setInviting] = useState(false)
  const query = useInfiniteQuery(peopleQuery)
  const people = query.data?.pages.flatMap(page => page.items) ?? []
  const invite = may && (
    <Button look="primary" onClick={() => setInviting(true)} data-testid="invite">
      <UserPlus aria-hidden className="size-4" strokeWidth={1.7} />
      {t('team.invite')}
    </Button>
  )
  return (
    <Room title={t('team.title')} about={t('team.about')} end={invite}>
      <div className="grid gap-8">
        {query.isError && <Failed error={query.error} retry={() => void query.refetch()} />}
        {query.isPending && (
          <Waiting>
            <div className="skeleton h-24 rounded-lg" />
          </Waiting>
        )}
        <ul className="grid gap-2" data-pane data-testid="people">
          {people.map(member => (
            <MemberRow key={member.id} member={member} may={may} />
          ))}
        </ul>
        <More hasMore={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
        {may && <Invitations />}
        <Teams may={may} />
        <Roles may={may} />
        <AssignmentSection />
      </div>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Room>
  )
}
