import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/api/error-text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { type NewChannel, useConnect } from './changes.ts'
import { Connected } from './connected.tsx'
import type { FormProvider } from './fields.ts'
import { PROVIDER_ICONS } from './icons.ts'
import { LinkPhone } from './link-phone.tsx'
import { ProviderForm } from './provider-form.tsx'

type Kind = NewChannel['provider']

const KINDS: readonly Kind[] = ['cloud_api', 'twilio', 'waha', 'simulator']

/** Connecting a number: which kind, what it needs, and then what is left to do at the provider or on the phone. */
export function AddChannel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<Kind>('cloud_api')
  const connect = useConnect()
  const done = connect.data
  if (done?.provider === 'waha') return <LinkPhone channel={done} onClose={onClose} />
  if (done && done.provider !== 'simulator') return <Connected channel={done} onClose={onClose} />
  const choose = (value: Kind) => {
    connect.reset()
    setKind(value)
  }
  return (
    <Dialog open onClose={onClose} title={t('channels.add')} about={t('channels.addAbout')}>
      <div className="mb-4 grid grid-cols-2 gap-2">
        {KINDS.map(value => (
          <KindCard key={value} kind={value} chosen={kind === value} onChoose={() => choose(value)} />
        ))}
      </div>
      {kind === 'simulator' ? (
        <SimulatorForm connect={connect} onClose={onClose} />
      ) : (
        <ProviderForm
          key={kind}
          provider={kind satisfies FormProvider}
          busy={connect.isPending}
          error={connect.error}
          onSubmit={channel => connect.mutate(channel)}
        />
      )}
    </Dialog>
  )
}

function SimulatorForm({ connect, onClose }: { connect: ReturnType<typeof useConnect>; onClose: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const submit = () =>
    connect.mutate(
      { provider: 'simulator', name: t('channels.provider.simulator'), credentials: {} },
      { onSuccess: onClose },
    )
  return (
    <div className="flex flex-col gap-4">
      <p className="text-ink-2">{t('channels.simulatorAbout')}</p>
      <FormError text={connect.error && text(connect.error)} />
      <DialogActions>
        <Button look="primary" busy={connect.isPending} onClick={submit}>
          {t('channels.connect')}
        </Button>
      </DialogActions>
    </div>
  )
}

function KindCard({ kind, chosen, onChoose }: { kind: Kind; chosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation()
  const Icon = PROVIDER_ICONS[kind]
  return (
    <label className="flex cursor-pointer items-center gap-2.5 rounded-md border border-line-strong p-2.5 has-checked:border-brand has-checked:bg-brand-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand">
      <input
        type="radio"
        name="kind"
        className="sr-only"
        checked={chosen}
        onChange={onChoose}
        data-testid={`channel-kind-${kind}`}
      />
      <Icon aria-hidden className="size-5 shrink-0 text-brand" strokeWidth={1.7} />
      <span className="font-medium">{t(`channels.provider.${kind}`)}</span>
    </label>
  )
}
