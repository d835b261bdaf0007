import { useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../lib/api/types.ts'
import { useKeys } from '../../../lib/hooks.ts'
import { isTyping } from '../../../lib/keyboard.ts'
import { More } from '../../../ui/more.tsx'
import { nameOf } from '../names.ts'
import { useOrderChips } from './order-chips.ts'
import { ConversationRow } from './row.tsx'
import type { Selection } from './selection.ts'

interface RowsProps {
  rows: Conversation[]
  openId?: string
  /** While people choose, a row is chosen instead of opened. */
  selection?: Selection
  hasMore: boolean
  busy: boolean
  onMore: () => void
}

/** Keyboard focus in the list: one row can be reached by tab, j/k and arrows move, Enter opens. */
function useListKeys(
  rows: Conversation[],
  openId: string | undefined,
  reveal: (index: number) => void,
  focusRow: (id: string) => boolean,
) {
  const navigate = useNavigate()
  const [activeId, setActiveId] = useState(openId)
  const wanted = useRef<string>(undefined)
  const at = rows.findIndex(row => row.id === activeId)
  const move = (step: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + step))
    const row = rows[next]
    if (!row) return
    setActiveId(row.id)
    reveal(next)
    wanted.current = focusRow(row.id) ? undefined : row.id
  }
  const open = () => {
    if (at >= 0) {
      void navigate({
        to: '/inbox/$conversationId',
        params: { conversationId: rows[at]!.id },
        search: before => before,
      })
    }
  }
  const down = () => move(1)
  const up = () => move(-1)
  useKeys({ j: down, ArrowDown: down, k: up, ArrowUp: up, Enter: open })
  return { activeId: at < 0 ? rows[0]?.id : activeId, setActiveId, wanted }
}

/** The conversations in view; rows outside it do not exist in the page. */
export function Rows({ rows, openId, selection, hasMore, busy, onMore }: RowsProps) {
  const { t } = useTranslation()
  const pane = useRef<HTMLDivElement>(null)
  const chips = useOrderChips()
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => pane.current,
    estimateSize: () => 82,
    getItemKey: index => rows[index]!.id,
    overscan: 8,
  })
  const focusRow = (id: string) => {
    const row = pane.current?.querySelector<HTMLElement>(`[data-row="${id}"]`)
    row?.focus({ preventScroll: true })
    return Boolean(row)
  }
  const reveal = (index: number) => virtual.scrollToIndex(index)
  const { activeId, setActiveId, wanted } = useListKeys(rows, openId, reveal, focusRow)
  useEffect(() => {
    const id = wanted.current
    if (!id) return
    // A row that appears late must not take the focus from somebody who is typing.
    if (isTyping(document.activeElement) || focusRow(id)) wanted.current = undefined
  })
  return (
    <div ref={pane} data-pane className="min-h-0 flex-1 overflow-y-auto">
      <ul aria-label={t('inbox.list')} className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index]!
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)` }}
            >
              <Choosable row={row} selection={selection}>
                <ConversationRow
                  conversation={row}
                  open={row.id === openId}
                  tabbable={row.id === activeId}
                  order={chips.get(row.id)}
                  onFocus={() => setActiveId(row.id)}
                />
              </Choosable>
            </li>
          )
        })}
      </ul>
      <More hasMore={hasMore} busy={busy} onMore={onMore} />
    </div>
  )
}

/** A row with a box to tick, as long as people choose. */
function Choosable({ row, selection, children }: { row: Conversation; selection?: Selection; children: ReactNode }) {
  if (!selection) return children
  return (
    <label className="flex cursor-pointer items-center ps-4">
      <input
        type="checkbox"
        className="size-4 accent-brand"
        aria-label={nameOf(row)}
        checked={selection.all || selection.ids.has(row.id)}
        onChange={() => selection.toggle(row.id)}
        data-testid="bulk-choose"
      />
      <div inert className="min-w-0 flex-1">
        {children}
      </div>
    </label>
  )
}
