import { useMutation } from '@tanstack/react-query'
import { FileSpreadsheet } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/api/error-text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { importFile, previewFile } from './changes.ts'
import { ImportPreview } from './import-preview.tsx'
import { ImportProgress } from './import-progress.tsx'

/** Brings a file in, in three steps: choose it, look how it is understood, watch it come in. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const [file, setFile] = useState<File | null>(null)
  const look = useMutation({
    mutationFn: (which: { file: File; mapping?: string[] }) => previewFile(which.file, which.mapping),
  })
  const start = useMutation({
    mutationFn: (which: { file: File; mapping: string[] }) => importFile(which.file, which.mapping),
  })
  const choose = (chosen: File | undefined) => {
    if (!chosen) return
    setFile(chosen)
    look.mutate({ file: chosen })
  }
  const preview = look.data
  const error = look.error ?? start.error
  if (start.data) {
    return (
      <Dialog open onClose={onClose} title={t('contacts.import')}>
        <ImportProgress jobId={start.data} onClose={onClose} />
      </Dialog>
    )
  }
  return (
    <Dialog open onClose={onClose} title={t('contacts.import')} about={t('contacts.importAbout')}>
      <div className="grid gap-4">
        <FileChoice name={file?.name} busy={look.isPending} onChoose={choose} />
        {error && (
          <p role="alert" className="text-sm text-red" data-testid="import-error">
            {text(error)}
          </p>
        )}
        {file && preview && (
          <ImportPreview preview={preview} busy={look.isPending} onMap={mapping => look.mutate({ file, mapping })} />
        )}
      </div>
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          look="primary"
          disabled={!file || !preview || look.isPending}
          busy={start.isPending}
          data-testid="import-start"
          onClick={() =>
            file && preview && start.mutate({ file, mapping: preview.columns.map(column => column.target) })
          }
        >
          {preview ? t('contacts.importRows', { count: preview.total }) : t('contacts.import')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

interface ChoiceProps {
  name: string | undefined
  busy: boolean
  onChoose: (file: File | undefined) => void
}

function FileChoice({ name, busy, onChoose }: ChoiceProps) {
  const { t } = useTranslation()
  return (
    <label className="flex cursor-pointer items-center gap-3 rounded-md border border-dashed border-line-strong p-4 focus-within:outline-2 focus-within:outline-brand hover:bg-sunken">
      <FileSpreadsheet aria-hidden className="size-6 shrink-0 text-ink-3" strokeWidth={1.5} />
      <span className="min-w-0 flex-1 truncate" aria-busy={busy || undefined}>
        {name ? <bdi>{name}</bdi> : t('contacts.chooseFile')}
      </span>
      <input
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        className="sr-only"
        data-testid="import-file"
        onChange={event => onChoose(event.target.files?.[0])}
      />
    </label>
  )
}
