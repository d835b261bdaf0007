import type { ReactNode } from 'react'
import { cx } from '../lib/cx.ts'

/** The key for the action beside it; hidden where there is no keyboard. */
export function Kbd({ children, onBrand }: { children: ReactNode; onBrand?: boolean }) {
  return (
    <kbd
      dir="ltr"
      className={cx(
        'rounded-xs border border-b-2 px-[5px] py-[3px] font-ui text-[11px] leading-none font-medium whitespace-nowrap',
        'pointer-coarse:hidden',
        onBrand ? 'border-current opacity-70' : 'border-line-strong bg-surface text-ink-3',
      )}
    >
      {children}
    </kbd>
  )
}
