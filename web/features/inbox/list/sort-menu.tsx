import { ArrowDownWideNarrow } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useTeamName, useTeams } from '../../../lib/session/teams.ts'
import { Button } from '../../../ui/button.tsx'
import { Menu, MenuItem, MenuLabel, MenuLine } from '../../../ui/menu.tsx'

type Sort = 'urgent' | 'recent'

interface SortMenuProps {
  /** Null: the list has an order of its own. */
  sort: Sort | null
  onSort: (sort: 'recent' | undefined) => void
  team: string | undefined
  onTeam: (team: string | undefined) => void
}

/** Who waits for an answer first, or the newest; and of which team. */
export function SortMenu({ sort, onSort, team, onTeam }: SortMenuProps) {
  const { t } = useTranslation()
  const teams = useTeams()
  const teamName = useTeamName()(team)
  if (!sort && teams.length === 0) return null
  return (
    <Menu
      trigger={
        <Button look="quiet" small data-testid="inbox-sort">
          <ArrowDownWideNarrow aria-hidden className="size-[18px]" strokeWidth={1.7} />
          <bdi className="max-w-[110px] truncate">
            {teamName ?? (sort ? t(`inbox.sort.${sort}`) : t('inbox.allTeams'))}
          </bdi>
        </Button>
      }
    >
      {sort && (
        <>
          <MenuItem checked={sort === 'urgent'} onSelect={() => onSort(undefined)}>
            {t('inbox.sort.urgent')}
          </MenuItem>
          <MenuItem checked={sort === 'recent'} onSelect={() => onSort('recent')}>
            {t('inbox.sort.recent')}
          </MenuItem>
        </>
      )}
      {sort && teams.length > 0 && <MenuLine />}
      {teams.length > 0 && (
        <>
          <MenuLabel>{t('thread.team')}</MenuLabel>
          <MenuItem checked={!team} onSelect={() => onTeam(undefined)}>
            {t('inbox.allTeams')}
          </MenuItem>
          {teams.map(({ id, name }) => (
            <MenuItem key={id} checked={team === id} onSelect={() => onTeam(id)}>
              <bdi>{name}</bdi>
            </MenuItem>
          ))}
        </>
      )}
    </Menu>
  )
}
