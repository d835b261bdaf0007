import { UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../lib/api/types.ts'
import { useMe } from '../../../lib/session/me.ts'
import { useMembers } from '../../../lib/session/members.ts'
import { usePresence } from '../../../lib/session/presence.ts'
import { Avatar, PresenceDot } from '../../../ui/avatar.tsx'
import { Button } from '../../../ui/button.tsx'
import { Menu, MenuItem, MenuLine } from '../../../ui/menu.tsx'
import { useChange } from '../changes.ts'
import { backToComposer } from '../composer/focus.ts'
import { RouteItems } from './route-items.tsx'

/** Who answers this conversation: a person, a team. */
export function AssignMenu({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const { mutate } = useChange(conversation)
  const me = useMe()?.user
  const members = useMembers()
  const stateOf = usePresence()
  const { assigneeId } = conversation
  const assignee = members.find(member => member.id === assigneeId)
  const others = members.filter(member => member.id !== me?.id)
  const label = assignee?.name ?? t('thread.assign')
  return (
    <Menu
      trigger={
        <Button
          aria-label={`${t('thread.assign')}: ${label}`}
          title={label}
          className="max-w-[150px] @max-[860px]:w-8 @max-[860px]:px-0"
        >
          {assignee ? (
            <Avatar name={assignee.name} src={assignee.avatarUrl} size="xs" />
          ) : (
            <UserRound aria-hidden className="size-[18px]" strokeWidth={1.7} />
          )}
          <bdi className="truncate @max-[860px]:hidden">{label}</bdi>
        </Button>
      }
    >
      {me && (
        <MenuItem checked={assigneeId === me.id} onSelect={() => mutate({ assigneeId: me.id })} goOn={backToComposer}>
          {t('thread.assignMe')}
        </MenuItem>
      )}
      {others.map(member => (
        <MenuItem
          key={member.id}
          icon={
            <span className="flex items-center gap-1.5">
              <PresenceDot status={stateOf(member.id)} label={t(`presence.${stateOf(member.id)}`)} />
              <Avatar name={member.name} src={member.avatarUrl} size="xs" />
            </span>
          }
          checked={assigneeId === member.id}
          onSelect={() => mutate({ assigneeId: member.id })}
          goOn={backToComposer}
        >
          <bdi>{member.name}</bdi>
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem checked={!assigneeId} onSelect={() => mutate({ assigneeId: null })} goOn={backToComposer}>
        {t('thread.assignNobody')}
      </MenuItem>
      <RouteItems conversation={conversation} />
    </Menu>
  )
}
