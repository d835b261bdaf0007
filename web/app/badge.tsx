import { useTranslation } from 'react-i18next'
import type { Badge } from './badges.ts'

/** The count beside a room's icon: it covers no part of it that matters. */
export function BadgeMark({ badge }: { badge: Badge }) {
  const { t } = useTranslation()
  return (
    <b className="num absolute start-1/2 top-0.5 ms-1.5 h-4 min-w-4 rounded-full bg-red px-1 text-center text-[10px] leading-4 font-semibold text-red-ink">
      <span aria-hidden>{badge.text}</span>
      <span className="sr-only">{t(badge.says, { count: badge.count })}</span>
    </b>
  )
}
