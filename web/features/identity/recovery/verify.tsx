import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../../lib/api/client.ts'
import { useErrorText } from '../../../lib/api/error-text.ts'
import { AuthLayout } from '../auth-layout.tsx'
import { linkToken } from './link-token.ts'

/** Where the mailed link that proves an address leads. */
export function VerifyPage() {
  const { t } = useTranslation()
  const text = useErrorText()
  const [token] = useState(linkToken)
  const verified = useQuery({
    queryKey: ['verify-email', token],
    queryFn: () => data(api.POST('/api/v1/auth/verify-email', { body: { token } })),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <AuthLayout title={t('verify.title')} about={verified.isSuccess ? t('verify.done') : ''}>
      {verified.isError && <p role="alert">{text(verified.error)}</p>}
      <p className="mt-6">
        <Link to="/inbox" className="font-medium text-brand underline underline-offset-2">
          {t('verify.goOn')}
        </Link>
      </p>
    </AuthLayout>
  )
}
