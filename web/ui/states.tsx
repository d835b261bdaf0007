import { CloudOff, type LucideIcon, SearchX, ShieldX, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../lib/api/error-text.ts'
import { isForbidden, isMissing, isOffline } from '../lib/api/errors.ts'
import { useLasting } from '../lib/hooks.ts'
import { Button } from './button.tsx'

interface StateProps {
  icon: LucideIcon
  title: string
  /** What to do next, in one sentence. */
  about: string
  /** It is the whole page, not a pane of one. */
  page?: boolean
  children?: ReactNode
}

/** A pane that has nothing to show says so, and what to do next. */
export function State({ icon: Icon, title, about, page, children }: StateProps) {
  const Heading = page ? 'h1' : 'h2'
  return (
    <div className="grid h-full place-items-center p-6">
      <div className="flex max-w-[340px] flex-col items-center gap-2 text-center">
        <Icon aria-hidden className="mb-1 size-8 text-ink-3" strokeWidth={1.4} />
        <Heading className="text-lg font-semibold">{title}</Heading>
        <p className="text-ink-2">{about}</p>
        {children && <div className="mt-2 flex flex-wrap justify-center gap-2">{children}</div>}
      </div>
    </div>
  )
}

/** What went wrong while reading, and the way out: offline, forbidden, gone, or an error with a retry. */
export function Failed({ error, page, retry }: { error: unknown; page?: boolean; retry: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  if (isForbidden(error))
    return <State page={page} icon={ShieldX} title={t('state.forbidden')} about={t('state.forbiddenAbout')} />
  if (isMissing(error))
    return <State page={page} icon={SearchX} title={t('state.missing')} about={t('state.missingAbout')} />
  const offline = isOffline(error)
  return (
    <State
      page={page}
      icon={offline ? CloudOff : TriangleAlert}
      title={t(offline ? 'state.offline' : 'state.failed')}
      about={offline ? t('state.offlineAbout') : text(error)}
    >
      <Button onClick={retry}>{t('common.retry')}</Button>
    </State>
  )
}

/** Draws `children` (a skeleton) only when the wait lasts. */
export function Waiting({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const lasting = useLasting(true)
  if (!lasting) return null
  return (
    <div role="status" aria-label={t('common.loading')} className="contents">
      {children}
    </div>
  )
}
