import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../../lib/api/client.ts'
import { useErrorText } from '../../../lib/api/error-text.ts'
import { ApiError } from '../../../lib/api/errors.ts'
import type { Me } from '../../../lib/api/types.ts'
import { meQuery, useMay, useMe } from '../../../lib/session/me.ts'
import { FormError } from '../../../ui/form-error.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { toast } from '../../../ui/toast.tsx'

/** Whether everybody in the business needs a second factor; for who may change the business. */
export function PolicySwitch() {
  const { t } = useTranslation()
  const text = useErrorText()
  const client = useQueryClient()
  const may = useMay('tenant:write')
  const tenant = useMe()?.tenant
  const change = useMutation({
    mutationFn: (required: boolean) => data(api.PUT('/api/v1/two-factor/policy', { body: { required } })),
    onSuccess: ({ required }) => {
      client.setQueryData<Me>(meQuery.queryKey, me =>
        me?.tenant ? { ...me, tenant: { ...me.tenant, requireTwoFactor: required } } : me,
      )
      toast(t('settings.saved'))
    },
  })
  if (!may || !tenant) return null
  const needsOwn = change.error instanceof ApiError && change.error.code === 'SECOND_FACTOR_NEEDED'
  return (
    <section className="grid gap-3" data-testid="two-factor-policy">
      <h2 className="text-lg font-semibold">{t('twoFactor.title')}</h2>
      <Switch
        label={t('twoFactor.policy')}
        about={t('twoFactor.policyAbout')}
        checked={tenant.requireTwoFactor}
        disabled={change.isPending}
        onChange={required => change.mutate(required)}
      />
      <FormError text={change.error && text(change.error)}>
        {needsOwn && (
          <p className="mt-1">
            <Link to="/account" className="font-medium underline underline-offset-2">
              {t('account.title')}
            </Link>
          </p>
        )}
      </FormError>
    </section>
  )
}
