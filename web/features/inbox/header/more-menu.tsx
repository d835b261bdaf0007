import { EllipsisVertical, MailOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'

/** Rare actions on a conversation. */
export function MoreMenu({ onUnread }: { onUnread: () => void }) {
  const { t } = useTranslation()
  return (
    <Menu
      trigger={
        <Button look="quiet" icon aria-label={t('thread.more')} data-testid="conversation-menu">
          <EllipsisVertical aria-hidden className="size-[18px]" strokeWidth={1.7} />
        </Button>
      }
    >
      <MenuItem icon={<MailOpen aria-hidden className="size-4" strokeWidth={1.7} />} keys="U" onSelect={onUnread}>
        {t('thread.markUnread')}
      </MenuItem>
    </Menu>
  )
}
