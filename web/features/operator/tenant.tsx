import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/api/error-text.ts'
import type { OperatedTenant } from '../../lib/api/types.ts'
import { useFormats } from '../../lib/hooks.ts'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Room } from '../../ui/room.tsx'
import { Failed, Waiting } from '../../ui/states.tsx'
import { ChangePlan } from './change-plan.tsx'
import { EnterBusiness } from './enter.tsx'
import { tenantQuery, useResume } from './queries.ts'
import { ResetTwoFactor } from './reset-two-factor.tsx'
import { StatusChip } from './status-chip.tsx'
import { Suspend } from './suspend.tsx'
import { Usage } from './usage.tsx'

/** One business: what it uses, and what operators do with it. */
export function OperatedTenantPage() {
  const { t } = useTranslation()
  const { tenantId = '' } = useParams({ strict: false })
  const query = useQuery(tenantQuery(tenantId))
  const tenant = query.data
  return (
    <Room
      title={tenant?.name ?? t('operator.title')}
      about={
        <Link to="/operator" className="text-brand underline">
          {t('operator.back')}
        </Link>
      }
    >
      {query.isError && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && (
        <Waiting>
          <div className="skeleton h-24 rounded-lg" />
        </Waiting>
      )}
      {tenant && <Details tenant={tenant} />}
    </Room>
  )
}

function Details({ tenant }: { tenant: OperatedTenant }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { suspended, status, owner, createdAt, health } = tenant
  const channels = Object.entries((health.channels ?? {}) as Record<string, number>)
  return (
    <div className="grid max-w-[720px] gap-6" data-testid="operated-tenant">
      <section className="grid gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <StatusChip status={status} />
          <span>{t(`plan.name.${tenant.plan}`, { defaultValue: tenant.plan })}</span>
          <code dir="ltr" className="font-mono text-sm text-ink-3">
            {tenant.id}
          </code>
        </div>
        <p className="text-ink-2 [overflow-wrap:anywhere]">
          {[owner && `${owner.name} (${owner.email})`, t('operator.since', { at: format.dateTime(createdAt) })]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {suspended && (
          <p className="rounded-md bg-red-soft p-3 text-red" data-testid="suspended-reason">
            {t('operator.suspendedSince', { at: format.dateTime(suspended.since) })} {suspended.reason}
          </p>
        )}
        {channels.length > 0 && (
          <p className="text-sm text-ink-2">
            {t('operator.channels')}: {channels.map(([state, count]) => `${state} ${count}`).join(', ')}
          </p>
        )}
      </section>
      <Actions tenant={tenant} />
      <Usage tenant={tenant} />
    </div>
  )
}

function Actions({ tenant }: { tenant: OperatedTenant }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const [asked, setAsked] = useState<'suspend' | 'plan' | 'enter' | 'factors' | null>(null)
  const resume = useResume(tenant.id)
  const close = () => setAsked(null)
  return (
    <section className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setAsked('plan')} data-testid="operator-plan">
          {t('operator.changePlan')}
        </Button>
        <Button onClick={() => setAsked('enter')} data-testid="operator-enter">
          {t('operator.enter')}
        </Button>
        <Button onClick={() => setAsked('factors')} data-testid="operator-factors">
          {t('operator.resetFactors')}
        </Button>
        {tenant.status === 'suspended' ? (
          <Button look="primary" busy={resume.isPending} onClick={() => resume.mutate()} data-testid="operator-resume">
            {t('operator.resume')}
          </Button>
        ) : (
          <Button look="danger" onClick={() => setAsked('suspend')} data-testid="operator-suspend">
            {t('operator.suspend')}
          </Button>
        )}
      </div>
      <FormError text={resume.error && text(resume.error)} />
      {asked === 'suspend' && <Suspend tenant={tenant} onClose={close} />}
      {asked === 'plan' && <ChangePlan tenant={tenant} onClose={close} />}
      {asked === 'factors' && <ResetTwoFactor email={tenant.owner?.email ?? ''} onClose={close} />}
      {asked === 'enter' && <EnterBusiness tenant={tenant} onClose={close} />}
    </section>
  )
}
