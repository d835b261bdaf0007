import { useQuery } from '@tanstack/react-query'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OwnRole } from '../../../lib/api/types.ts'
import { rolesQuery } from '../../../lib/session/roles.ts'
import { Button } from '../../../ui/button.tsx'
import { Confirm } from '../../../ui/dialog.tsx'
import { Failed } from '../../../ui/states.tsx'
import { RoleDialog } from './role-dialog.tsx'
import { useRemoveRole } from './role-queries.ts'

const ICON = { className: 'size-4', strokeWidth: 1.7, 'aria-hidden': true } as const

/** Roles that the business has made of permissions. */
export function Roles({ may }: { may: boolean }) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState<OwnRole | 'new'>()
  const query = useQuery(rolesQuery)
  const roles = query.data?.items ?? []
  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />
  if (roles.length === 0 && !may) return null
  return (
    <section className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-lg font-semibold">{t('team.roles')}</h2>
        {may && (
          <Button onClick={() => setEditing('new')} data-testid="role-add">
            <Plus {...ICON} />
            {t('team.addRole')}
          </Button>
        )}
      </div>
      <p className="text-sm text-ink-2">{t('team.rolesAbout')}</p>
      <ul className="grid gap-2" data-testid="roles">
        {roles.map(role => (
          <li
            key={role.id}
            className="flex flex-wrap items-center gap-2 rounded-lg border border-line bg-surface p-3"
            data-testid="role"
          >
            <div className="min-w-0 flex-1 basis-40">
              <p className="truncate font-medium">
                <bdi>{role.name}</bdi>
              </p>
              <p className="text-sm text-ink-2">{t('team.haveRole', { count: role.memberCount })}</p>
            </div>
            {may && (
              <Button
                look="quiet"
                icon
                aria-label={t('team.editRole', { name: role.name })}
                onClick={() => setEditing(role)}
              >
                <Pencil {...ICON} />
              </Button>
            )}
            {may && <RemoveRole role={role} />}
          </li>
        ))}
      </ul>
      {editing && <RoleDialog role={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </section>
  )
}

function RemoveRole({ role }: { role: OwnRole }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const remove = useRemoveRole()
  return (
    <>
      <Button look="quiet" icon aria-label={t('team.removeRole', { name: role.name })} onClick={() => setAsking(true)}>
        <Trash2 {...ICON} />
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('team.removeRole', { name: role.name })}
        about={t('team.removeRoleAbout')}
        action={t('team.remove')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate(role.id, { onSettled: () => setAsking(false) })}
      />
    </>
  )
}
