import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/api/error-text.ts'
import type { Channel } from '../../lib/api/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { CARDS, fieldsOf, PROVIDERS } from './cards.ts'
import { type NewChannel, useConnect } from './changes.ts'
import { Connected } from './connected.tsx'
import { LinkPhone } from './link-phone.tsx'
import { ProviderForm } from './provider-form.tsx'

type Kind = NewChannel['provider']

/** Connecting a number: which kind, what it needs, and then what is left to do at the provider or on the phone. */
export function AddChannel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState(PROVIDERS[0]!)
  const connect = useConnect()
  const done = connect.data
  if (done?.abilities.linked) return <LinkPhone channel={done} onClose={onClose} />
  if (done?.abilities.webhook) return <Connected channel={done} onClose={onClose} />
  const choose = (value: Kind) => {
    connect.reset()
    setKind(value)
  }
  return (
    <Dialog open onClose={onClose} title={t('channels.add')} about={t('channels.addAbout')}>
      <div className="mb-4 grid grid-cols-2 gap-2">
        {PROVIDERS.map(value => (
          <KindCard key={value} kind={value} chosen={kind === value} onChoose={() => choose(value)} />
        ))}
      </div>
      {fieldsOf(kind).length === 0 ? (
        <BareForm kind={kind} connect={connect} onClose={onClose} />
      ) : (
        <ProviderForm
          key={kind}
          provider={kind}
          busy={connect.isPending}
          error={connect.error}
          onSubmit={channel => connect.mutate(channel, { onSuccess: made => !asksMore(made) && onClose() })}
        />
      )}
    </Dialog>
  )
}

/** Whether something is left to do after connecting: on the phone, or at the provider. */
const asksMore = ({ abilities }: Channel): boolean => abilities.linked || abilities.webhook

interface BareFormProps {
  kind: Kind
  connect: ReturnType<typeof useConnect>
  onClose: () => void
}

/** For a provider that asks for nothing. */
function BareForm({ kind, connect, onClose }: BareFormProps) {
  const { t } = useTranslation()
  const text = useErrorText()
  const submit = () =>
    connect.mutate(
      { provider: kind, name: t(`channels.provider.${kind}`), credentials: {} },
      { onSuccess: made => !asksMore(made) && onClose() },
    )
  return (
    <div className="flex flex-col gap-4">
      <p className="text-ink-2">{t(`channels.providerAbout.${kind}`)}</p>
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
  const Icon = CARDS[kind].icon
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
