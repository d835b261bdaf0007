import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../lib/api/errors.ts'
import { useKeys, useMedia, useNarrow, useQuiet, useTitle } from '../../lib/hooks.ts'
import { moveFocus } from '../../lib/roving.ts'
import { useMay } from '../../lib/session/me.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Failed } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { CatalogueNotice } from './catalogue-notice.tsx'
import { OrderDetail } from './detail.tsx'
import { OrderFigures } from './figures.tsx'
import { OrderList } from './list.tsx'
import { orderQuery } from './queries.ts'
import { ORDER_VIEWS, type OrderView } from './search.ts'

/** All orders. */
export function OrdersPage() {
  const { t } = useTranslation()
  const may = useMay('orders:read')
  const narrow = useNarrow()
  const { orderId } = useParams({ strict: false })
  const { data: opened } = useQuery({ ...orderQuery(orderId ?? ''), enabled: may && Boolean(orderId) })
  useTitle(opened ? t('orders.titleOf', { number: opened.number }) : t('orders.title'))
  if (!may) return <Failed page error={new ApiError('FORBIDDEN', 403, '')} retry={() => {}} />
  return (
    <div className="flex h-full">
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="flex flex-wrap items-end gap-x-7 gap-y-2 px-4 pt-4 pb-3 sm:px-6.5 sm:pt-5.5">
          <div className="min-w-0 flex-1">
            <h1 className="text-xl font-[650] tracking-tight sm:text-2xl">{t('orders.title')}</h1>
            {!narrow && <p className="text-ink-2">{t('orders.about')}</p>}
          </div>
          <OrderFigures />
        </header>
        <CatalogueNotice className="mx-4 mb-3 sm:mx-6.5" />
        <Orders orderId={orderId} />
      </div>
      <Aside orderId={orderId} />
    </div>
  )
}

function Orders({ orderId }: { orderId?: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { view = 'active', q = '' } = useSearch({ from: '/shell/orders' })
  const [text, setText] = useState(q)
  const quiet = useQuiet(text)
  const find = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const down = () => moveFocus(list, 1)
  const up = () => moveFocus(list, -1)
  const search = () => find.current?.focus()
  useKeys({ j: down, ArrowDown: down, k: up, ArrowUp: up, '/': search, 'ctrl+k': search })
  const tabs = (Object.keys(ORDER_VIEWS) as OrderView[]).map(value => ({ value, label: t(`orders.view.${value}`) }))
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-3 pb-2.5 sm:px-5">
        <div className="min-w-0 max-w-full">
          <Tabs
            label={t('orders.title')}
            tabs={tabs}
            value={view}
            onChange={next => void navigate({ to: '/orders', search: { view: next } })}
          />
        </div>
        <SearchField
          ref={find}
          value={text}
          onChange={setText}
          label={t('orders.search')}
          keys="/"
          className="w-full md:ms-auto md:w-[280px]"
        />
      </div>
      <div ref={list} data-pane className="min-h-0 flex-1 overflow-y-auto">
        <OrderList view={quiet ? 'all' : view} q={quiet.trim()} openId={orderId} />
      </div>
    </>
  )
}

/** The open order: beside the list when there is room, else over it. */
function Aside({ orderId }: { orderId?: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const beside = useMedia('(width >= 1100px)')
  const close = () => void navigate({ to: '/orders', search: before => before })
  useKeys({ Escape: close }, Boolean(orderId) && beside)
  if (!orderId) return null
  if (!beside) {
    return (
      <Dialog open side onClose={close} title={t('orders.one')}>
        <OrderDetail key={orderId} id={orderId} />
      </Dialog>
    )
  }
  return (
    <aside
      aria-label={t('orders.one')}
      className="w-[380px] shrink-0 overflow-y-auto border-s border-line bg-surface p-5"
    >
      <OrderDetail key={orderId} id={orderId} onClose={close} />
    </aside>
  )
}
