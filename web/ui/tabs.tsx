import type { ReactNode } from 'react'
import { cx } from '../lib/cx.ts'

export interface Tab<T extends string> {
  value: T
  label: string
  count?: number | string
}

interface TabsProps<T extends string> {
  label: string
  tabs: Array<Tab<T>>
  value: T
  onChange: (value: T) => void
  end?: ReactNode
}

/** Filters over one list, not panels of their own: pressed buttons say so to everyone. */
export function Tabs<T extends string>({ label, tabs, value, onChange, end }: TabsProps<T>) {
  return (
    <fieldset aria-label={label} className="flex min-w-0 gap-0.5 overflow-x-auto [scrollbar-width:none]">
      {tabs.map(tab => (
        <button
          key={tab.value}
          type="button"
          aria-pressed={tab.value === value}
          onClick={() => onChange(tab.value)}
          className={cx(
            'shrink-0 rounded-sm px-[9px] py-[5px] text-sm font-medium whitespace-nowrap -outline-offset-2',
            tab.value === value ? 'bg-sunken text-ink' : 'text-ink-2 hover:text-ink',
          )}
        >
          {tab.label}
          {tab.count !== undefined && <span className="num ms-1 text-ink-3">{tab.count}</span>}
        </button>
      ))}
      {end}
    </fieldset>
  )
}
