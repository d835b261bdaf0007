import { ShieldCheck, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member, Visibility } from '../../../lib/api/types.ts'
import { useMe } from '../../../lib/session/me.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Button } from '../../../ui/button.tsx'
import { Confirm } from '../../../ui/dialog.tsx'
import { AbilitiesButton } from './abilities.tsx'
import { givenOf, heldBy } from './given-role.ts'
import { useRemove, useSetRole, useSetVisibility, VISIBILITIES } from './queries.ts'
import { RoleOptions, useRoleName } from './role-choice.tsx'

/** One of the people: the role can be changed, and they can be taken out, by who may. */
export function MemberRow({ member, may }: { member: Member; may: boolean }) {
  const { t } = useTranslation()
  const own = useMe()?.user.id === member.id
  const setRole = useSetRole()
  const roleName = useRoleName()
  return (
    <li className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-surface p-3" data-testid="member">
      <Avatar name={member.name} src={member.avatarUrl} size="sm" />
      <div className="min-w-0 flex-1 basis-40">
        <p className="truncate font-medium">
          <bdi className="people">{member.name}</bdi>
          {own && <span className="text-sm font-normal text-ink-3"> {t('team.you')}</span>}
        </p>
        <p className="truncate text-sm text-ink-2">
          <bdi dir="ltr">{member.email}</bdi>
        </p>
        {member.twoFactor && (
          <p className="flex items-center gap-1 text-sm text-brand" data-testid="member-two-factor">
            <ShieldCheck aria-hidden className="size-3.5" strokeWidth={1.9} />
            {t('team.twoFactor')}
          </p>
        )}
      </div>
      {may ? (
        <select
          aria-label={t('team.roleOf', { name: member.name })}
          value={heldBy(member)}
          disabled={setRole.isPending}
          onChange={event => setRole.mutate({ id: member.id, given: givenOf(event.target.value) })}
          className="h-9 max-w-full rounded-sm border border-line bg-surface px-2 text-ink"
          data-testid="member-role"
        >
          <RoleOptions />
        </select>
      ) : (
        <span className="text-ink-2">{roleName(member)}</span>
      )}
      {may && <VisibilitySelect member={member} />}
      {may && (
        <div className="flex">
          {member.role !== 'viewer' && member.role !== 'billing_admin' && <AbilitiesButton member={member} />}
          <RemoveButton member={member} own={own} />
        </div>
      )}
    </li>
  )
}

/** Which conversations somebody sees; an administrator sees all. */
function VisibilitySelect({ member }: { member: Member }) {
  const { t } = useTranslation()
  const setVisibility = useSetVisibility()
  if (member.role === 'tenant_admin') return null
  return (
    <select
      aria-label={t('team.visibilityOf', { name: member.name })}
      value={member.visibility}
      disabled={setVisibility.isPending}
      onChange={event => setVisibility.mutate({ id: member.id, visibility: event.target.value as Visibility })}
      className="h-9 max-w-full rounded-sm border border-line bg-surface px-2 text-ink"
      data-testid="member-visibility"
    >
      {VISIBILITIES.map(visibility => (
        <option key={visibility} value={visibility}>
          {t(`team.visibility.${visibility}`)}
        </option>
      ))}
    </select>
  )
}

function RemoveButton({ member, own }: { member: Member; own: boolean }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const remove = useRemove()
  return (
    <>
      <Button
        look="quiet"
        icon
        aria-label={t('team.removeOf', { name: member.name })}
        onClick={() => setAsking(true)}
        data-testid="member-remove"
      >
        <Trash2 aria-hidden className="size-4" strokeWidth={1.7} />
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('team.removeTitle', { name: member.name })}
        about={t(own ? 'team.leaveAbout' : 'team.removeAbout')}
        action={t('team.remove')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate(member.id, { onSettled: () => setAsking(false) })}
      />
    </>
  )
}
