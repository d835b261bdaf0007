import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { Direction } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { queryClient } from '../lib/api/query.ts'
import { Toasts } from '../ui/toast.tsx'
import { router } from './router.tsx'

/** Everything that the screens need: data, direction, toasts, routes. */
export function Providers() {
  const { i18n } = useTranslation()
  return (
    <QueryClientProvider client={queryClient}>
      <Direction.Provider dir={i18n.dir(i18n.language)}>
        <RouterProvider router={router} />
        <Toasts />
      </Direction.Provider>
    </QueryClientProvider>
  )
}
