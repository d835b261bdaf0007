import { useInfiniteQuery } from '@tanstack/react-query'
import { Link2, Send, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../../lib/api/types.ts'
import { useFormats } from '../../../lib/hooks.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyLine } from '../../../ui/copy.tsx'
import { More } from '../../../ui/more.tsx'
import { Failed } from '../../../ui/states.tsx'
import { invitationsQuery, useResend, useRevoke } from './queries.ts'
import { useRoleName } from './role-choice.tsx'

/** Whom the business waits for. Nothing is shown while there is nobody. */
export function Invitations() {
  const { t } = useTranslation()
  const query = useInfiniteQuery(invitationsQuery)
  const open = query.data?.pages.flatMap(page => page.items) ?? []
  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />
  if (open.length === 0) return null
  return (
    <section className="grid gap-2">
      <h2 className="text-lg font-semibold">{t('team.invited')}</h2>
      <ul className="grid gap-2" data-testid="invitations">
        {open.map(invitation => (
          <InvitationRow key={invitation.id} invitation={invitation} />
        ))}
      </ul>
      <More hasMore={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
    </section>
  )
}

const ICON = { className: 'size-4', strokeWidth: 1.7, 'aria-hidden': true } as const

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation()
  const format = useFormats()
  const [link, setLink] = useState<string>()
  const resend = useResend()
  const revoke = useRevoke()
  const { id, email, expired, expiresAt } = invitation
  const roleName = useRoleName()
  const copy = () => resend.mutate({ id, deliver: 'link' }, { onSuccess: sent => setLink(sent.link) })
  return (
    <li className="grid gap-2 rounded-lg border border-line bg-surface p-3" data-testid="invitation">
      <div className="flex flex-wrap items-center gap-2">
        <div className="min-w-0 flex-1 basis-48">
          <p className="truncate font-medium">
            <bdi dir="ltr">{email}</bdi>
          </p>
          <p className="text-sm text-ink-2">
            {roleName(invitation)} · {expired ? t('team.expired') : t('team.until', { at: format.dateTime(expiresAt) })}
          </p>
        </div>
        <Button busy={resend.isPending} onClick={() => resend.mutate({ id, deliver: 'mail' })}>
          <Send {...ICON} />
          {t('team.resend')}
        </Button>
        <Button onClick={copy} data-testid="invitation-copy">
          <Link2 {...ICON} />
          {t('team.copyLink')}
        </Button>
        <Button
          look="quiet"
          icon
          aria-label={t('team.revokeOf', { email })}
          busy={revoke.isPending}
          onClick={() => revoke.mutate(id)}
          data-testid="invitation-revoke"
        >
          <Trash2 {...ICON} />
        </Button>
      </div>
      {link && <CopyLine label={t('team.link')} value={link} />}
    </li>
  )
}
