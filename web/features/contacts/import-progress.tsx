import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/api/error-text.ts'
import { cancelJob, isOver, jobQuery } from '../../lib/api/jobs.ts'
import { Button } from '../../ui/button.tsx'
import { DialogActions } from '../../ui/dialog.tsx'
import { Progress } from '../../ui/spinner.tsx'
import { Failed } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { failedRows, saveFailedRows } from './changes.ts'
import { CONTACTS_KEY } from './queries.ts'

const SHOWN = 8

/** How far an import is, and what became of it. It goes on when the dialog is closed. */
export function ImportProgress({ jobId, onClose }: { jobId: string; onClose: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const client = useQueryClient()
  const query = useQuery(jobQuery(jobId))
  const stop = useMutation({ mutationFn: () => cancelJob(jobId), onError: error => toast(text(error), 'red') })
  const job = query.data
  const over = job !== undefined && isOver(job)
  useEffect(() => {
    if (over) void client.invalidateQueries({ queryKey: CONTACTS_KEY })
  }, [over, client])
  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />
  const { done = 0, total = 0, failed = 0, status = 'queued' } = job ?? {}
  return (
    <div className="grid gap-4" data-testid="import-progress" data-status={status}>
      <Progress label={t('contacts.import')} done={done} total={total} />
      <p role="status" className="text-ink-2">
        {t(`contacts.status.${status}`, { done: done - failed, total })}
      </p>
      {failed > 0 && over && <FailedRows jobId={jobId} failed={failed} />}
      <DialogActions>
        {!over && (
          <Button busy={stop.isPending} onClick={() => stop.mutate()} data-testid="import-cancel">
            {t('contacts.stop')}
          </Button>
        )}
        <Button look="primary" onClick={onClose} data-testid="import-close">
          {t('common.close')}
        </Button>
      </DialogActions>
    </div>
  )
}

function FailedRows({ jobId, failed }: { jobId: string; failed: number }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const rows = useQuery({ queryKey: ['jobs', jobId, 'failed'], queryFn: () => failedRows(jobId, null) })
  const save = useMutation({
    mutationFn: () => saveFailedRows(jobId, [t('contacts.line'), t('contacts.reason')]),
    onError: error => toast(text(error), 'red'),
  })
  return (
    <section className="grid gap-2" data-testid="import-failed">
      <h3 className="font-medium text-red">{t('contacts.rowsFailed', { count: failed })}</h3>
      <ul className="grid gap-0.5 text-sm text-ink-2">
        {rows.data?.items.slice(0, SHOWN).map(row => (
          <li key={row.no}>{t('contacts.problem', { line: row.line, problem: row.error?.message })}</li>
        ))}
      </ul>
      <Button small className="justify-self-start" busy={save.isPending} onClick={() => save.mutate()}>
        {t('contacts.saveErrors')}
      </Button>
    </section>
  )
}
