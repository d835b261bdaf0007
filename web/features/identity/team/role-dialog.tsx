import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../lib/api/error-text.ts'
import type { OwnRole } from '../../../lib/api/types.ts'
import { useMe } from '../../../lib/session/me.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { permissionsQuery, useSaveRole } from './role-queries.ts'

const ACTIONS = ['read', 'write'] as const

interface RoleDialogProps {
  /** Left out: a new one. */
  role: OwnRole | undefined
  onClose: () => void
}

/** What a role is called and what it may do; one cannot give what one may not do oneself. */
export function RoleDialog({ role, onClose }: RoleDialogProps) {
  const { t } = useTranslation()
  const text = useErrorText()
  const [name, setName] = useState(role?.name ?? '')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(role?.permissions))
  const save = useSaveRole(role?.id)
  const toggle = (permission: string) =>
    setChosen(before => {
      const after = new Set(before)
      if (!after.delete(permission)) after.add(permission)
      return after
    })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ name, permissions: [...chosen] }, { onSuccess: onClose })
  }
  return (
    <Dialog open onClose={onClose} title={role ? t('team.editRole', { name: role.name }) : t('team.addRole')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t('team.roleName')}
          required
          maxLength={100}
          autoComplete="off"
          value={name}
          onChange={event => setName(event.target.value)}
          data-testid="role-name"
        />
        <PermissionTable chosen={chosen} toggle={toggle} />
        <FormError text={save.error && text(save.error)} />
        <DialogActions>
          <Button
            type="submit"
            look="primary"
            disabled={chosen.size === 0}
            busy={save.isPending}
            data-testid="role-submit"
          >
            {t('common.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function PermissionTable({ chosen, toggle }: { chosen: ReadonlySet<string>; toggle: (permission: string) => void }) {
  const { t } = useTranslation()
  const mine = useMe()?.permissions ?? []
  const known = useQuery(permissionsQuery).data ?? []
  const names = known.map(({ name }) => name)
  // The server may know one that this page does not.
  const nameOf = (resource: string) => t(`team.resource.${resource as 'orders'}`, { defaultValue: resource })
  const resources = [...new Set(names.map(name => name.split(':')[0]!))]
  return (
    <table className="w-full">
      <thead className="text-sm text-ink-2">
        <tr>
          <th scope="col" className="py-1 text-start font-medium">
            {t('team.what')}
          </th>
          {ACTIONS.map(action => (
            <th key={action} scope="col" className="w-20 py-1 text-center font-medium">
              {t(`team.action.${action}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {resources.map(resource => (
          <tr key={resource} className="border-t border-line">
            <th scope="row" className="py-1.5 text-start font-normal">
              {nameOf(resource)}
            </th>
            {ACTIONS.map(action => {
              const permission = `${resource}:${action}`
              return (
                <td key={action} className="text-center">
                  {names.includes(permission) && (
                    <input
                      type="checkbox"
                      className="size-4 accent-brand"
                      aria-label={`${nameOf(resource)}: ${t(`team.action.${action}`)}`}
                      checked={chosen.has(permission)}
                      disabled={!mine.includes(permission)}
                      onChange={() => toggle(permission)}
                      data-testid={`may-${permission}`}
                    />
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
