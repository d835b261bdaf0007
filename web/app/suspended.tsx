import { useQuery } from '@tanstack/react-query'
import { Ban } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { logOut } from '../features/identity/index.ts'
import { api, data } from '../lib/api/client.ts'
import { queryClient } from '../lib/api/query.ts'
import { suspension } from '../lib/session/suspension.ts'
import { Button } from '../ui/button.tsx'
import { State } from '../ui/states.tsx'

const ASK_EVERY_MS = 5_000

/** What people of a suspended business see, until it goes on. */
export function SuspendedScreen({ reason }: { reason: string | null }) {
  const { t } = useTranslation()
  const { isSuccess } = useQuery({
    queryKey: ['suspended'],
    queryFn: () => data(api.GET('/api/v1/auth/me')),
    refetchInterval: ASK_EVERY_MS,
    gcTime: 0,
    staleTime: 0,
    retry: false,
  })
  useEffect(() => {
    if (!isSuccess) return
    suspension.clear()
    void queryClient.invalidateQueries()
  }, [isSuccess])
  const leave = async () => {
    await logOut()
    suspension.clear()
  }
  return (
    <main className="h-dvh" data-testid="suspended">
      <State page icon={Ban} title={t('suspended.title')} about={t('suspended.about')}>
        {reason && (
          <p className="people w-full rounded-md bg-red-soft p-3 text-red" data-testid="suspended-reason">
            {t('suspended.reason', { reason })}
          </p>
        )}
        <Button onClick={() => void leave()}>{t('nav.logOut')}</Button>
      </State>
    </main>
  )
}
