import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../lib/api/types.ts'
import { useTeams } from '../../../lib/session/teams.ts'
import { MenuItem, MenuLabel, MenuLine } from '../../../ui/menu.tsx'
import { useChange } from '../changes.ts'
import { backToComposer } from '../composer/focus.ts'

/** To which team a conversation is routed; nothing in a business without teams. */
export function RouteItems({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const teams = useTeams()
  const { mutate } = useChange(conversation)
  if (teams.length === 0) return null
  return (
    <>
      <MenuLine />
      <MenuLabel>{t('thread.team')}</MenuLabel>
      {teams.map(team => (
        <MenuItem
          key={team.id}
          checked={conversation.teamId === team.id}
          onSelect={() => mutate({ teamId: team.id })}
          goOn={backToComposer}
        >
          <bdi>{team.name}</bdi>
        </MenuItem>
      ))}
      <MenuItem checked={!conversation.teamId} onSelect={() => mutate({ teamId: null })} goOn={backToComposer}>
        {t('thread.noTeam')}
      </MenuItem>
    </>
  )
}
