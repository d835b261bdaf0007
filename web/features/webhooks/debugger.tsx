import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../lib/hooks.ts'
import { Button } from '../../ui/button.tsx'
import { Chip, type Tone } from '../../ui/chip.tsx'
import { CopyLine } from '../../ui/copy.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { useOpenDebugger } from './changes.ts'
import { debuggerQuery } from './queries.ts'

type Verdict = 'valid' | 'invalid' | 'unsigned' | 'stale' | 'no_endpoint'
const TONES: Record<Verdict, Tone> = {
  valid: 'brand',
  invalid: 'red',
  unsigned: 'plain',
  stale: 'warn',
  no_endpoint: 'plain',
}

interface DebuggerProps {
  onClose: () => void
  /** Makes its address that of an endpoint. */
  onUse: (url: string) => void
}

/** An address of our own that shows what arrives, for an hour. */
export function Debugger({ onClose, onUse }: DebuggerProps) {
  const { t } = useTranslation()
  const open = useOpenDebugger()
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    open.mutate()
  }, [open])
  return (
    <Dialog open onClose={onClose} title={t('webhooks.debugger')} about={t('webhooks.debuggerAbout')}>
      {open.data ? <Arrived id={open.data.id} url={open.data.url} /> : <Spinner />}
      <DialogActions>
        <Button onClick={onClose}>{t('common.close')}</Button>
        <Button
          look="primary"
          disabled={!open.data}
          onClick={() => open.data && onUse(open.data.url)}
          data-testid="debugger-use"
        >
          {t('webhooks.useDebugger')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function Arrived({ id, url }: { id: string; url: string }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { data } = useQuery(debuggerQuery(id))
  const requests = data?.requests ?? []
  return (
    <div className="grid gap-3">
      <CopyLine label={t('webhooks.url')} value={url} />
      {requests.length === 0 && <p className="text-sm text-ink-3">{t('webhooks.nothingArrived')}</p>}
      <ul className="grid gap-2">
        {requests.map(request => (
          <li key={request.id} className="rounded-sm border border-line p-2" data-testid="debug-request">
            <div className="flex flex-wrap items-center gap-2 text-sm">
              <Chip tone={TONES[request.verdict]}>{t(`webhooks.verdict.${request.verdict}`)}</Chip>
              <span className="num text-ink-3">{format.dateTime(request.at)}</span>
            </div>
            <pre dir="ltr" className="mt-1 max-h-40 overflow-auto text-xs whitespace-pre-wrap [overflow-wrap:anywhere]">
              {request.body}
            </pre>
          </li>
        ))}
      </ul>
    </div>
  )
}
