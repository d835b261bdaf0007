import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../../ui/dialog.tsx'
import { backToComposer } from '../focus.ts'

interface AttachFormProps {
  title: string
  about?: string
  busy?: boolean
  /** Null: something is missing, and nothing can be sent yet. */
  onSubmit: (() => void) | null
  onClose: () => void
  children: ReactNode
}

/** The frame of every form of the attach menu. */
export function AttachForm({ title, about, busy, onSubmit, onClose, children }: AttachFormProps) {
  const { t } = useTranslation()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit?.()
  }
  return (
    <Dialog open onClose={onClose} goOn={backToComposer} title={title} about={about}>
      <form onSubmit={submit} className="flex flex-col gap-3.5" autoComplete="off">
        {children}
        <DialogActions>
          <Button type="submit" look="primary" busy={busy} disabled={!onSubmit} data-testid="attach-send">
            {t('composer.send')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
