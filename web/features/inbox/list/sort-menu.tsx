import { ArrowDownWideNarrow } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'

type Sort = 'recent' | 'waiting'

/** Newest first, or who has waited longest. */
export function SortMenu({ sort, onSort }: { sort: Sort; onSort: (sort: 'waiting' | undefined) => void }) {
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
      <MenuItem checked={sort === 'recent'} onSelect={() => onSort(undefined)}>
        {t('inbox.sort.recent')}
      </MenuItem>
      <MenuItem checked={sort === 'waiting'} onSelect={() => onSort('waiting')}>
        {t('inbox.sort.waiting')}
      </MenuItem>
    </Menu>
  )
}
