import { Ellipsis, KeyRound, Play, Power, RefreshCw, RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WebhookEndpoint } from '../../lib/api/types.ts'
import { useFormats } from '../../lib/hooks.ts'
import { useMay } from '../../lib/session/me.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { SecretDialog } from './add.tsx'
import { Attempts } from './attempts.tsx'
import { useEndpoint } from './changes.ts'

const DAY_MS = 86_400_000
const icon = { 'aria-hidden': true, className: 'size-4', strokeWidth: 1.7 } as const

/** One endpoint: where it is, what it gets, how it stands, and what can be done. Unfolds to its calls. */
export function EndpointCard({ endpoint }: { endpoint: WebhookEndpoint }) {
  const { t } = useTranslation()
  const may = useMay('webhooks:write')
  const [open, setOpen] = useState(false)
  return (
    <li className="rounded-lg border border-line bg-surface p-4" data-testid="webhook-endpoint">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-[220px] flex-1">
          <div className="flex flex-wrap items-center gap-2">
            <Standing endpoint={endpoint} />
            {endpoint.types.map(type => (
              <Chip key={type}>
                <bdi dir="ltr">{type}</bdi>
              </Chip>
            ))}
            {endpoint.ordered && <Chip tone="blue">{t('webhooks.ordered')}</Chip>}
          </div>
          <p className="mt-1.5 font-mono text-sm [overflow-wrap:anywhere]">
            <bdi dir="ltr">{endpoint.url}</bdi>
          </p>
          {endpoint.description && <p className="people text-sm text-ink-2">{endpoint.description}</p>}
          <Trouble endpoint={endpoint} />
        </div>
        {may && <Actions endpoint={endpoint} />}
      </div>
      <details className="mt-2" onToggle={event => setOpen(event.currentTarget.open)}>
        <summary className="cursor-pointer text-sm font-medium text-brand">{t('webhooks.attempts')}</summary>
        {open && <Attempts id={endpoint.id} />}
      </details>
    </li>
  )
}

function Standing({ endpoint: { enabled, failing } }: { endpoint: WebhookEndpoint }) {
  const { t } = useTranslation()
  if (!enabled) return <Chip tone="red">{t('webhooks.disabled')}</Chip>
  return failing ? <Chip tone="warn">{t('webhooks.failing')}</Chip> : <Chip tone="brand">{t('webhooks.works')}</Chip>
}

/** Why nothing arrives there, and what happens next. */
function Trouble({ endpoint: { disabledReason, failing } }: { endpoint: WebhookEndpoint }) {
  const { t } = useTranslation()
  const format = useFormats()
  if (disabledReason) return <p className="text-sm text-red">{t(`webhooks.reason.${disabledReason}`)}</p>
  if (!failing) return null
  return <p className="text-sm text-ink-2">{t('webhooks.failingSince', { time: format.dateTime(failing.since) })}</p>
}

function Actions({ endpoint }: { endpoint: WebhookEndpoint }) {
  const { t } = useTranslation()
  const { enable, remove, test, replay, secret, rotate } = useEndpoint(endpoint.id)
  const shown = secret.data ?? rotate.data
  const close = () => {
    secret.reset()
    rotate.reset()
  }
  const yesterday = () => new Date(Date.now() - DAY_MS).toISOString()
  return (
    <div className="flex gap-1.5">
      <Button
        small
        busy={test.isPending}
        disabled={!endpoint.enabled}
        onClick={() => test.mutate()}
        data-testid="webhook-test"
      >
        <Play aria-hidden className="size-3.5" strokeWidth={1.7} />
        {t('webhooks.test')}
      </Button>
      <Menu
        trigger={
          <Button small icon aria-label={t('nav.more')} data-testid="webhook-menu">
            <Ellipsis {...icon} />
          </Button>
        }
      >
        <MenuItem
          icon={<RotateCcw {...icon} />}
          onSelect={() => replay.mutate({ since: yesterday(), missedOnly: true })}
        >
          {t('webhooks.replayMissed')}
        </MenuItem>
        <MenuItem icon={<KeyRound {...icon} />} onSelect={() => secret.mutate()}>
          {t('webhooks.showSecret')}
        </MenuItem>
        <MenuItem icon={<RefreshCw {...icon} />} onSelect={() => rotate.mutate()}>
          {t('webhooks.rotate')}
        </MenuItem>
        <MenuItem icon={<Power {...icon} />} onSelect={() => enable.mutate(!endpoint.enabled)}>
          {t(endpoint.enabled ? 'webhooks.disable' : 'webhooks.enable')}
        </MenuItem>
        <MenuItem danger icon={<Trash2 {...icon} />} onSelect={() => remove.mutate()}>
          {t('webhooks.remove')}
        </MenuItem>
      </Menu>
      {shown && <SecretDialog secret={shown.secret} onClose={close} />}
    </div>
  )
}
