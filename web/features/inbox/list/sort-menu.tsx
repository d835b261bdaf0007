import { ArrowDownWideNarrow } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'

type Sort = 'urgent' | 'recent'

/** Who waits for an answer first, or the newest. */
export function SortMenu({ sort, onSort }: { sort: Sort; onSort: (sort: 'recent' | undefined) => void }) {
  const { t } = useTranslation()
  return (
    <Menu
      trigger={
        <Button look="quiet" small>
          <ArrowDownWideNarrow aria-hidden className="size-[18px]" strokeWidth={1.7} />
          {t(`inbox.sort.${sort}`)}
        </Button>
      }
    >
      <MenuItem checked={sort === 'urgent'} onSelect={() => onSort(undefined)}>
        {t('inbox.sort.urgent')}
      </MenuItem>
      <MenuItem checked={sort === 'recent'} onSelect={() => onSort('recent')}>
        {t('inbox.sort.recent')}
      </MenuItem>
    </Menu>
  )
}
