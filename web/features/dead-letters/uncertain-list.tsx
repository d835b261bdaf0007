import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleHelp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../lib/hooks.ts'
import { usePreview } from '../inbox/preview.ts'
import { Trouble } from '../inbox/trouble.tsx'
import { uncertainQuery } from './queries.ts'

/** Messages of which nobody knows whether they arrived: each with the two ways to settle it. Nothing when there are none. */
export function UncertainList() {
  const { t } = useTranslation()
  const format = useFormats()
  const preview = usePreview()
  const { data } = useInfiniteQuery(uncertainQuery)
  const messages = data?.pages.flatMap(page => page.items) ?? []
  if (messages.length === 0) return null
  return (
    <section className="mb-6">
      <h2 className="mb-2 flex items-center gap-2 text-lg font-semibold">
        <CircleHelp aria-hidden className="size-5 text-saffron" strokeWidth={1.7} />
        {t('deadLetters.uncertain')}
      </h2>
      <ul className="grid gap-3">
        {messages.map(message => (
          <li key={message.id} className="rounded-lg border border-line bg-surface p-4" data-testid="uncertain">
            <Link
              to="/inbox/$conversationId"
              params={{ conversationId: message.conversationId }}
              className="people font-medium text-brand underline underline-offset-2"
            >
              {preview(message)}
            </Link>
            <span className="num ms-2 text-sm text-ink-3">{format.dateTime(message.createdAt)}</span>
            <Trouble message={message} />
          </li>
        ))}
      </ul>
    </section>
  )
}
