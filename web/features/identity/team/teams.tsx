import { useQuery } from '@tanstack/react-query'
import { Plus, Trash2, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../lib/api/error-text.ts'
import type { Team } from '../../../lib/api/types.ts'
import { useMembers } from '../../../lib/session/members.ts'
import { teamsQuery } from '../../../lib/session/teams.ts'
import { Button } from '../../../ui/button.tsx'
import { Confirm, Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import { Failed } from '../../../ui/states.tsx'
import { teamMembersQuery, useAddTeam, useJoin, useLeave, useRemoveTeam } from './team-queries.ts'

const ICON = { className: 'size-4', strokeWidth: 1.7, 'aria-hidden': true } as const

/** The teams to which conversations are routed, and who is in them. */
export function Teams({ may }: { may: boolean }) {
  const { t } = useTranslation()
  const [adding, setAdding] = useState(false)
  const query = useQuery(teamsQuery)
  const teams = query.data?.items ?? []
  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />
  if (teams.length === 0 && !may) return null
  return (
    <section className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-lg font-semibold">{t('team.teams')}</h2>
        {may && (
          <Button onClick={() => setAdding(true)} data-testid="team-add">
            <Plus {...ICON} />
            {t('team.addTeam')}
          </Button>
        )}
      </div>
      <p className="text-sm text-ink-2">{t('team.teamsAbout')}</p>
      <ul className="grid gap-2" data-testid="teams">
        {teams.map(team => (
          <TeamRow key={team.id} team={team} may={may} />
        ))}
      </ul>
      {adding && <AddTeam onClose={() => setAdding(false)} />}
    </section>
  )
}

function TeamRow({ team, may }: { team: Team; may: boolean }) {
  const { t } = useTranslation()
  const members = useQuery(teamMembersQuery(team.id)).data?.items ?? []
  const leave = useLeave(team.id)
  return (
    <li className="grid gap-2 rounded-lg border border-line bg-surface p-3" data-testid="team">
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-0 flex-1 basis-32 truncate font-medium">
          <bdi>{team.name}</bdi>
        </p>
        {may && <JoinMenu team={team} inside={members.map(member => member.id)} />}
        {may && <RemoveTeam team={team} />}
      </div>
      {members.length === 0 && <p className="text-sm text-ink-3">{t('team.nobodyInside')}</p>}
      <ul className="flex flex-wrap gap-1.5">
        {members.map(member => (
          <li
            key={member.id}
            className="flex max-w-full items-center gap-1 rounded-full bg-sunken py-0.5 ps-2.5 pe-1 text-sm"
            data-testid="team-member"
          >
            <bdi className="people truncate pe-1">{member.name}</bdi>
            {may && (
              <button
                type="button"
                aria-label={t('team.takeOut', { name: member.name, team: team.name })}
                className="grid size-6 place-items-center rounded-full hover:bg-line"
                onClick={() => leave.mutate(member.id)}
              >
                <X aria-hidden className="size-3.5" strokeWidth={1.9} />
              </button>
            )}
          </li>
        ))}
      </ul>
    </li>
  )
}

function JoinMenu({ team, inside }: { team: Team; inside: string[] }) {
  const { t } = useTranslation()
  const others = useMembers().filter(member => !inside.includes(member.id))
  const join = useJoin(team.id)
  return (
    <Menu
      trigger={
        <Button small disabled={others.length === 0} data-testid="team-join">
          <Plus {...ICON} />
          {t('team.addPerson')}
        </Button>
      }
    >
      {others.map(member => (
        <MenuItem key={member.id} onSelect={() => join.mutate(member.id)}>
          <bdi>{member.name}</bdi>
        </MenuItem>
      ))}
    </Menu>
  )
}

function RemoveTeam({ team }: { team: Team }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const remove = useRemoveTeam()
  return (
    <>
      <Button
        look="quiet"
        small
        icon
        aria-label={t('team.removeTeamOf', { name: team.name })}
        onClick={() => setAsking(true)}
      >
        <Trash2 {...ICON} />
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('team.removeTeamTitle', { name: team.name })}
        about={t('team.removeTeamAbout')}
        action={t('team.remove')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate(team.id, { onSettled: () => setAsking(false) })}
      />
    </>
  )
}

function AddTeam({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const [name, setName] = useState('')
  const add = useAddTeam()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate(name, { onSuccess: onClose })
  }
  return (
    <Dialog open onClose={onClose} title={t('team.addTeam')} about={t('team.teamsAbout')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t('team.teamName')}
          required
          maxLength={100}
          autoComplete="off"
          value={name}
          onChange={event => setName(event.target.value)}
          data-testid="team-name"
        />
        <FormError text={add.error && text(add.error)} />
        <DialogActions>
          <Button type="submit" look="primary" busy={add.isPending} data-testid="team-submit">
            {t('team.addTeam')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
