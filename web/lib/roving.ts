import type { RefObject } from 'react'

/** Moves the focus among the `[data-row]` elements of a list; the first or last when none has it. */
export function moveFocus(list: RefObject<HTMLElement | null>, step: 1 | -1): void {
  const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))
  rows[next]?.focus()
}
