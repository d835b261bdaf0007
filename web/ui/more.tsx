import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Spinner } from './spinner.tsx'

interface MoreProps {
  hasMore: boolean
  busy: boolean
  onMore: () => void
}

/**
 * Placed at the end of a list, in a scrolling `[data-pane]`; asks for the next page shortly before it becomes visible.
 */
export function More({ hasMore, busy, onMore }: MoreProps) {
  const { t } = useTranslation()
  const mark = useRef<HTMLDivElement>(null)
  const latest = useRef(onMore)
  latest.current = onMore
  useEffect(() => {
    if (!hasMore || busy || !mark.current) return
    const observer = new IntersectionObserver(
      entries => entries.some(entry => entry.isIntersecting) && latest.current(),
      {
        // The margin works only for the box that scrolls, so that box must be named.
        root: mark.current.closest('[data-pane]'),
        rootMargin: '600px 0px',
      },
    )
    observer.observe(mark.current)
    return () => observer.disconnect()
  }, [hasMore, busy])
  if (!hasMore) return null
  return (
    <div ref={mark} className="flex min-h-8 items-center justify-center py-2 text-ink-3" role="status">
      {busy && <Spinner />}
      <span className="sr-only">{busy ? t('common.loading') : ''}</span>
    </div>
  )
}
