import { MessageCircle, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/error-text.ts'
import type { Channel } from '../../lib/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FormError } from '../identity/auth-layout.tsx'
import { useConnect } from './changes.ts'
import { CloudForm } from './cloud-form.tsx'
import { SetupLines } from './setup.tsx'

type Kind = 'cloud_api' | 'simulator'

const ICONS = { cloud_api: MessageCircle, simulator: Smartphone }

/** Connecting a number: which kind, what it needs, and then what to enter at the provider. */
export function AddChannel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const [kind, setKind] = useState<Kind>('cloud_api')
  const connect = useConnect()
  const done = connect.data
  if (done && done.provider !== 'simulator') return <Connected channel={done} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} title={t('channels.add')} about={t('channels.addAbout')}>
      <div className="mb-4 grid grid-cols-2 gap-2">
        {(['cloud_api', 'simulator'] as const).map(value => (
          <KindCard key={value} kind={value} chosen={kind === value} onChoose={() => setKind(value)} />
        ))}
      </div>
      {kind === 'cloud_api' ? (
        <CloudForm busy={connect.isPending} error={connect.error} onSubmit={channel => connect.mutate(channel)} />
      ) : (
        <div className="grid gap-4">
          <p className="text-ink-2">{t('channels.simulatorAbout')}</p>
          <FormError text={connect.error && text(connect.error)} />
          <Button
            look="primary"
            busy={connect.isPending}
            className="justify-self-end"
            onClick={() =>
              connect.mutate(
                { provider: 'simulator', name: t('channels.provider.simulator'), credentials: {} },
                { onSuccess: onClose },
              )
            }
          >
            {t('channels.connect')}
          </Button>
        </div>
      )}
    </Dialog>
  )
}

function KindCard({ kind, chosen, onChoose }: { kind: Kind; chosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation()
  const Icon = ICONS[kind]
  return (
    <label className="flex cursor-pointer items-center gap-2.5 rounded-md border border-line-strong p-2.5 has-checked:border-brand has-checked:bg-brand-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand">
      <input type="radio" name="kind" className="sr-only" checked={chosen} onChange={onChoose} />
      <Icon aria-hidden className="size-5 shrink-0 text-brand" strokeWidth={1.7} />
      <span className="font-medium">{t(`channels.provider.${kind}`)}</span>
    </label>
  )
}

function Connected({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog open onClose={onClose} title={t('channels.connectedTitle')} about={t('channels.connectedAbout')}>
      <SetupLines id={channel.id} />
      <div className="mt-5 flex justify-end">
        <Button look="primary" onClick={onClose}>
          {t('common.done')}
        </Button>
      </div>
    </Dialog>
  )
}
