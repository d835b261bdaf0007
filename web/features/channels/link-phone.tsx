import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Channel, LinkCode } from '../../lib/api/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { Failed } from '../../ui/states.tsx'
import { ChangeAccess, hasAccess } from './access.tsx'
import { useLinking } from './changes.ts'
import { linkCodeQuery, useChannel } from './queries.ts'
import { TheirWords, useStatusReason } from './status-reason.tsx'

/** The code that a phone scans to be linked; it changes by itself, and the dialog says when the phone is there. */
export function LinkPhone({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { t } = useTranslation()
  const now = useChannel(channel.id) ?? channel
  const [mending, setMending] = useState(false)
  const broken = now.status === 'error'
  const code = useQuery({ ...linkCodeQuery(channel.id), enabled: now.status !== 'connected' && !broken })
  const linked = now.status === 'connected' || code.data?.kind === 'linked'
  if (mending && hasAccess(now)) return <ChangeAccess channel={now} onClose={() => setMending(false)} />
  if (broken) return <NotReached channel={now} onMend={() => setMending(true)} onClose={onClose} />
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(linked ? 'channels.linkedTitle' : 'channels.linkTitle')}
      about={t(linked ? 'channels.linkedAbout' : 'channels.linkAbout')}
    >
      <div className="grid justify-items-center gap-4 py-2" aria-live="polite">
        {linked ? (
          <CircleCheck aria-hidden className="size-16 text-brand" strokeWidth={1.4} data-testid="phone-linked" />
        ) : (
          <Code code={code} />
        )}
        {!linked && (
          <ol className="w-full list-decimal ps-5 text-ink-2">
            <li>{t('channels.linkStep1')}</li>
            <li>{t('channels.linkStep2')}</li>
            <li>{t('channels.linkStep3')}</li>
          </ol>
        )}
      </div>
      <DialogActions>
        <Button look={linked ? 'primary' : 'plain'} onClick={onClose} data-first>
          {t(linked ? 'common.done' : 'common.close')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

/** The current code, or a note that it is being created. */
function Code({ code }: { code: UseQueryResult<LinkCode> }) {
  const { t } = useTranslation()
  if (code.isError) return <Failed error={code.error} retry={() => void code.refetch()} />
  if (code.data?.kind === 'qr')
    return (
      <img
        src={`data:image/png;base64,${code.data.pngBase64}`}
        alt={t('channels.linkCode')}
        data-testid="link-code"
        // Scanners need dark on light, whatever the theme.
        className="size-64 rounded-md bg-white object-contain p-3 [image-rendering:pixelated]"
      />
    )
  return (
    <div className="grid size-64 place-items-center gap-3 rounded-md bg-sunken text-ink-2">
      <span className="flex items-center gap-2">
        <Spinner /> {t('channels.linkWaiting')}
      </span>
    </div>
  )
}

/** The server of the phone is away or refuses us: there is no code until that is corrected. */
function NotReached({ channel, onMend, onClose }: { channel: Channel; onMend: () => void; onClose: () => void }) {
  const { t } = useTranslation()
  const reason = useStatusReason()
  const linking = useLinking(channel)
  return (
    <Dialog open onClose={onClose} title={t('channels.noCodeTitle')}>
      <FormError text={reason(channel)}>
        <TheirWords channel={channel} />
      </FormError>
      <DialogActions>
        <Button onClick={onMend} data-testid="access-open">
          {t('channels.access')}
        </Button>
        <Button look="primary" busy={linking.isPending} onClick={() => linking.mutate('start')} data-first>
          {t('common.retry')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
