import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Channel } from '../../lib/api/types.ts'
import { cx } from '../../lib/cx.ts'
import { phoneText } from '../../lib/format.ts'
import { useFormats } from '../../lib/hooks.ts'
import { useMay } from '../../lib/session/me.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { CARDS, setupOf } from './cards.ts'
import { useLinking, useTest } from './changes.ts'
import { LinkPhone } from './link-phone.tsx'
import { ChannelMenu } from './menu.tsx'
import { Notices } from './notices.tsx'
import { channelQuery } from './queries.ts'
import { SetupLines } from './setup.tsx'
import { shownStatus } from './shown-status.ts'
import { TheirWords, useStatusReason } from './status-reason.tsx'

/** One number: whether it works, and what to do when it does not. */
export function ChannelCard({ channel }: { channel: Channel }) {
  const reason = useStatusReason()
  const Icon = CARDS[channel.provider].icon
  return (
    <li className="rounded-lg border border-line bg-surface p-4" data-testid="channel-card">
      <div className="flex flex-wrap items-center gap-3">
        <span className="grid size-10 shrink-0 place-items-center rounded-md bg-sunken text-ink-2">
          <Icon aria-hidden className="size-5" strokeWidth={1.7} />
        </span>
        <div className="min-w-[150px] flex-1">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <b className="people truncate font-semibold">{channel.name}</b>
            <StatusChip channel={channel} />
          </div>
          <Facts channel={channel} />
        </div>
        <Actions channel={channel} />
      </div>
      {channel.statusReason && channel.status !== 'connected' && (
        <div
          className={cx(
            'people mt-2.5 rounded-sm px-3 py-2 text-sm',
            shownStatus(channel).tone === 'red' ? 'bg-red-soft text-red' : 'bg-saffron-soft text-saffron',
          )}
        >
          {reason(channel)} <Waiting channel={channel} />
          <TheirWords channel={channel} />
        </div>
      )}
      {channel.abilities.webhook && <Setup channel={channel} />}
      {!channel.abilities.rehearsal && <Notices channel={channel} />}
    </li>
  )
}

/** The status of a channel. */
function StatusChip({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const { tone, text } = shownStatus(channel)
  return <Chip tone={tone}>{t(text)}</Chip>
}

/** Provider, number and last message; each stays on one line when the list wraps. */
function Facts({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const format = useFormats()
  const carrier = t(`channels.provider.${channel.provider}`)
  const facts = [
    carrier !== channel.name && carrier,
    channel.phoneNumber && <bdi dir="ltr">{phoneText(channel.phoneNumber)}</bdi>,
    channel.lastInboundAt && t('channels.lastInbound', { at: format.dateTime(channel.lastInboundAt) }),
  ].filter(Boolean)
  return (
    <p className="num flex flex-wrap gap-x-1.5 text-sm text-ink-2">
      {facts.map((fact, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fact is its place
        <span key={at} className="max-w-full">
          {fact}
          {at < facts.length - 1 && <span aria-hidden> ·</span>}
        </span>
      ))}
    </p>
  )
}

/** How many messages wait for a channel that does not work. */
function Waiting({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const { data } = useQuery({ ...channelQuery(channel.id), refetchInterval: 10_000 })
  const count = data?.health?.waiting ?? 0
  return count > 0 ? <b className="font-semibold">{t('channels.waiting', { count })}</b> : null
}

function Actions({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const may = useMay('channels:write')
  const test = useTest(channel)
  return (
    <div className="ms-auto flex flex-wrap items-center justify-end gap-2">
      {channel.abilities.rehearsal && (
        <Link
          to="/phone"
          className="inline-flex h-8 items-center rounded-sm border border-line-strong bg-surface px-3 font-medium hover:bg-sunken"
        >
          {t('inbox.openPhone')}
        </Link>
      )}
      {may && needsPhone(channel) && <LinkButton channel={channel} />}
      {may && channel.abilities.testable && (
        <Button busy={test.isPending} onClick={() => test.mutate()} data-testid="channel-test">
          {t('channels.test')}
        </Button>
      )}
      {may && <ChannelMenu channel={channel} />}
    </div>
  )
}

/** A degraded channel needs no phone: its phone is linked, and only its server is away. */
const needsPhone = ({ abilities, status }: Channel): boolean =>
  abilities.linked && status !== 'connected' && status !== 'degraded'

/** Shows the code to scan; a phone that was unlinked is started first. */
function LinkButton({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const linking = useLinking(channel)
  const begin = () => {
    if (channel.status === 'qr') return setOpen(true)
    linking.mutate('start', { onSuccess: () => setOpen(true) })
  }
  return (
    <>
      <Button look="primary" busy={linking.isPending} onClick={begin} data-testid="channel-link">
        {t('channels.link')}
      </Button>
      {open && <LinkPhone channel={channel} onClose={() => setOpen(false)} />}
    </>
  )
}

function Setup({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(channel.receiving !== 'proven')
  const setup = setupOf(channel.provider)
  return (
    <details open={open} onToggle={event => setOpen(event.currentTarget.open)} className="mt-3">
      <summary className="cursor-pointer text-sm font-medium text-brand">{t('channels.webhook')}</summary>
      {open && <SetupLines id={channel.id} about={setup && t(setup.where)} />}
    </details>
  )
}
