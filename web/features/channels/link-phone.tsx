import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Channel } from '../../lib/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { Failed } from '../../ui/states.tsx'
import { linkCodeQuery, useChannel } from './queries.ts'

/** The code that a phone scans to be linked; it changes by itself, and the dialog says when the phone is there. */
export function LinkPhone({ channel, onClose }: { channel: Pick<Channel, 'id' | 'name'>; onClose: () => void }) {
  const { t } = useTranslation()
  const now = useChannel(channel.id)
  const code = useQuery({ ...linkCodeQuery(channel.id), enabled: now?.status !== 'connected' })
  const linked = now?.status === 'connected' || code.data?.kind === 'linked'
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
        ) : code.isError ? (
          <Failed error={code.error} retry={() => void code.refetch()} />
        ) : code.data?.kind === 'qr' ? (
          <img
            src={`data:image/png;base64,${code.data.pngBase64}`}
            alt={t('channels.linkCode')}
            data-testid="link-code"
            // Scanners want dark on light whatever the theme.
            className="size-64 rounded-md bg-white object-contain p-3 [image-rendering:pixelated]"
          />
        ) : (
          <div className="grid size-64 place-items-center gap-3 rounded-md bg-sunken text-ink-2">
            <span className="flex items-center gap-2">
              <Spinner /> {t('channels.linkWaiting')}
            </span>
          </div>
        )}
        {!linked && (
          <ol className="w-full list-decimal ps-5 text-ink-2">
            <li>{t('channels.linkStep1')}</li>
            <li>{t('channels.linkStep2')}</li>
            <li>{t('channels.linkStep3')}</li>
          </ol>
        )}
      </div>
      <div className="mt-3 flex justify-end">
        <Button look={linked ? 'primary' : 'plain'} onClick={onClose}>
          {t(linked ? 'common.done' : 'common.close')}
        </Button>
      </div>
    </Dialog>
  )
}
