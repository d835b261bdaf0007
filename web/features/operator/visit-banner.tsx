import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Eye } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../lib/session/me.ts'
import { Button } from '../../ui/button.tsx'
import { leaveBusiness } from './visit.ts'

/** Says to an operator that they are in a business as a visitor, and how to leave. */
export function VisitBanner() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const me = useMe()
  const leave = useMutation({ mutationFn: leaveBusiness, onSuccess: () => void navigate({ to: '/operator' }) })
  if (me?.role !== 'visitor') return null
  return (
    <div
      role="status"
      data-testid="visit-banner"
      className="flex flex-wrap items-center justify-center gap-2 bg-blue-soft px-4 py-1.5 text-center text-sm text-blue"
    >
      <Eye aria-hidden className="size-4 shrink-0" strokeWidth={1.7} />
      {t('operator.visiting', { name: me.tenant?.name ?? '' })}
      <Button small busy={leave.isPending} onClick={() => leave.mutate()} data-testid="visit-leave">
        {t('operator.leave')}
      </Button>
    </div>
  )
}
