import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Channel } from '../../lib/api/types.ts'
import { useFormats } from '../../lib/hooks.ts'
import { noticesQuery } from './queries.ts'

/** What the provider recently told about a number: restrictions, quality, templates. Read when it is opened. */
export function Notices({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <details open={open} onToggle={event => setOpen(event.currentTarget.open)} className="mt-3">
      <summary className="cursor-pointer text-sm font-medium text-brand" data-testid="channel-notices">
        {t('channels.notices')}
      </summary>
      {open && <List id={channel.id} />}
    </details>
  )
}

function List({ id }: { id: string }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { data } = useQuery(noticesQuery(id))
  if (data?.items.length === 0) return <p className="pt-2 text-sm text-ink-2">{t('channels.noNotices')}</p>
  return (
    <ul className="grid gap-1.5 pt-2 text-sm">
      {data?.items.map(({ id: key, at, kind, field, subject, word, details, problem }) => (
        <li key={key} className="flex flex-wrap gap-x-2">
          <time dateTime={at} className="num text-ink-3">
            {format.dateTime(at)}
          </time>
          <b className="font-semibold">{t(`channels.notice.${kind}`)}</b>
          <bdi className="people text-ink-2">
            {[subject, word ?? (kind === 'other' ? field : null), problem ?? details].filter(Boolean).join(' · ')}
          </bdi>
        </li>
      ))}
    </ul>
  )
}
