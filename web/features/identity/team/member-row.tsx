import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member, Role } from '../../../lib/api/types.ts'
import { useMe } from '../../../lib/session/me.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Button } from '../../../ui/button.tsx'
import { Confirm } from '../../../ui/dialog.tsx'
import { AbilitiesButton } from './abilities.tsx'
import { ROLES, useRemove, useSetRole } from './queries.ts'

/** One of the people: the role can be changed, and they can be taken out, by who may. */
export function MemberRow({ member, may }: { member: Member; may: boolean }) {
  const { t } = useTranslation()
  const own = useMe()?.user.id === member.id
  const setRole = useSetRole()
  return (
    <li className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-surface p-3" data-testid="member">
      <Avatar name={member.name} size="sm" />
      <div className="min-w-0 flex-1 basis-40">
        <p className="truncate font-medium">
          <bdi className="people">{member.name}</bdi>
          {own && <span className="text-sm font-normal text-ink-3"> {t('team.you')}</span>}
        </p>
        <p className="truncate text-sm text-ink-2">
          <bdi dir="ltr">{member.email}</bdi>
        </p>
      </div>
      {may ? (
        <select
          aria-label={t('team.roleOf', { name: member.name })}
          value={member.role}
          disabled={setRole.isPending}
          onChange={event => setRole.mutate({ id: member.id, role: event.target.value as Role })}
          className="h-9 rounded-sm border border-line bg-surface px-2 text-ink"
          data-testid="member-role"
        >
          {ROLES.map(role => (
            <option key={role} value={role}>
              {t(`team.role.${role}`)}
            </option>
          ))}
        </select>
      ) : (
        <span className="text-ink-2">{t(`team.role.${member.role}`)}</span>
      )}
      {may && (member.role === 'agent' || member.role === 'tenant_admin') && <AbilitiesButton member={member} />}
      {may && <RemoveButton member={member} own={own} />}
    </li>
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
