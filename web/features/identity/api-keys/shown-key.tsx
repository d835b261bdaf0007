import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { CopyLine } from '../../../ui/copy.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'

/** A new key, shown this once. */
export function ShownKey({ value, onClose }: { value: string; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog open onClose={onClose} title={t('keysRoom.shownTitle')} about={t('keysRoom.shownAbout')}>
      <div data-testid="key-shown" className="pb-4">
        <CopyLine label={t('keysRoom.key')} value={value} />
      </div>
      <DialogActions>
        <Button look="primary" onClick={onClose} data-testid="key-done">
          {t('common.done')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
