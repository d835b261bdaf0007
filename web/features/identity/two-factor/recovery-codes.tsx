import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { saveFile } from '../../../lib/save-file.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'

/** New recovery codes, shown this once. */
export function ShownCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const { t } = useTranslation()
  const save = () =>
    saveFile(
      'tawsil-recovery-codes.txt',
      new Blob([`${t('twoFactor.codesTitle')}\r\n\r\n${codes.join('\r\n')}\r\n`], { type: 'text/plain;charset=utf-8' }),
    )
  return (
    <Dialog open onClose={onClose} title={t('twoFactor.codesTitle')} about={t('twoFactor.codesAbout')}>
      <ol dir="ltr" className="grid grid-cols-1 gap-x-6 gap-y-1 py-2 sm:grid-cols-2" data-testid="recovery-codes">
        {codes.map(code => (
          <li key={code}>
            <code className="font-mono select-all">{code}</code>
          </li>
        ))}
      </ol>
      <DialogActions>
        <Button onClick={save} data-testid="codes-save">
          <Download aria-hidden className="size-4" strokeWidth={1.7} />
          {t('twoFactor.codesSave')}
        </Button>
        <Button look="primary" onClick={onClose} data-first data-testid="codes-done">
          {t('twoFactor.codesDone')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
